import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlertMessage, Effect } from '#core/effect/effect.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { subjectFor } from '#core/effect/personal.ts';
import { judge } from '#core/pipeline.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { PolicySource } from '#core/policy/schema.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { HOUR_MS, toIso, type Instant } from '#core/time.ts';
import { instantOf, recordOf, type Line } from '../a-record.ts';
import { settle } from '../performer.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const runs = Number(process.env['LAW_RUNS'] ?? 150);
const startAt = instantOf('2026-11-02T09:00Z');

const channels = ['complaints', 'care', 'urgent', 'leads'] as const;
const idOf = (channel: string): string => `C0${channel.toUpperCase()}00`;

/** Words that tell of circumstances, as people write them into subjects and messages. */
const circumstances = [
  'my husband died',
  'DISABLED',
  'on dialysis',
  'we are on universal credit',
  'dyslexic',
  'veuve',
  'schwanger',
];
const subjects = fc
  .array(fc.constantFrom(...circumstances, 'Order FH-20418', 'Joan Marsh', 'marsh', 'JOAN', 'late again', 'Joanna'), {
    maxLength: 4,
  })
  .map((parts) => parts.join(' '));

type Route = NonNullable<PolicySource['alerts']['routes']>[number];

const anyRoutes = fc.array(
  fc.record({
    when: fc.oneof<fc.Arbitrary<Route['when']>[]>(
      fc.constant({ vulnerable: true }),
      fc.constant({ severity: ['high', 'critical'] }),
      fc.constant({ category: ['delivery'] }),
    ),
    channel: fc.constantFrom(...channels),
  }),
  { maxLength: 3 },
);

/** Any policy that is in order: where a route is for the vulnerable its channel may read so. */
const anyAlerts = fc
  .record({ routes: anyRoutes, allowed: fc.subarray([...channels]), channel: fc.constantFrom(...channels) })
  .map(({ routes, allowed, channel }): PolicySource['alerts'] => {
    const needed = routes.flatMap((route) => (route.when.vulnerable === true ? [route.channel] : []));
    return {
      channel,
      cardAtOnce: ['medium', 'high', 'critical'],
      ...(routes.length === 0 ? {} : { routes }),
      restrictedFactsIn: [...new Set([...allowed, ...needed])],
    };
  });
/** Each takes its time to compile: a dozen of them, which share their cues. */
const { pack } = samplePolicy().recognition;
const policies = fc.sample(anyAlerts, { numRuns: 16, seed: 20_261_102 }).map((alerts): Policy => {
  const policy = samplePolicy({ alerts });
  return { ...policy, recognition: { ...policy.recognition, pack } };
});
const anyPlace = fc.nat(policies.length - 1);

const anyLine = fc.record({
  hours: fc.integer({ min: 1, max: 60 }),
  fields: fc.constantFrom<NonNullable<Line['fields']>>(
    { severity: 'critical' },
    { severity: 'low' },
    { category: 'delivery' },
    { vulnerability: 'confirmed: health, resilience' },
    { vulnerability: 'none' },
  ),
});

const anyTicket = fc
  .record({
    subject: subjects,
    told: fc.option(fc.constantFrom(...circumstances)),
    lines: fc.array(anyLine, { maxLength: 4 }),
  })
  .map(({ subject, told, lines }) => {
    let at = startAt;
    const timeline: Line[] = [
      { at: toIso(at), who: 'complainant', says: `I want to make a formal complaint. Nobody answers. ${told ?? ''}` },
    ];
    for (const { hours, fields } of lines) {
      at += hours * HOUR_MS;
      timeline.push({ at: toIso(at), who: 'agent', fields });
    }
    return recordOf({ subject, timeline });
  });

interface Shown {
  /** The channel by the policy's name when it was posted. */
  readonly channel: string;
  readonly alert: AlertMessage;
}

