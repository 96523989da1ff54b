import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '#core/pipeline.ts';
import { compileCuePacks } from '#core/complaint/cue-packs.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import { compiledFaults, printPolicy, readCompiledPolicy, type CompiledPolicy } from '#core/policy/compiled.ts';
import type { Policy } from '#core/policy/policy.ts';
import { presetIds } from '#core/policy/presets.ts';
import { HOUR_MS, MINUTE_MS, toIso } from '#core/time.ts';
import { recordOf, type Line } from '../a-record.ts';
import { samplePolicy } from './sample-policy.ts';

const startAt = Date.parse('2026-11-02T08:00:00Z');

/** What a browser has of a policy: text, read. */
function carried(policy: Policy): unknown {
  return JSON.parse(JSON.stringify(printPolicy(policy)));
}

function readBack(policy: Policy, range?: { fromYear: number; untilYear: number }): Policy {
  const read = readCompiledPolicy(carried(policy), policy.recognition.pack, range);
  if ('fault' in read) throw new Error(read.fault);
  return read.policy;
}

const policies = [
  samplePolicy(),
  samplePolicy({ presets: [...presetIds] }),
  samplePolicy({
    presets: ['iso10002-practice', 'uk-fca-disp'],
    reopening: 'continueClock',
    pausedWhile: ['pending', 'hold'],
    automaticReplyAcknowledges: true,
    merging: 'own',
    severity: { base: 'medium', rules: [{ severity: 'critical', when: ['legal', 'money'] }] },
    recognition: { yes: 4, possible: 1, cues: { parcel: { phrases: ['where is my parcel'], weight: 6 } } },
    calendar: 'office',
    calendars: {
      night: { zone: 'America/New_York', hours: { fri: ['22:00-06:00'] }, holidays: ['2026-11-27'] },
      office: {
        zone: 'Europe/London',
        hours: { mon: ['09:00-12:00', '13:00-17:30'], tue: ['09:00-17:30'], thu: ['00:00-24:00'] },
        holidays: [
          { date: '2026-11-03', hours: ['10:00-11:00'] },
          { from: '2026-12-21', to: '2027-01-03' },
        ],
      },
    },
    obligations: {
      acknowledge: { calendar: 'night' },
      updates: {
        span: '3 business days',
        recurring: true,
        anchor: 'lastUpdate',
        satisfiedBy: ['reply'],
        warnAt: ['50%'],
      },
      grave: {
        span: '8 business hours',
        satisfiedBy: ['substantive'],
        onlyIf: { severity: ['critical'] },
        effectiveFrom: '2026-11-04',
        effectiveTo: '2027-06-01',
      },
    },
  }),
];

const words = [
  'I am writing to make a formal complaint. My order is three weeks late and nobody answers.',
  'I want a refund and I will see you in court.',
  'Where is my parcel?',
  'We have received your complaint and will look into it.',
  'This is our final response: we uphold your complaint.',
];

const anyCase = fc
  .record({
    policy: fc.constantFrom(...policies),
    opening: fc.nat(2),
    lines: fc.array(
      fc.record({
        who: fc.constantFrom('complainant' as const, 'agent' as const, 'robot' as const),
        minutes: fc.integer({ min: 0, max: 12 * 24 * 60 }),
        says: fc.nat(4),
        status: fc.option(fc.constantFrom('open', 'pending', 'hold', 'solved', 'closed' as const), { freq: 3 }),
        severity: fc.option(fc.constantFrom('low', 'high', 'critical'), { freq: 5, nil: undefined }),
      }),
      { maxLength: 8 },
    ),
    delayHours: fc.integer({ min: 0, max: 70 * 24 }),
  })
  .map(({ policy, opening, lines, delayHours }) => {
    let at = startAt;
    const timeline: Line[] = [{ at: toIso(at), who: 'complainant', says: words[opening]! }];
    for (const { who, minutes, says, status, severity } of lines) {
      at += minutes * MINUTE_MS;
      timeline.push({
        at: toIso(at),
        who,
        says: words[says]!,
        ...(status === null ? {} : { status }),
        ...(severity === undefined ? {} : { fields: { severity } }),
      });
    }
    return { record: recordOf({ timeline }), policy, now: at + delayHours * HOUR_MS };
  });

