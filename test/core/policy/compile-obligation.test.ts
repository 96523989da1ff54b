import { expect, test } from 'vitest';
import type { Obligation } from '#core/sla/obligation.ts';
import { toIso } from '#core/time.ts';
import { issuesWith, samplePolicy, smallestSource } from './sample-policy.ts';

function obligation(id: string, obligations: NonNullable<typeof smallestSource.obligations>): Obligation {
  return samplePolicy({ obligations }).obligations.find((found) => found.id === id)!;
}

test('an own obligation needs a span and what keeps it; the rest has careful defaults', () => {
  expect(obligation('collect', { collect: { span: '10  Business Days', satisfiedBy: ['solved'] } })).toEqual({
    id: 'collect',
    preset: 'policy',
    title: 'Collect',
    anchor: 'received',
    span: { kind: 'business-days', count: 10, due: 'close' },
    spanText: '10 business days',
    calendar: 'office',
    pausable: false,
    satisfiedBy: ['solved'],
    substitutes: undefined,
    holdingKeeps: undefined,
    orElse: undefined,
    requires: [],
    recurring: false,
    onlyIf: undefined,
    warnAt: [],
    regulatory: false,
    source: { text: 'Policy 2026-11-01', url: undefined, readOn: '2026-11-01' },
    effectiveFrom: undefined,
    effectiveTo: undefined,
  });
  expect(issuesWith({ obligations: { collect: { span: '10 business days' } } })).toEqual([
    "obligations.collect.satisfiedBy: obligation 'collect' does not say what keeps it (give satisfiedBy, such as [decision])",
  ]);
});

test('what the policy says of a preset’s obligation replaces that part and leaves the others', () => {
  const changed = obligation('acknowledge', { acknowledge: { span: '8 hours', warnAt: ['1 hour before'] } });
  expect(changed).toMatchObject({
    preset: 'iso10002-practice',
    title: 'Acknowledge the complaint',
    spanText: '8 hours',
    satisfiedBy: ['reply'],
    warnAt: [{ kind: 'before', text: '1 hour' }],
  });
});

test('a changed span says in its source that the policy changed it', () => {
  const changed = obligation('acknowledge', { acknowledge: { span: '8 hours' } });
  expect(changed.source.text).toMatch(/^Policy 2026-11-01, in place of Common practice/);
  expect(obligation('acknowledge', { acknowledge: { warnAt: [] } }).source.text).toMatch(/^Common practice/);
});

test('an obligation of a preset can be switched off', () => {
  expect(samplePolicy({ obligations: { escalation: { off: true } } }).obligations.map(({ id }) => id)).toEqual([
    'acknowledge',
    'respond',
    'resolve',
  ]);
  expect(issuesWith({ obligations: { escalation: { off: false } } })).toEqual([
    'obligations.escalation.off: off is true or left out, not false',
  ]);
});

test('warnings are shares of the span or spans before its end', () => {
  expect(
    obligation('resolve', { resolve: { warnAt: ['50%', '2 business days before', '90 Minutes before'] } }).warnAt,
  ).toEqual([
    { kind: 'share', percent: 50 },
    { kind: 'before', span: { kind: 'business-days', count: 2, due: 'close' }, text: '2 business days' },
    { kind: 'before', span: { kind: 'elapsed', unit: 'minutes', count: 90 }, text: '90 minutes' },
  ]);
});

test.each([
  ['0%', 'a warning after 0% of the span is none: more than 0%, less than 100%'],
  ['100%', 'a warning after 100% of the span is none: more than 0%, less than 100%'],
  ['4 hours', "cannot read the warning '4 hours' of obligation 'acknowledge' (did you mean '4 hours before'?)"],
  ['soon', "cannot read the warning 'soon' of obligation 'acknowledge' (write '4 hours before' or '75%')"],
  ['24 hours before', "obligation 'acknowledge' would warn before its clock starts: '24 hours before' of 24 hours"],
  ['1 day before', "obligation 'acknowledge' would warn before its clock starts: '1 day before' of 24 hours"],
])('the warning %s is refused', (warning, message) => {
  expect(issuesWith({ obligations: { acknowledge: { warnAt: [warning] } } })).toEqual([
    `obligations.acknowledge.warnAt[0]: ${message}`,
  ]);
});

