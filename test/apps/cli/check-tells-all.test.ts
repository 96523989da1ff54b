import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCheck } from '#apps/cli/check.ts';
import { policyJsonSchema } from '#apps/cli/policy-schema.ts';
import type { PolicySource } from '#core/policy/schema.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recourse-tells-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function told(policy: unknown, how: { readonly json: boolean } = { json: false }): Promise<string> {
  const path = join(folder, 'policy.json');
  writeFileSync(path, JSON.stringify(policy));
  const { text, exitCode } = await runCheck(path, { ...how, compile: false });
  expect(exitCode, text).toBe(0);
  return text;
}

const week = { mon: ['09:00-17:00'], tue: ['09:00-17:00'] };

/** A policy that says something of everything. */
const base = {
  version: '1',
  approver: 'Head of Complaints',
  approvedOn: '2026-11-01',
  prefix: 'recourse_',
  presets: ['iso10002-practice'],
  calendars: {
    office: { zone: 'Europe/London', hours: week, holidays: ['2026-12-25'] },
    depot: { zone: 'UTC', hours: week },
  },
  calendar: 'office',
  obligations: {
    escalation: { off: true },
    offer: {
      title: 'Offer',
      anchor: 'received',
      span: '3 business days',
      calendar: 'office',
      pausable: false,
      satisfiedBy: ['decision'],
      substitutes: { extendsTo: '9 business days', requires: ['reasons'] },
      requires: [],
      orElse: 'respond',
      onlyIf: {
        severity: ['high'],
        category: ['delivery'],
        channel: ['phone'],
        brand: ['Fernhill'],
        tag: ['vip'],
        notTag: ['test'],
        stage: 1,
      },
      warnAt: ['50%'],
      effectiveFrom: '2026-01-01',
      effectiveTo: '2027-01-01',
    },
    updates: {
      span: '5 business days',
      anchor: 'lastUpdate',
      satisfiedBy: ['reply'],
      recurring: true,
      holdingKeeps: { requires: ['reasons'] },
    },
  },
  recognition: {
    language: 'en',
    yes: 2.5,
    possible: 1,
    tags: ['complaint'],
    cues: {
      meter: {
        language: 'en',
        group: 'defect',
        weight: 2,
        phrases: ['smart meter'],
        signals: ['safety'],
        category: 'meters',
      },
    },
    categories: [{ category: 'billing', words: ['overcharged'], tags: ['bill'] }],
  },
  severity: { base: 'low', rules: [{ severity: 'high', when: ['legal'] }] },
  vulnerability: { visibleTo: ['admin'] },
  automaticReplyAcknowledges: false,
  pausedWhile: ['pending'],
  reopening: 'newCycleKeepOriginal',
  merging: 'earliest',
  ladder: [
    {
      name: 'Lead',
      after: '1 hour',
      channel: 'leads',
      onCall: [{ name: 'Amara', member: 'U04AMARA0K1', days: ['mon'], hours: '08:00-20:00' }],
    },
  ],
  alerts: {
    channel: 'complaints',
    cardAtOnce: ['high'],
    routes: [
      { when: { severity: ['high'], category: ['delivery'], brand: ['Fernhill'], vulnerable: true }, channel: 'care' },
    ],
    quietHours: { outside: 'office' },
    digest: { daily: '09:00', weekly: 'mon 08:30', channel: 'digest', calendar: 'office' },
    restrictedFactsIn: ['care', 'leads'],
  },
} satisfies PolicySource;

type Path = string;

