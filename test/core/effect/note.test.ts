import { expect, test } from 'vitest';
import { recognitionNote } from '#core/effect/note.ts';
import { judge } from '#core/pipeline.ts';
import type { PolicySource } from '#core/policy/schema.ts';
import { instantOf, recordOf, type Line } from '../a-record.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const opened: Line = {
  at: '2026-10-05T09:00Z',
  who: 'complainant',
  says: 'I make a formal complaint: I was charged twice.',
};
const answered: Line = {
  at: '2026-10-06T09:00Z',
  who: 'agent',
  says: 'Thank you for your complaint. We are looking into it.',
};
const holding: Line = {
  at: '2026-10-07T09:00Z',
  who: 'agent',
  says: 'We are sorry for the delay: because our bank has not answered us yet, we need more time. You will have our final response by 20 November 2026.',
};
const solved: Line = { at: '2026-10-08T09:00Z', who: 'agent', says: 'We have refunded you.', status: 'solved' };
const back: Line = {
  at: '2026-10-12T09:00Z',
  who: 'complainant',
  says: 'I am not satisfied: nothing came.',
  status: 'open',
};

/** What the note says is promised, of a ticket that is first looked at on 14 October. */
function promised(preset: string, timeline: readonly Line[]): readonly string[] {
  const policy = samplePolicy({ presets: [preset] as PolicySource['presets'] });
  const { complaint, clocks } = judge(recordOf({ timeline }), policy, instantOf('2026-10-14T09:00Z'));
  if (complaint === undefined) throw new Error('it is a complaint');
  const lines = recognitionNote({ complaint, clocks, policy }).split('\n');
  const from = lines.indexOf('Promised:');
  return from === -1 ? [] : lines.slice(from + 1, lines.indexOf('', from));
}

test('a new complaint has a note that says what is promised, and by when', () => {
  expect(promised('iso10002-practice', [{ ...opened, at: '2026-10-14T08:00Z' }])).toEqual([
    '• Acknowledge the complaint within 24 hours: by Thu, 15 Oct 2026, 09:00 BST',
    '• Give a first substantive response within 5 business days: by Wed, 21 Oct 2026, 17:30 BST',
    '• Decide the complaint within 15 business days: by Wed, 4 Nov 2026, 17:30 GMT',
  ]);
});

test('of a complaint that has been there for long, what was kept or broken is said to be', () => {
  expect(promised('iso10002-practice', [{ ...opened, at: '2026-10-01T09:00Z' }, answered])).toEqual([
    '• Give a first substantive response within 5 business days: was due Thu, 8 Oct 2026, 17:30 BST',
    '• Decide the complaint within 15 business days: by Thu, 22 Oct 2026, 17:30 BST',
    '• Acknowledge the complaint within 24 hours: kept late Tue, 6 Oct 2026, 10:00 BST',
  ]);
});

test('an offer that is over is not promised any more', () => {
  const lines = promised('uk-fca-disp', [opened, answered]);
  expect(lines).toEqual(['• Send the final response within 8 weeks: by Mon, 30 Nov 2026, 10:00 GMT']);
});

test('a promise that a holding reply extended does not seem to be due at another time than promised', () => {
  expect(promised('eu-psd2', [opened, answered, holding])).toEqual([
    '• Reply to all points raised within 15 business days, extended by a holding reply: by Mon, 23 Nov 2026, 17:30 GMT',
  ]);
});

test('of a promise that runs again each run is told for what it is', () => {
  const lines = promised('eu-psd2', [opened, solved, back]);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/: by /u);
  expect(lines[1]).toMatch(/: kept /u);
});