/** Slack answers with ids. */
function withIds(record: TicketRecord): TicketRecord {
  const ledger = record.ledger.map((entry): LedgerEntry =>
    entry.kind === 'posted' && entry.named !== undefined ? { ...entry, channel: idOf(entry.named) } : entry,
  );
  return { ...record, ledger };
}

/** All that anybody reads, in its first form and as it is edited, while policies follow one another. */
function shownOf(record: TicketRecord, inTurn: readonly Policy[]): readonly Shown[] {
  const shown: Shown[] = [];
  const nameOf = (channel: string): string => channels.find((name) => idOf(name) === channel) ?? channel;
  let ticket = record;
  let at: Instant = record.updatedAt;
  for (const policy of inTurn) {
    const settled = settle(ticket, policy, at);
    shown.push(...settled.said.map(({ channel, alert }) => ({ channel: nameOf(channel), alert })));
    ticket = withIds(settled.record);
    const edits = judge(ticket, policy, at).effects.filter(
      (effect): effect is Extract<Effect, { kind: 'update-card' }> => effect.kind === 'update-card',
    );
    shown.push(...edits.map(({ posted, alert }) => ({ channel: nameOf(posted.channel), alert })));
    at += 14 * HOUR_MS;
  }
  return shown;
}

const tellTale =
  /husband|died|disabled|dialysis|universal credit|dyslexic|veuve|schwanger|ulnerab|suspected|confirmed|resilience|life event|\bhealth\b/iu;
const named = /\b(?:joan|marsh)\b/iu;

