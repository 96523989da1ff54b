import { expect, test } from 'vitest';
import { channelsOf } from '#core/policy/channels.ts';
import { issuesWith, samplePolicy, smallestSource } from './sample-policy.ts';

const { alerts } = smallestSource;

test('a round-up is told where the policy says, and its channel is one of the policy’s', () => {
  const digest = { daily: '09:00', weekly: 'mon 08:30', channel: 'complaints-digest', calendar: 'office' };
  const policy = samplePolicy({ alerts: { ...alerts, digest } });
  expect(policy.alerts.digest).toEqual(digest);
  expect(channelsOf(policy)).toContain('complaints-digest');
});

test.each([
  [{ daily: '9:00' }, /alerts\.digest\.daily: .*is not a time of day: write it as "09:00"/u],
  [{ daily: '24:00' }, /is not a time of day/u],
  [{ weekly: 'monday 09:00' }, /alerts\.digest\.weekly: .*write it as "mon 09:00"/u],
  [{ channel: 'complaints' }, /alerts\.digest: .*says no time: give daily or weekly/u],
  [{ daily: '09:00', calendar: 'ofice' }, /undefined calendar 'ofice' used in the digest.*office/u],
])('%j is told with what to write', (digest, told) => {
  const issues = issuesWith({ alerts: { ...alerts, digest } });
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatch(told);
});
