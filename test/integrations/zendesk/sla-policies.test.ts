import { expect, test } from 'vitest';
import { PayloadError } from '#integrations/errors.ts';
import { readSlaPolicies, tellSlaPolicies } from '#integrations/zendesk/sla-policies.ts';

const metric = (priority: string, name: string, target: number) => ({
  priority,
  metric: name,
  target,
  business_hours: name === 'first_reply_time',
  target_in_seconds: target * 60,
});
const standard = {
  id: 36,
  title: 'Standard',
  position: 1,
  filter: { all: [{ field: 'type', operator: 'is', value: 'incident' }], any: [] },
  policy_metrics: [metric('urgent', 'first_reply_time', 60), metric('low', 'next_reply_time', 480)],
};

test('a policy is read as its name and its targets, whatever tickets it is for', () => {
  expect(readSlaPolicies({ sla_policies: [standard] })).toEqual([
    {
      name: 'Standard',
      targets: [
        { priority: 'urgent', metric: 'first_reply_time', minutes: 60, inBusinessHours: true },
        { priority: 'low', metric: 'next_reply_time', minutes: 480, inBusinessHours: false },
      ],
    },
  ]);
  expect(() => readSlaPolicies({ sla_policies: [{ title: 7 }] })).toThrow(PayloadError);
});

test('a few are told by name and by what they measure', () => {
  expect(tellSlaPolicies({ sla_policies: [] })).toBe('');
  expect(tellSlaPolicies({ sla_policies: [standard] })).toBe(`'Standard' (first reply time, next reply time)`);
  const many = Array.from({ length: 8 }, (_, n) => ({ title: `P${n}` }));
  expect(tellSlaPolicies({ sla_policies: many })).toMatch(/'P4' \(no target\) and 3 more$/u);
});