test('judging by a policy that was compiled, carried as text and read back is judging by the policy', () => {
  const read = new Map(policies.map((policy) => [policy, readBack(policy)]));
  let withClocks = 0;
  fc.assert(
    fc.property(anyCase, ({ record, policy, now }) => {
      const outcome = judge(record, policy, now);
      withClocks += Number(outcome.clocks.length > 0);
      expect(judge(record, read.get(policy)!, now)).toEqual(outcome);
    }),
    { numRuns: 150 },
  );
  expect(withClocks).toBeGreaterThan(50);
});

test('calendars that are laid out for fewer years give the same answers', () => {
  const read = new Map(policies.map((policy) => [policy, readBack(policy, { fromYear: 2026, untilYear: 2027 })]));
  fc.assert(
    fc.property(anyCase, ({ record, policy, now }) => {
      expect(judge(record, read.get(policy)!, now)).toEqual(judge(record, policy, now));
    }),
    { numRuns: 60 },
  );
});

test('a browser that brings the shipped cues, and adds the policy’s own, judges alike', () => {
  const read = new Map(
    policies.map((policy) => {
      const own = (carried(policy) as CompiledPolicy).recognition.own;
      const whole = readCompiledPolicy(carried(policy), compileCuePacks(shippedCues, own));
      if ('fault' in whole) throw new Error(whole.fault);
      return [policy, whole.policy];
    }),
  );
  fc.assert(
    fc.property(anyCase, ({ record, policy, now }) => {
      expect(judge(record, read.get(policy)!, now)).toEqual(judge(record, policy, now));
    }),
    { numRuns: 60 },
  );
});

test('nothing of a policy is lost on the way', () => {
  for (const policy of policies) {
    const { calendars, ...rest } = readBack(policy);
    const { calendars: before, ...restBefore } = policy;
    expect(rest).toEqual(restBefore);
    expect([...calendars].map(([name, { rules }]) => [name, rules])).toEqual(
      [...before].map(([name, { rules }]) => [name, rules]),
    );
    expect(printPolicy({ ...rest, calendars })).toEqual(printPolicy(policy));
  }
});

test('as text it holds days as dates and instants in ISO 8601, and no cue', () => {
  const [, , policy] = policies;
  const text = JSON.stringify(printPolicy(policy!));
  expect(text).toContain('"effectiveFrom":"2026-11-04T00:00:00.000Z"');
  expect(text).not.toContain('formal complaint');
  expect(carried(policy!)).toMatchObject({
    compiled: 1,
    recognition: { yes: 4, possible: 1, pack: policy!.recognition.pack.id },
  });
});

const whole = carried(policies[0]!) as Record<string, unknown>;

test.each([
  ['not-compiled', undefined],
  ['not-compiled', 'compiled'],
  ['not-compiled', []],
  ['not-compiled', {}],
  ['not-compiled', { ...whole, obligations: {} }],
  ['not-compiled', { ...whole, obligations: [{ id: 'acknowledge' }] }],
  ['not-compiled', { ...whole, alerts: undefined }],
  ['not-compiled', { ...whole, calendars: {} }],
  ['not-compiled', { ...whole, calendars: { office: { zone: 'Europe/London', hours: {} } } }],
  [
    'not-compiled',
    {
      ...whole,
      calendars: {
        office: { zone: 'Europe/London', hours: { mon: ['09:00-17:00'] }, holidays: [{ region: 'GB-ENG' }] },
      },
    },
  ],
  ['zone-unknown', { ...whole, calendars: { office: { zone: 'Mars/Olympus', hours: { mon: ['09:00-17:00'] } } } }],
  ['other-form', { ...whole, compiled: 2 }],
] as const)('%s is said of what cannot be read', (fault, value) => {
  expect(readCompiledPolicy(value, policies[0]!.recognition.pack)).toEqual({ fault });
  expect(compiledFaults).toContain(fault);
});

test('whatever value comes from settings, there is an answer', () => {
  const pack = policies[0]!.recognition.pack;
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(whole)), fc.jsonValue(), (key, value) => {
      const read = readCompiledPolicy({ ...whole, [key]: value }, pack);
      expect('fault' in read || read.policy.version !== undefined).toBe(true);
    }),
  );
});