test('a regulator’s clock cannot be made to pause, and cannot be made so by leaving the word in', () => {
  const presets = ['uk-fca-disp'] as const;
  expect(issuesWith({ presets, obligations: { 'disp-final': { pausable: true } } })).toEqual([
    "obligations.disp-final.pausable: obligation 'disp-final' is a regulator's and never pauses (leave pausable out)",
  ]);
  expect(issuesWith({ presets, obligations: { 'disp-final': { pausable: false } } })).toEqual([]);
});

test('dates take effect at midnight of the calendar’s own zone', () => {
  const [sydney] = samplePolicy({
    calendars: { sydney: { zone: 'Australia/Sydney', hours: { mon: ['09:00-17:00'] } } },
    obligations: { acknowledge: { effectiveFrom: '2026-01-01', effectiveTo: '2026-07-01' } },
  }).obligations;
  expect(toIso(sydney!.effectiveFrom!)).toBe('2025-12-31T13:00:00.000Z');
  expect(toIso(sydney!.effectiveTo!)).toBe('2026-06-30T14:00:00.000Z');
  expect(
    issuesWith({ obligations: { acknowledge: { effectiveFrom: '2026-07-01', effectiveTo: '2026-07-01' } } }),
  ).toEqual(["obligations.acknowledge.effectiveTo: obligation 'acknowledge' ends before it begins"]);
});

test('a holding reply must extend, counted from the same event', () => {
  expect(obligation('respond', { respond: { substitutes: { extendsTo: '10 business days' } } }).substitutes).toEqual({
    extendsTo: { kind: 'business-days', count: 10, due: 'close' },
    requires: [],
  });
  expect(issuesWith({ obligations: { respond: { substitutes: { extendsTo: '5 business days' } } } })).toEqual([
    "obligations.respond.substitutes.extendsTo: a holding reply would not extend obligation 'respond': it is counted from the same event",
  ]);
});

test('an offer names the obligation that takes its place', () => {
  const settle = { span: '1 business day', satisfiedBy: ['summaryResolution'] as const };
  expect(issuesWith({ obligations: { settle: { ...settle, orElse: 'resolve' } } })).toEqual([]);
  expect(issuesWith({ obligations: { settle: { ...settle, orElse: 'reslove' } } })).toEqual([
    "obligations.settle.orElse: undefined obligation 'reslove' used in obligation 'settle' (did you mean 'resolve'?)",
  ]);
  expect(issuesWith({ obligations: { settle: { ...settle, orElse: 'settle' } } })).toHaveLength(1);
});

test('an obligation that recurs is counted from receipt', () => {
  const update = { span: '5 business days', satisfiedBy: ['reply'] as const, recurring: true };
  expect(issuesWith({ obligations: { update } })).toEqual([]);
  expect(issuesWith({ obligations: { update: { ...update, anchor: 'escalated' } } })).toHaveLength(1);
});

test('an obligation counted from each update recurs: else it would be kept once and owed no more', () => {
  const update = { span: '5 business days', satisfiedBy: ['reply'] as const, anchor: 'lastUpdate' } as const;
  expect(issuesWith({ obligations: { update: { ...update, recurring: true } } })).toEqual([]);
  expect(issuesWith({ obligations: { update } })).toEqual([
    "obligations.update.anchor: obligation 'update' is counted from each update, and does not recur (say recurring: true, or count from receipt)",
  ]);
});

test('nothing is counted from what no ticket tells: when it happened that somebody complains of', () => {
  const repay = { span: '90 days', satisfiedBy: ['decision'] as const, anchor: 'occurred' as never };
  expect(issuesWith({ obligations: { repay } })).toEqual([
    expect.stringMatching(/^obligations\.repay\.anchor: unknown anchor 'occurred'/u),
  ]);
});

test('conditions keep only what they say', () => {
  const { onlyIf } = obligation('respond', { respond: { onlyIf: { channel: ['phone'], notTag: ['vip'] } } });
  expect(onlyIf).toStrictEqual({ channel: ['phone'], notTag: ['vip'] });
  expect(issuesWith({ obligations: { respond: { onlyIf: { channel: ['fax'], tag: [] } } } })).toEqual([
    "obligations.respond.onlyIf.channel[0]: unknown channel 'fax' (known: phone, email, web, chat, social, inPerson, letter, regulatorPortal, api, other)",
    'obligations.respond.onlyIf.tag: tag is empty: leave it out, or name at least one',
  ]);
});
