import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { severities } from '#core/complaint/vocabulary.ts';
import { tagNames } from '#core/effect/names.ts';
import { buildPolicy } from '#core/policy/build.ts';
import { compilePolicy } from '#core/policy/compile.ts';
import { issuesWith, samplePolicy, smallestSource } from './sample-policy.ts';

test('the smallest policy gets what a careful complaints manager would choose', () => {
  const policy = samplePolicy();
  expect(policy.prefix).toBe('recourse_');
  expect(policy.obligations.map(({ id }) => id)).toEqual(['acknowledge', 'respond', 'resolve', 'escalation']);
  expect(policy.obligations.every(({ calendar }) => calendar === 'office')).toBe(true);
  expect(policy.automaticAcknowledges).toBe(false);
  expect(policy.pausedWhile).toEqual(['pending']);
  expect(policy.reopening).toBe('newCycleKeepOriginal');
  expect(policy.merging).toEqual({ receipt: 'earliest' });
  expect(policy.alerts).toEqual({ channel: 'complaints', cardAtOnce: ['high', 'critical'] });
  expect(policy.severity.base).toBe('low');
  expect(policy.severity.rules).toContainEqual({ severity: 'critical', when: ['safety'] });
  expect(policy.recognition.yes).toBe(2.5);
});

test('a prefix with which a tag of ours would be longer than Freshdesk takes is refused', () => {
  const longest = 'acme_complaint_';
  const { prefix } = samplePolicy({ prefix: longest });
  expect(Math.max(...severities.map((severity) => `${prefix}${tagNames.severity(severity)}`.length))).toBe(32);
  expect(issuesWith({ prefix: `x${longest}` })).toEqual([
    expect.stringMatching(/^prefix: .*longer than 15 characters: choose a shorter one/u),
  ]);
});

test('version, approver and date go with the compiled policy', () => {
  const { version, approver, approvedOn } = samplePolicy();
  expect({ version, approver, approvedOn }).toEqual({
    version: '2026-11-01',
    approver: 'Head of Complaints',
    approvedOn: '2026-11-01',
  });
});

test('the checked source is plain JSON, means the same again, and compiles without the schema', () => {
  const compiled = compilePolicy({ ...smallestSource, presets: ['iso10002-practice', 'uk-fca-disp'] });
  if ('issues' in compiled) throw new Error('not in order');
  const printed: unknown = JSON.parse(JSON.stringify(compiled.checked));
  expect(printed).toEqual(compiled.checked);
  const again = compilePolicy(printed);
  if ('issues' in again) throw new Error('not in order');
  expect(again.checked).toEqual(compiled.checked);
  expect(again.policy.obligations).toEqual(compiled.policy.obligations);
  expect(buildPolicy(compiled.checked).policy?.obligations).toEqual(compiled.policy.obligations);
});

test('slips in every part are all reported at once, each with its place and what was probably meant', () => {
  expect(
    issuesWith({
      verison: '1',
      presets: ['iso10002-practise'],
      calendar: 'offices',
      calendars: { office: { zone: 'Europe/Londn', hours: { mon: ['9-5'] } } },
      obligations: {
        acknowledge: { spam: 1, calendar: 'ofice', warnAt: ['4h before'] },
        acknowlege: { off: true },
        resolve: { span: '15 working days' },
      },
      recognition: { yes: 1, possible: 2 },
      severity: { rules: [{ severity: 'high', when: ['regulater'] }] },
      ladder: [{ name: 'Lead', after: '1 business hour', channel: 'leads' }],
      alerts: { channel: 'complaints', cardAtOnce: ['hgih'] },
    }),
  ).toEqual([
    "verison: unknown key 'verison' (did you mean 'version'?)",
    "presets[0]: unknown preset 'iso10002-practise' (did you mean 'iso10002-practice'?)",
    "obligations.acknowledge.spam: unknown key 'spam' (did you mean 'span'?)",
    "alerts.cardAtOnce[0]: unknown cardAtOnce 'hgih' (did you mean 'high'?)",
    "calendars.office.zone: calendar 'office': unknown time zone 'Europe/Londn', did you mean Europe/London?",
    'calendars.office.hours.mon[0]: calendar \'office\': cannot read "9-5": write hours as "09:00-17:30"',
    "calendar: undefined calendar 'offices' (did you mean 'office'?)",
    "obligations.acknowlege: obligation 'acknowlege' is switched off, but no preset in force has it (did you mean 'acknowledge'?)",
    "obligations.acknowledge.warnAt[0]: cannot read the warning '4h before' of obligation 'acknowledge' (did you mean '4 hours before'?)",
    "obligations.acknowledge.calendar: undefined calendar 'ofice' used in obligation 'acknowledge' (did you mean 'office'?)",
    "obligations.resolve.span: cannot read the span '15 working days' of obligation 'resolve' (did you mean '15 business days'?)",
    "ladder[0].after: level 'Lead' counts by the wall clock (write hours, days or weeks without 'business')",
    'recognition.possible: possible (2) is above yes (1) (a possible complaint needs less than a sure one)',
    "severity.rules[0].when[0]: unknown signal 'regulater' in the severity matrix (did you mean 'regulator'?)",
  ]);
});