describe('what a channel reads of a person', () => {
  test('where the policy does not let it is initials alone, whatever the ticket, the routes and their edits', () => {
    fc.assert(
      fc.property(anyTicket, anyPlace, anyPlace, (record, first, second) => {
        for (const inTurn of [
          [first, first],
          [first, second, second],
        ].map((places) => places.map((place) => policies[place]!))) {
          const readers = new Set(inTurn.flatMap((policy) => policy.alerts.restrictedFactsIn ?? []));
          for (const { channel, alert } of shownOf(record, inTurn)) {
            if (readers.has(channel)) continue;
            const text = JSON.stringify(alert);
            expect(text, channel).not.toMatch(tellTale);
            expect(text, channel).not.toMatch(named);
            expect(text).not.toContain(idOf(channel === 'care' ? 'urgent' : 'care'));
          }
        }
      }),
      { numRuns: runs },
    );
  });

  test('where the policy lets it is who it is, and whether they may be vulnerable', () => {
    const policy = samplePolicy({
      alerts: { channel: 'care', cardAtOnce: ['low', 'medium', 'high', 'critical'], restrictedFactsIn: ['care'] },
    });
    const card = (fields: Line['fields'], says: string): readonly unknown[] => {
      const opening: Line = { at: '2026-11-02T09:00Z', who: 'complainant', says };
      const timeline =
        fields === undefined ? [opening] : [opening, { at: '2026-11-02T09:10Z', who: 'agent' as const, fields }];
      const [alert, edited] = shownOf(recordOf({ subject: 'Joan Marsh on dialysis', timeline }), [policy]);
      expect(edited?.alert).toEqual(alert?.alert);
      expect(alert?.alert.subject).toBe('Joan Marsh on dialysis');
      return (alert?.alert.facts ?? [])
        .filter(({ label }) => ['From', 'Vulnerability'].includes(label))
        .map(({ value }) => value);
    };
    const from = { kind: 'ticket', text: 'Joan Marsh' };
    const words = (text: string): unknown => ({ kind: 'words', text });
    const complaint = 'I want to make a formal complaint. Nobody answers.';
    expect(card(undefined, complaint)).toEqual([from, words('Perhaps, by their own words: health')]);
    expect(card({ vulnerability: 'none' }, complaint)).toEqual([from]);
    expect(card({ vulnerability: 'suspected: lifeEvent' }, complaint)).toEqual([from, words('Suspected: life event')]);
    expect(card({ vulnerability: 'disclosed' }, complaint)).toEqual([from, words('Disclosed')]);
    expect(card({ vulnerability: 'Confirmed. Health.' }, complaint)).toEqual([from, words('Confirmed: health')]);
    for (const notUnderstood of ['', ' ', '???', 'to be asked'])
      expect(card({ vulnerability: notUnderstood }, complaint), notUnderstood).toEqual(card(undefined, complaint));
  });

  test('leaves gaps that look alike in a subject, and touches no other word', () => {
    const policy = samplePolicy({
      alerts: { channel: 'complaints', cardAtOnce: ['low', 'medium', 'high', 'critical'], restrictedFactsIn: [] },
    });
    const subjectOf = (subject: string): string | undefined => {
      const says = 'I want to make a formal complaint. Nobody answers.';
      const record = recordOf({ subject, timeline: [{ at: '2026-11-02T09:00Z', who: 'complainant', says }] });
      return shownOf(record, [policy])[0]?.alert.subject;
    };
    expect(subjectOf('Joan Marsh: my husband died, order FH-1')).toBe('… …: …, order FH-1');
    expect(subjectOf('Joanna’s marshmallows are late')).toBe('Joanna’s marshmallows are late');
    expect(subjectOf('')).toBe('');
  });

  test.each([
    ['José Núñez', 'Jose Nunez: late', '… …: late'],
    ['Jose Nunez', 'JOSÉ NÚÑEZ: late'.normalize('NFD'), '… …: late'],
    ['Jürgen Weiß', 'Juergen WEISS: late', '… …: late'],
    ['Siobhan O’Brien', "O'Brien is angry", '… is angry'],
    ['王小明', '我是王小明要投诉', '我是…要投诉'],
    ['山田 太郎', '山田太郎です', '…です'],
    ['김민수', '김민수입니다', '…입니다'],
    ['สมชาย ใจดี', 'ผมชื่อสมชายครับ', 'ผมชื่อ…ครับ'],
    ['أحمد علي', 'شكوى لأحمد', 'شكوى ل…'],
    ['Иван Петров', 'жалоба Петрова', 'жалоба …а'],
    ['Joan Marsh', 'joanmarsh77@mail.example asks: where is it?', '… asks: where is it?'],
    ['Joan Marsh', 'Fwd: <j.marsh@mail.example>, “JoanM@mail.example”', 'Fwd: <…>, “…”'],
    ['Joan Marsh', 'Two sofas @ 300, @home, bill@ the door', 'Two sofas @ 300, @home, bill@ the door'],
  ])('leaves out the name of %s however it is written: %s', (name, subject, left) => {
    const policy = policies.find(({ alerts }) => alerts.restrictedFactsIn?.length === 0) ?? policies[0]!;
    const line = { at: '2026-11-02T09:00Z', who: 'complainant', says: 'I make a formal complaint.' } as const;
    const record = recordOf({ subject, timeline: [line] }, { complainant: { id: '501', name, role: 'complainant' } });
    const complaint = judge(record, policy, startAt).complaint!;
    expect(subjectFor({ record, complaint, policy }, false)).toBe(left);
    expect(subjectFor({ record, complaint, policy }, true)).toBe(subject);
  });

  test('is the subject as it stands where the policy says nothing of who may read what', () => {
    const policy = samplePolicy({
      alerts: { channel: 'complaints', cardAtOnce: ['low', 'high', 'critical', 'medium'] },
    });
    const says = 'I want to make a formal complaint. Nobody answers.';
    const record = recordOf({
      subject: 'Joan Marsh on dialysis',
      timeline: [{ at: '2026-11-02T09:00Z', who: 'complainant', says, fields: { vulnerability: 'confirmed: health' } }],
    });
    const [alert] = shownOf(record, [policy]);
    expect(alert?.alert.subject).toBe('Joan Marsh on dialysis');
    expect(JSON.stringify(alert?.alert.facts)).toContain('J. M.');
    expect(JSON.stringify(alert?.alert.facts)).not.toMatch(tellTale);
  });
});
