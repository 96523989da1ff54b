import { expect, test } from 'vitest';
import { judge } from '#core/pipeline.ts';
import { reviewTicket } from '#core/report/review.ts';
import { instantOf, recordOf } from '../a-record.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

test('a review sees what the judgement sees, also what was written on a ticket that was merged in unmarked', () => {
  const policy = samplePolicy();
  const unmarked = [{ subject: '', messages: ['This is a formal complaint: it broke and nobody answers.'], tags: [] }];
  const record = recordOf({
    timeline: [
      { at: '2026-11-02T09:00Z', who: 'complainant', says: 'My order is 77.' },
      { at: '2026-11-02T10:00Z', who: 'agent', mergedFrom: { id: '8', unmarked } },
    ],
  });
  for (const afresh of [true, false]) {
    const review = reviewTicket(record, policy, { afresh });
    expect(review?.recognition.band).toBe('yes');
    expect(review?.recognition.band).toBe(judge(record, policy, instantOf('2026-11-02T11:00Z')).complaint?.band);
  }
});