/** Of each place of the policy another value; `undefined` takes what is there away. `*` is a name, `[]` an entry. */
const otherwise: Readonly<Record<Path, readonly [at: Path, value: unknown]>> = {
  version: ['version', '2'],
  approver: ['approver', 'Director'],
  approvedOn: ['approvedOn', '2026-11-02'],
  prefix: ['prefix', 'fernhill_'],
  'presets[]': ['presets.1', 'uk-fca-disp'],
  'calendars.*.zone': ['calendars.office.zone', 'Europe/Dublin'],
  ...Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [
      `calendars.*.hours.${day}[]`,
      [`calendars.office.hours.${day}`, ['10:00-12:00']],
    ]),
  ),
  'calendars.*.holidays[]': ['calendars.office.holidays.1', '2026-12-28'],
  'calendars.*.holidays[].date': ['calendars.office.holidays.1', { date: '2026-12-24', hours: ['09:00-12:00'] }],
  'calendars.*.holidays[].hours[]': ['calendars.office.holidays.1', { date: '2026-12-24', hours: ['09:00-12:00'] }],
  'calendars.*.holidays[].from': ['calendars.office.holidays.1', { from: '2026-12-29', to: '2026-12-31' }],
  'calendars.*.holidays[].to': ['calendars.office.holidays.1', { from: '2026-12-29', to: '2026-12-31' }],
  'calendars.*.holidays[].region': ['calendars.office.holidays.1', { region: 'GB-ENG' }],
  calendar: ['calendar', 'depot'],
  'obligations.*.off': ['obligations.escalation', undefined],
  'obligations.*.title': ['obligations.offer.title', 'Offer something'],
  'obligations.*.anchor': ['obligations.updates.anchor', 'received'],
  'obligations.*.span': ['obligations.offer.span', '4 business days'],
  'obligations.*.calendar': ['obligations.offer.calendar', 'depot'],
  'obligations.*.pausable': ['obligations.offer.pausable', true],
  'obligations.*.satisfiedBy[]': ['obligations.offer.satisfiedBy', ['decision', 'solved']],
  'obligations.*.substitutes.extendsTo': ['obligations.offer.substitutes.extendsTo', '8 business days'],
  'obligations.*.substitutes.requires[]': ['obligations.offer.substitutes.requires', ['expectedDate']],
  'obligations.*.holdingKeeps.requires[]': ['obligations.updates.holdingKeeps.requires', ['expectedDate']],
  'obligations.*.orElse': ['obligations.offer.orElse', 'resolve'],
  'obligations.*.requires[]': ['obligations.offer.requires', ['reasons']],
  'obligations.*.recurring': ['obligations.offer.recurring', true],
  'obligations.*.onlyIf.severity[]': ['obligations.offer.onlyIf.severity', ['low']],
  'obligations.*.onlyIf.category[]': ['obligations.offer.onlyIf.category', ['billing']],
  'obligations.*.onlyIf.channel[]': ['obligations.offer.onlyIf.channel', ['email']],
  'obligations.*.onlyIf.brand[]': ['obligations.offer.onlyIf.brand', ['Saltmarsh']],
  'obligations.*.onlyIf.tag[]': ['obligations.offer.onlyIf.tag', ['gold']],
  'obligations.*.onlyIf.notTag[]': ['obligations.offer.onlyIf.notTag', ['demo']],
  'obligations.*.onlyIf.stage': ['obligations.offer.onlyIf.stage', 2],
  'obligations.*.warnAt[]': ['obligations.offer.warnAt', ['75%']],
  'obligations.*.effectiveFrom': ['obligations.offer.effectiveFrom', '2026-02-01'],
  'obligations.*.effectiveTo': ['obligations.offer.effectiveTo', '2027-02-01'],
  'recognition.language': ['recognition.language', 'de'],
  'recognition.yes': ['recognition.yes', 3],
  'recognition.possible': ['recognition.possible', 2],
  'recognition.tags[]': ['recognition.tags', ['formal']],
  'recognition.cues.*.language': ['recognition.cues.meter.language', undefined],
  'recognition.cues.*.group': ['recognition.cues.meter.group', 'money'],
  'recognition.cues.*.weight': ['recognition.cues.meter.weight', 3],
  'recognition.cues.*.phrases[]': ['recognition.cues.meter.phrases', ['gas meter']],
  'recognition.cues.*.signals[]': ['recognition.cues.meter.signals', []],
  'recognition.cues.*.category': ['recognition.cues.meter.category', 'gas'],
  'recognition.categories[].category': ['recognition.categories.0.category', 'bills'],
  'recognition.categories[].words[]': ['recognition.categories.0.words', ['charged twice']],
  'recognition.categories[].tags[]': ['recognition.categories.0.tags', ['billing']],
  'severity.base': ['severity.base', 'medium'],
  'severity.rules[].severity': ['severity.rules.0.severity', 'critical'],
  'severity.rules[].when[]': ['severity.rules.0.when', ['legal', 'money']],
  'vulnerability.visibleTo[]': ['vulnerability.visibleTo', ['admin', 'care']],
  automaticReplyAcknowledges: ['automaticReplyAcknowledges', true],
  'pausedWhile[]': ['pausedWhile', ['pending', 'hold']],
  reopening: ['reopening', 'continueClock'],
  merging: ['merging', 'own'],
  'ladder[].name': ['ladder.0.name', 'Head'],
  'ladder[].after': ['ladder.0.after', '2 hours'],
  'ladder[].channel': ['ladder.0.channel', 'heads'],
  'ladder[].onCall[].name': ['ladder.0.onCall.0.name', 'Tom'],
  'ladder[].onCall[].member': ['ladder.0.onCall.0.member', undefined],
  'ladder[].onCall[].days[]': ['ladder.0.onCall.0.days', ['tue']],
  'ladder[].onCall[].hours': ['ladder.0.onCall.0.hours', undefined],
  'alerts.channel': ['alerts.channel', 'alarms'],
  'alerts.cardAtOnce[]': ['alerts.cardAtOnce', []],
  'alerts.routes[].when.severity[]': ['alerts.routes.0.when.severity', ['critical']],
  'alerts.routes[].when.category[]': ['alerts.routes.0.when.category', ['billing']],
  'alerts.routes[].when.brand[]': ['alerts.routes.0.when.brand', ['Saltmarsh']],
  'alerts.routes[].when.vulnerable': ['alerts.routes.0.when.vulnerable', undefined],
  'alerts.routes[].channel': ['alerts.routes.0.channel', 'leads'],
  'alerts.quietHours.outside': ['alerts.quietHours.outside', 'depot'],
  ...Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [
      `alerts.quietHours.hours.${day}[]`,
      ['alerts.quietHours', { hours: { [day]: ['20:00-22:00'] } }],
    ]),
  ),
  'alerts.quietHours.calendar': ['alerts.quietHours', { hours: { mon: ['20:00-22:00'] }, calendar: 'depot' }],
  'alerts.quietHours.zone': ['alerts.quietHours', { hours: { mon: ['20:00-22:00'] }, zone: 'Asia/Tokyo' }],
  'alerts.digest.daily': ['alerts.digest.daily', '10:00'],
  'alerts.digest.weekly': ['alerts.digest.weekly', 'tue 08:30'],
  'alerts.digest.channel': ['alerts.digest.channel', 'summary'],
  'alerts.digest.calendar': ['alerts.digest.calendar', 'depot'],
  'alerts.restrictedFactsIn[]': ['alerts.restrictedFactsIn', ['care']],
};

