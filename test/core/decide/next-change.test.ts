import { expect, test } from 'vitest';
import { judge } from '#core/pipeline.ts';
import { DAY_MS, HOUR_MS, toIso } from '#core/time.ts';
import { instantOf, recordOf } from '../a-record.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

test('a complaint that a desk whose clock is ahead of ours dates later than now is looked at when that instant comes', () => {
  const receivedAt = instantOf('2026-11-09T10:00Z');
  const record = recordOf({
    timeline: [
      { at: toIso(receivedAt), who: 'complainant', says: 'I am making a formal complaint: nobody answers me.' },
    ],
  });
  for (const aheadMs of [1, HOUR_MS, DAY_MS]) {
    const early = judge(record, samplePolicy(), receivedAt - aheadMs);
    expect(early.clocks.map(({ status }) => status)).toContain('notStarted');
    expect(early.wakeAt).toBe(receivedAt);
  }
  expect(judge(record, samplePolicy(), receivedAt).clocks.map(({ status }) => status)).not.toContain('notStarted');
});
