import { describe, expect, test } from 'vitest';
import { placeOf } from '#core/decide/place.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { judge } from '#core/pipeline.ts';
import type { AlertMessage, Effect } from '#core/effect/effect.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { instantOf, recordOf, type Line } from '../a-record.ts';
import { settle } from '../performer.ts';
import { routedAlerts } from '../policy/routed-alerts.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const routed = (parts: Partial<Policy['alerts']> = {}): Policy =>
  samplePolicy({
    alerts: { ...routedAlerts, ...(parts as object) },
  });

const opening: Line = {
  at: '2026-11-02T09:00Z',
  who: 'complainant',
  says: 'I am writing to make a formal complaint. The table I ordered came broken and nobody answers.',
};
const graded: Line = { at: '2026-11-03T07:00Z', who: 'agent', fields: { severity: 'critical' } };

/** Warned of in the channel of all, and critical since; Slack answered with ids. */
function moved(policy: Policy): TicketRecord {
  const warned = settle(recordOf({ timeline: [opening] }), policy, instantOf('2026-11-03T06:00Z')).record;
  const ledger = warned.ledger.map((entry) =>
    entry.kind === 'posted' ? { ...entry, channel: idOf(entry.channel) } : entry,
  );
  return recordOf({ timeline: [opening, graded], ledger }, { tags: warned.tags });
}

const idOf = (channel: string): string => `C0${channel.toUpperCase()}`;

function cardsIn(effects: readonly Effect[]): readonly AlertMessage[] {
  return effects.flatMap((effect) =>
    effect.kind !== 'change-ticket' && effect.alert.kind === 'card' ? [effect.alert] : [],
  );
}

const fact = (alert: AlertMessage | undefined, label: string): unknown =>
  alert?.facts.find((one) => one.label === label)?.value;

describe('where a complaint is told', () => {
  test('is its card’s channel, by the name the policy still gives it, and by its id where it gives none', () => {
    const record = moved(routed());
    const at = (policy: Policy): string => {
      const { complaint } = judge(
        { ...record, timeline: record.timeline.slice(0, 2), fields: {} },
        policy,
        instantOf('2026-11-03T08:00Z'),
      );
      return placeOf(complaint!, policy).channel;
    };
    expect(at(routed())).toBe('complaints');
    expect(at(routed({ channel: 'renamed' }))).toBe('C0COMPLAINTS');
  });

  test('is the channel of the graver from the instant at which it became grave, each under a key of its own', () => {
    const policy = routed();
    const { complaint, effects } = judge(moved(policy), policy, instantOf('2026-11-03T08:00Z'));
    expect(placeOf(complaint!, policy)).toEqual({
      key: 'complaint:moved:2026-11-03T07:00:00.000Z',
      channel: 'urgent',
      since: instantOf('2026-11-03T07:00Z'),
    });
    const sign = effects.find((effect) => effect.kind === 'post-alert');
    expect(sign).toMatchObject({ channel: 'urgent', under: undefined, named: 'urgent', alert: { kind: 'card' } });
  });

  test('is said by the card that stays behind, and both are kept up to date', () => {
    const policy = routed();
    const now = instantOf('2026-11-03T08:00Z');
    const { effects } = settle(moved(policy), policy, now).outcome;
    const updates = effects.filter((effect) => effect.kind === 'update-card');
    expect(updates.map(({ posted }) => posted.channel)).toEqual(['C0COMPLAINTS', 'urgent']);
    expect(new Set(updates.map(({ key }) => key)).size).toBe(2);
    const [card, sign] = cardsIn(effects);
    expect(fact(card, 'Alerts now go to')).toEqual({ kind: 'channel', channel: 'urgent' });
    expect(fact(sign, 'Alerts now go to')).toBeUndefined();
    expect(card?.headline).toBe(sign?.headline);
  });

  test('is not named by the card that stays behind where its name would tell that somebody may be vulnerable', () => {
    const policy = routed();
    const record = { ...moved(policy), fields: { vulnerability: 'confirmed: health' } };
    const { effects } = settle(
      {
        ...record,
        timeline: record.timeline.map((entry) =>
          entry.kind === 'field' ? { ...entry, field: 'vulnerability' as const, value: 'confirmed' } : entry,
        ),
      },
      policy,
      instantOf('2026-11-03T08:00Z'),
    ).outcome;
    const [card, sign] = cardsIn(effects);
    expect(fact(card, 'Alerts now go to')).toEqual({ kind: 'words', text: 'A restricted channel' });
    expect(JSON.stringify(card)).not.toMatch(/care|ulnerab|health|Joan/u);
    expect(fact(sign, 'Vulnerability')).toEqual({ kind: 'words', text: 'Confirmed: health' });
    expect(fact(sign, 'From')).toEqual({ kind: 'ticket', text: 'Joan Marsh' });
  });

  test('where a digest stands for the card, is the digest’s channel', () => {
    const policy = routed();
    const record = moved(policy);
    const ledger = record.ledger.map((entry): LedgerEntry =>
      entry.kind === 'posted' ? { ...entry, shared: true } : entry,
    );
    const { outcome, posted } = settle({ ...record, ledger }, policy, instantOf('2026-11-03T09:30Z'));
    expect(posted.map((key) => key.split(':').slice(0, 2).join(':'))).toEqual([
      'complaint:moved',
      'acknowledge:breach',
    ]);
    expect(cardsIn(outcome.effects)).toHaveLength(1);
  });

  test('of a policy without routes is its one channel, and stays its card’s when the policy names another', () => {
    const policy = samplePolicy();
    const { record, outcome } = settle(
      recordOf({ timeline: [opening, graded] }),
      policy,
      instantOf('2026-11-03T09:30Z'),
    );
    const renamed = samplePolicy({ alerts: { channel: 'renamed' } as never });
    expect(placeOf(outcome.complaint!, policy).channel).toBe('complaints');
    expect(record.ledger.flatMap((entry) => ('named' in entry ? [entry.key.split(':')[1]] : []))).toEqual(['card']);
    expect(placeOf(judge(moved(policy), policy, instantOf('2026-11-03T08:00Z')).complaint!, renamed).channel).toBe(
      'C0COMPLAINTS',
    );
    expect(
      placeOf(judge(recordOf({ timeline: [opening] }), policy, instantOf('2026-11-03T08:00Z')).complaint!, renamed)
        .channel,
    ).toBe('renamed');
    expect(outcome.complaint!.gradings.some((grading) => 'vulnerable' in grading)).toBe(false);
  });
});