test('parts that are missing are named', () => {
  const compiled = compilePolicy({});
  const paths = 'issues' in compiled ? compiled.issues.map(({ path }) => path) : [];
  expect(paths).toEqual(['version', 'approver', 'approvedOn', 'calendars', 'ladder', 'alerts']);
});

test.each([undefined, null, 3, 'policy', [], [smallestSource]])('%s is no policy', (source) => {
  expect(compilePolicy(source)).toEqual({
    issues: [{ path: '', message: 'a policy is a list of settings, each with its name', suggestion: undefined }],
  });
});

test('one calendar is the default of itself; of several one must be named', () => {
  const warehouse = { zone: 'Europe/London', hours: { sat: ['08:00-12:00'] } };
  const calendars = { office: smallestSource.calendars.office!, warehouse };
  expect(issuesWith({ calendars })).toEqual([
    'calendar: which calendar is the default is not said (name one of office, warehouse)',
  ]);
  const policy = samplePolicy({
    calendars,
    calendar: 'warehouse',
    obligations: { respond: { calendar: 'office' } },
  });
  expect(policy.obligations.map(({ calendar }) => calendar)).toEqual(['warehouse', 'office', 'warehouse', 'warehouse']);
  expect([...policy.calendars.keys()]).toEqual(['warehouse', 'office']);
  expect(issuesWith({ calendars: {} })).toContain('calendars: no calendar is defined (define at least one)');
});

test('a calendar that is closed for more than a year on end is a slip: no promise on it would ever be broken', () => {
  const closed = (from: string, to: string) => ({ ...smallestSource.calendars.office!, holidays: [{ from, to }] });
  expect(issuesWith({ calendars: { office: closed('2026-12-24', '2027-12-24') } })).toEqual([]);
  expect(issuesWith({ calendars: { office: closed('2026-12-24', '2127-01-02') } })).toEqual([
    "calendars.office.holidays[0]: calendar 'office': is closed for more than a year on end (see whether the year in 2127-01-02 is right)",
  ]);
});

test('holidays of a region are not guessed: they must have become dates before', () => {
  const office = { ...smallestSource.calendars.office!, holidays: [{ region: 'GB-ENG' }] };
  expect(issuesWith({ calendars: { office } })).toEqual([
    "calendars.office.holidays: calendar 'office': holidays of a region must be replaced by dates first (use what recourse check --compile prints)",
  ]);
});

test('what is no text is asked for in quotes', () => {
  expect(issuesWith({ version: 3 })).toEqual(['version: version is a text, not 3 (write it in quotes: "3")']);
  expect(issuesWith({ approvedOn: '2026-02-30' })).toEqual([
    "approvedOn: approvedOn '2026-02-30' is not a date that exists",
  ]);
});

test('a channel is written as Slack writes it, without a hash', () => {
  expect(issuesWith({ alerts: { channel: '#complaints' } })).toEqual([
    "alerts.channel: channel '#complaints' is not a channel: write its name in small letters and without #, or its id",
  ]);
  expect(samplePolicy({ alerts: { channel: 'C0123ABCDEF' } }).alerts.channel).toBe('C0123ABCDEF');
});

test('any JSON at all is judged, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 4 }),
      fc.constantFrom(...Object.keys(smallestSource), 'obligations', 'severity'),
      (value, key) => {
        const compiled = compilePolicy({ ...smallestSource, [key]: value });
        expect('policy' in compiled || compiled.issues.length > 0).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});

test('keys that name the prototype are names like any other', () => {
  const hostile: unknown = JSON.parse(
    '{"__proto__": {"x": 1}, "obligations": {"__proto__": {"span": "1 hour"}, "constructor": {"span": "1 hour"}}}',
  );
  const issues = issuesWith(hostile as Record<string, unknown>);
  expect(issues.some((issue) => issue.startsWith('obligations.__proto__:'))).toBe(true);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test('a part whose lines are all commented out says nothing, and one that is needed is missed', () => {
  expect(issuesWith({ obligations: null, severity: null, recognition: null })).toEqual([]);
  expect(issuesWith({ ladder: null })).toEqual(["ladder: 'ladder' is missing (give a list)"]);
});
