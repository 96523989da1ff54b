import { describe, expect, test } from 'vitest';
import { judge } from '#core/pipeline.ts';
import { compilePolicy } from '#core/policy/compile.ts';
import { printPolicy, readCompiledPolicy } from '#core/policy/compiled.ts';
import { channelsOf } from '#core/policy/channels.ts';
import { buildPolicy } from '#core/policy/build.ts';
import { instantOf, recordOf } from '../a-record.ts';
import { issuesWith, samplePolicy, smallestSource } from './sample-policy.ts';

const alerts = (parts: Record<string, unknown>): readonly string[] =>
  issuesWith({ alerts: { channel: 'complaints', ...parts } });

const whole = {
  channel: 'complaints',
  routes: [
    { when: { vulnerable: true as const }, channel: 'care' },
    { when: { severity: ['critical' as const], category: ['delivery'], brand: ['Fernhill'] }, channel: 'urgent' },
  ],
  quietHours: { calendar: 'office', hours: { mon: ['20:00-07:00'], sat: ['00:00-24:00'] } },
  restrictedFactsIn: ['care'],
};
const ladder = [
  {
    name: 'Lead',
    after: '1 hour',
    channel: 'leads',
    onCall: [{ name: 'Amara', member: 'U04AMARA0K1', days: ['sat' as const], hours: '20:00-08:00' }],
  },
];

describe('alerts of a policy', () => {
  test('are in order with routes, quiet hours, restricted channels and shifts', () => {
    const policy = samplePolicy({ alerts: whole, ladder });
    expect(policy.alerts.quietHours).toEqual({ calendar: 'quiet hours', while: 'open' });
    expect(policy.calendars.get('quiet hours')?.source).toMatchObject({ zone: 'Europe/London' });
    expect(policy.ladder[0]?.onCall).toEqual(ladder[0]?.onCall);
    expect(channelsOf(policy)).toEqual(['complaints', 'care', 'urgent', 'leads']);
    expect([...policy.calendars.keys()][0]).toBe('office');
  });

  test('say nothing of routes and quiet hours where the policy says nothing of them', () => {
    expect(Object.keys(samplePolicy().alerts)).toEqual(['channel', 'cardAtOnce']);
    expect(samplePolicy().ladder[0]).not.toHaveProperty('onCall');
  });

  test('come through a browser’s copy of the policy, and through its checked source, unchanged', () => {
    for (const quietHours of [whole.quietHours, { outside: 'office' }]) {
      const compiled = compilePolicy({ ...smallestSource, alerts: { ...whole, quietHours }, ladder });
      if ('issues' in compiled) throw new Error(JSON.stringify(compiled.issues));
      const { policy, checked } = compiled;
      const read = readCompiledPolicy(JSON.parse(JSON.stringify(printPolicy(policy))), policy.recognition.pack);
      if ('fault' in read) throw new Error(read.fault);
      expect(read.policy.alerts).toEqual(policy.alerts);
      expect(read.policy.ladder).toEqual(policy.ladder);
      const built = buildPolicy(JSON.parse(JSON.stringify(checked)) as typeof checked).policy!;
      expect(built.alerts).toEqual(policy.alerts);
      const record = recordOf({
        timeline: [{ at: '2026-11-02T21:00Z', who: 'complainant', says: 'I want to make a formal complaint.' }],
      });
      for (const at of ['2026-11-03T20:30Z', '2026-11-03T21:30Z', '2026-11-04T08:00Z', '2026-11-07T12:00Z']) {
        const outcome = judge(record, policy, instantOf(at));
        expect(JSON.stringify(judge(record, read.policy, instantOf(at)))).toBe(JSON.stringify(outcome));
        expect(JSON.stringify(judge(record, built, instantOf(at)))).toBe(JSON.stringify(outcome));
      }
    }
  });

  test('of a browser’s copy whose quiet hours name no calendar are none', () => {
    const copy = JSON.parse(JSON.stringify(printPolicy(samplePolicy({ alerts: whole })))) as {
      calendars: Record<string, unknown>;
    };
    delete copy.calendars['quiet hours'];
    expect(readCompiledPolicy(copy, samplePolicy().recognition.pack)).toEqual({ fault: 'not-compiled' });
  });
});

