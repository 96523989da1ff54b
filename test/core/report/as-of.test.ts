import { describe, expect, test } from 'vitest';
import { asOf } from '#core/report/as-of.ts';
import { instantOf, recordOf } from '../a-record.ts';

const closed = recordOf(
  {
    timeline: [
      { at: '2026-11-02T09:00:00Z', who: 'complainant', says: 'The kettle leaked again. This is a complaint.' },
      { at: '2026-11-03T10:00:00Z', who: 'agent', says: 'We send another one.', status: 'solved' },
      { at: '2026-11-07T10:00:00Z', who: 'robot', status: 'closed' },
    ],
  },
  { isFrozen: true },
);

describe('a ticket as of an earlier instant', () => {
  test.each([
    ['2026-11-02T12:00:00Z', 'new', undefined],
    ['2026-11-05T12:00:00Z', 'solved', undefined],
    ['2026-11-07T10:00:00Z', 'closed', true],
  ])('has at %s the status it had, and is frozen only once the helpdesk froze it', (at, status, isFrozen) => {
    expect(asOf(closed, instantOf(at))).toMatchObject({ status, isFrozen });
  });

  test('knows nothing of what was said later', () => {
    expect(asOf(closed, instantOf('2026-11-02T12:00:00Z')).timeline.map(({ kind }) => kind)).toEqual([
      'opened',
      'said',
    ]);
  });
});
