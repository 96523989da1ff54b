import { describe, expect, test } from 'vitest';
import { instantOf, recordOf, type Line } from '../a-record.ts';
import { settle } from '../performer.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const policy = samplePolicy({});
const received: Line = {
  at: '2026-11-16T10:00:00Z',
  who: 'complainant',
  says: 'I want to make a formal complaint. This is the third time nobody has replied.',
};
const ends: Line = { at: '2026-11-17T10:00:00Z', who: 'agent' };

/** What the ticket shows of its complaint once everything is written that is to be written. */
function shownAfter(end: Line): { readonly isFoundAsOpen: boolean; readonly hasSummary: boolean } {
  const open = settle(recordOf({ timeline: [received] }), policy, instantOf('2026-11-16T11:00:00Z')).record;
  expect(open.tags).toContain(`${policy.prefix}open`);
  const { tags, fields, ledger } = open;
  const ended = recordOf({ timeline: [received, end], ledger }, { tags, fields });
  const { record } = settle(ended, policy, instantOf('2026-11-17T11:00:00Z'));
  return {
    isFoundAsOpen: record.tags.includes(`${policy.prefix}open`),
    hasSummary: record.fields.closing !== undefined,
  };
}

describe('a ticket whose complaint', () => {
  test.each(['solved', 'closed'] as const)(
    'was %s is found as open no more and keeps how its clocks stood',
    (status) => {
      expect(shownAfter({ ...ends, status })).toEqual({ isFoundAsOpen: false, hasSummary: true });
    },
  );

  test('was merged away is found as open no more, and sums nothing up: the complaint lives on in the other ticket', () => {
    expect(shownAfter({ ...ends, mergedInto: '77' })).toEqual({ isFoundAsOpen: false, hasSummary: false });
  });
});