describe('what is wrong with them', () => {
  test('is told of keys and values, with what was meant', () => {
    expect(alerts({ route: [] })).toEqual(["alerts.route: unknown key 'route' (did you mean 'routes'?)"]);
    expect(alerts({ routes: [{ when: { severty: ['high'] }, channel: 'urgent' }] })).toContain(
      "alerts.routes[0].when.severty: unknown key 'severty' (did you mean 'severity'?)",
    );
    expect(alerts({ routes: [{ when: { severity: ['hgh'] }, channel: 'urgent' }] })).toEqual([
      "alerts.routes[0].when.severity[0]: unknown severity 'hgh' (did you mean 'high'?)",
    ]);
    expect(alerts({ routes: [{ when: { vulnerable: false }, channel: 'urgent' }] })).toEqual([
      'alerts.routes[0].when.vulnerable: vulnerable is true or left out, not false',
    ]);
    expect(alerts({ routes: [{ when: {}, channel: 'urgent' }] })).toEqual([
      'alerts.routes[0].when: when names nothing: what fits no route goes to alerts.channel',
    ]);
    expect(alerts({ quietHours: { outsde: 'office' } })).toEqual([
      "alerts.quietHours.outsde: unknown key 'outsde' (did you mean 'outside'?)",
      'alerts.quietHours: quiet hours are either outside a calendar or hours by weekday (give outside or hours)',
    ]);
  });

  test('is told of a channel that would say who may be vulnerable', () => {
    expect(alerts({ routes: [{ when: { vulnerable: true }, channel: 'care' }] })).toEqual([
      "alerts.routes[0].channel: channel 'care' tells that somebody may be vulnerable, and is not among those that may (add care to alerts.restrictedFactsIn)",
    ]);
  });

  test('is told of quiet hours that say two things, nothing that is known, or never end', () => {
    const hours = { mon: ['20:00-07:00'] };
    expect(alerts({ quietHours: { outside: 'office', hours } })).toHaveLength(1);
    expect(alerts({ quietHours: { outside: 'ofice' } })).toEqual([
      "alerts.quietHours.outside: undefined calendar 'ofice' used in quiet hours (did you mean 'office'?)",
    ]);
    expect(alerts({ quietHours: { outside: 'office', zone: 'Europe/Paris' } })).toEqual([
      'alerts.quietHours.zone: zone goes with hours: outside a calendar its own zone counts',
    ]);
    expect(alerts({ quietHours: { hours, calendar: 'ofice' } })).toEqual([
      "alerts.quietHours.calendar: undefined calendar 'ofice' used in quiet hours (did you mean 'office'?)",
    ]);
    expect(alerts({ quietHours: { hours, zone: 'Europe/Paris', calendar: 'office' } })).toEqual([
      'alerts.quietHours.zone: both zone and calendar are given (leave one of them out)',
    ]);
    expect(alerts({ quietHours: { hours, zone: 'Europe/Pariss' } })).toEqual([
      "alerts.quietHours.zone: quiet hours: unknown time zone 'Europe/Pariss', did you mean Europe/Paris?",
    ]);
    expect(alerts({ quietHours: { hours: { mon: ['20-07'] } } })).toEqual([
      'alerts.quietHours.hours.mon[0]: quiet hours: cannot read "20-07": write hours as "09:00-17:30"',
    ]);
    const always = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
    );
    expect(alerts({ quietHours: { hours: always } })).toEqual([
      'alerts.quietHours.hours: quiet hours never end: nobody would be told anything (leave some hours out)',
    ]);
  });

  test('is told of shifts: a member id is one, and nothing else is', () => {
    const onCall = (shift: Record<string, unknown>): readonly string[] =>
      issuesWith({ ladder: [{ name: 'Lead', after: '1 hour', channel: 'leads', onCall: [{ name: 'A', ...shift }] }] });
    for (const member of ['@amara', 'U04', '<!channel>', 'U04AMARA0K1>', 'C0123456789', 'amara@example.com']) {
      expect(onCall({ member })).toHaveLength(1);
    }
    expect(onCall({ member: '@amara' })[0]).toContain("member '@amara' is not a member id");
    expect(onCall({ days: ['saturday'] })[0]).toContain("unknown day 'saturday'");
    expect(onCall({ hours: '8-20' })[0]).toContain("hours '8-20' cannot be read");
    expect(onCall({ day: ['sat'] })).toEqual(["ladder[0].onCall[0].day: unknown key 'day' (did you mean 'days'?)"]);
  });
});
