import { expect, test } from 'vitest';
import { createHeirs } from '#apps/runtime/heirs.ts';
import type { Ran } from '#apps/runtime/run.ts';
import { refText, type TicketRef } from '#core/ticket.ts';

const ticket = (id: string): TicketRef => ({ platform: 'freshdesk', account: 'acme', id });
const ran = (into: string, version: string): Ran => ({
  wakeAt: undefined,
  isWhole: true,
  merged: { into: ticket(into), version },
});

test('the ticket that another was merged into is looked at again, once for each state of that one', () => {
  const looked: string[] = [];
  const tell = createHeirs((ref) => looked.push(refText(ref)));
  tell(ticket('1'), ran('2', 'a'));
  tell(ticket('1'), ran('2', 'a'));
  tell(ticket('3'), { wakeAt: undefined, isWhole: true });
  expect(looked).toEqual(['freshdesk:acme:2']);
  tell(ticket('1'), ran('2', 'b'));
  expect(looked).toHaveLength(2);
});

test('the other is looked at once more when that one is gone', () => {
  const looked: string[] = [];
  const tell = createHeirs((ref) => looked.push(refText(ref)));
  tell(ticket('1'), ran('2', 'a'));
  for (const time of ['first', 'second']) {
    tell(ticket('1'), { wakeAt: undefined, isWhole: true });
    expect(looked, time).toEqual(['freshdesk:acme:2', 'freshdesk:acme:2']);
  }
});

test('two tickets that each say they were merged into the other come to rest', () => {
  const waiting: TicketRef[] = [ticket('1')];
  const tell = createHeirs((ref) => waiting.push(ref));
  let runs = 0;
  for (let next = waiting.shift(); next !== undefined && runs < 100; next = waiting.shift()) {
    runs += 1;
    tell(next, ran(next.id === '1' ? '2' : '1', 'a'));
  }
  expect(runs).toBe(3);
});