/** What changes nothing for anybody but whoever reads `explain`, what is only checked, and what another test holds. */
const untold: ReadonlySet<Path> = new Set([
  'obligations.*.source.text',
  'obligations.*.source.url',
  'obligations.*.source.readOn',
  'recognition.cues.*.examples[]',
  'recognition.model',
]);

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

function placesOf(shape: Shape, at: Path): readonly Path[] {
  const within = (name: string): Path => (at === '' ? name : `${at}.${name}`);
  if (shape.anyOf !== undefined) return shape.anyOf.flatMap((one) => placesOf(one, at));
  if (shape.items !== undefined) return placesOf(shape.items, `${at}[]`);
  if (shape.properties !== undefined)
    return Object.entries(shape.properties).flatMap(([name, one]) => placesOf(one, within(name)));
  return typeof shape.additionalProperties === 'object' ? placesOf(shape.additionalProperties, within('*')) : [at];
}

function changed(source: unknown, [step, ...more]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const copy: Record<string, unknown> = Array.isArray(source)
    ? (Object.assign([], source) as unknown as Record<string, unknown>)
    : { ...(source as Record<string, unknown>) };
  const next = changed(copy[step], more, value);
  if (next === undefined) delete copy[step];
  else copy[step] = next;
  return copy;
}

test('whatever a policy can say is tried here', () => {
  const places = new Set(placesOf(policyJsonSchema(), ''));
  expect(new Set([...Object.keys(otherwise), ...untold])).toEqual(places);
});

test.each(Object.entries(otherwise))('%s, said otherwise, is told otherwise', async (_place, [at, value]) => {
  expect(await told(changed(base, at.split('.'), value))).not.toBe(await told(base));
});

test.each(Object.entries(otherwise))(
  '%s, said otherwise, is told otherwise to programs',
  async (_place, [at, value]) => {
    const how = { json: true };
    expect(await told(changed(base, at.split('.'), value), how)).not.toBe(await told(base, how));
  },
);

test('programs are told by the names of the policy file, and what holds where it says nothing', async () => {
  const json = async (policy: unknown): Promise<unknown> => JSON.parse(await told(policy, { json: true }));
  const { presets, obligations: _obligations, calendars, recognition, ...plain } = base;
  expect(await json(base)).toMatchObject({ ...plain, presets, recognition, leftOut: ['escalation'] });
  expect(await json(base)).toMatchObject({
    calendars: Object.entries(calendars).map(([name, calendar]) => ({ name, ...calendar })),
    notes: [{ preset: 'iso10002-practice', note: expect.stringContaining('sets no figures') }],
  });
  const bare = changed(changed(base, ['severity'], undefined), ['alerts'], { channel: 'complaints' });
  expect(await json(bare)).toMatchObject({
    severity: { base: 'low', rules: expect.arrayContaining([{ severity: 'critical', when: ['safety'] }]) },
    alerts: { channel: 'complaints', cardAtOnce: ['high', 'critical'] },
  });
});

test('a round-up is told with its times, its channel and whose days count; that there is none, too', async () => {
  expect(await told(base)).toContain(
    '\n  a round-up of what is open at 09:00 on each day that opens and each week mon 08:30, by office: in digest\n',
  );
  const plain = changed(base, ['alerts', 'digest'], { weekly: 'fri 16:00' });
  expect(await told(plain)).toContain('\n  a round-up of what is open each week fri 16:00: in complaints\n');
  expect(await told(changed(base, ['alerts', 'digest'], undefined))).toContain('\n  no round-up of what is open\n');
});
