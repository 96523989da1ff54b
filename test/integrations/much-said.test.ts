import { expect, onTestFinished, test } from 'vitest';
import { MINUTE_MS } from '#core/time.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { letter, never, readSettled } from '#test/contract/helpdesk.ts';
import { openFreshdesk } from './freshdesk/fake-desk.ts';
import { openZendesk } from './zendesk/fake-desk.ts';

test.each([
  ['zendesk', openZendesk],
  ['freshdesk', openFreshdesk],
] as const)('a customer who writes more than an answer may hold is read to the last word on %s', async (_, open) => {
  const subject = await open();
  onTestFinished(() => subject.close());
  const ticket = subject.customerWrites(letter());
  // A hundred of these in one answer are longer than we take.
  const long = 'and still no answer '.repeat(3_000);
  const said = Array.from({ length: 110 }, (_, n) => `Letter ${n}: ${long}`);
  for (const text of said) subject.customerReplies(ticket, text);
  const { timeline } = await readSettled(subject, ticket);
  const read = timeline.flatMap((entry) => (entry.kind === 'said' ? [entry.text.trim()] : []));
  expect(read.filter((text) => text.startsWith('Letter '))).toEqual(said.map((text) => text.trim()));
});

test('tickets so long that few fit into an answer hold up neither changes nor searches on zendesk', async () => {
  const subject = await openZendesk();
  onTestFinished(() => subject.close());
  const long = 'and still no answer '.repeat(25_000);
  const ids = Array.from({ length: 26 }, (_, n) => subject.customerWrites({ subject: `Letter ${n}`, text: long }).id);
  await subject.time.moveTo(subject.time.now() + 2 * MINUTE_MS);
  const { source, backlog } = subject.ports;
  const first = await drivenAlone(subject.time, () => source.changesSince({ sinceAt: 0 }, never));
  expect([first.tickets.map(({ id }) => id), first.more]).toEqual([ids.slice(0, 1), true]);
  const second = await drivenAlone(subject.time, () => source.changesSince(first.cursor, never));
  expect([second.tickets.map(({ id }) => id), second.more]).toEqual([ids.slice(1, 2), true]);
  const found = await drivenAlone(subject.time, () => backlog.unsolved(undefined, never));
  expect([found.tickets.length, found.more]).toEqual([1, true]);
});
