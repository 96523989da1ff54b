import { expect, onTestFinished, test } from 'vitest';
import { letter, readSettled } from '#test/contract/helpdesk.ts';
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
