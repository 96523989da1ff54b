import { expect, test } from 'vitest';
import { createTaughtTickets } from '#apps/cli/taught-tickets.ts';
import { taught, taughtTexts } from '../../core/complaint/taught.ts';

const tickets = taughtTexts(30).map((text) => ({ id: text.id, taught: taught(text) }));

test('of more tickets than are wanted the newest are kept, and a ticket told again is among the newest', () => {
  const held = createTaughtTickets(5);
  for (const one of [...tickets, tickets[28]!, tickets[27]!]) held.add(one);
  const { taught: kept, older, repeated } = held.result();
  expect(kept).toEqual([25, 26, 29, 28, 27].map((at) => tickets[at]!.taught));
  expect([kept.length, older, repeated]).toEqual([5, 25, 2]);
});

test('a ticket of which people took back what they had said teaches nothing', () => {
  const held = createTaughtTickets(5);
  for (const one of [...tickets.slice(0, 2), { id: tickets[0]!.id, taught: undefined }]) held.add(one);
  expect(held.result()).toEqual({ taught: [tickets[1]!.taught], undecided: 1, older: 0, repeated: 1 });
});
