import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canWait, quietUntil } from '#core/decide/quiet.ts';
import { stepsOf } from '#core/decide/steps.ts';
import type { Decision } from '#core/decide/decision.ts';
import { ledgerKey } from '#core/effect/key.ts';
import { judge, type Outcome } from '#core/pipeline.ts';
import type { Policy } from '#core/policy/policy.ts';
import { asOf } from '#core/report/as-of.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { DAY_MS, MINUTE_MS, toIso, type Instant } from '#core/time.ts';
import { instantOf, recordOf } from '../a-record.ts';
import { anyDelay, anyTicket, lastAt } from '../any-ticket.ts';
import { settle } from '../performer.ts';
import { samplePolicy, smallestSource } from '../policy/sample-policy.ts';

const runs = Number(process.env['LAW_RUNS'] ?? 200);

const presets = ['iso10002-practice', 'au-asic-rg271'] as const;
const nights = {
  hours: { mon: ['00:00-08:00', '18:00-24:00'], thu: ['18:00-08:00'], sat: ['00:00-24:00'], sun: ['00:00-24:00'] },
};
const pairs = [{ outside: 'office' }, nights].map((quietHours) => ({
  quiet: samplePolicy({ presets: [...presets], alerts: { channel: 'complaints', quietHours } }),
  plain: samplePolicy({ presets: [...presets] }),
}));
const anyPair = fc.constantFrom(...pairs);

const anyCase = fc
  .record({ record: anyTicket, pair: anyPair, delayMs: anyDelay })
  .map(({ record, pair, delayMs }) => ({ record, ...pair, now: lastAt(record) + delayMs }));

function law<T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, holds), { numRuns: runs });
}

type Alert = Extract<Decision, { kind: 'alert' }>;

function alertsIn({ decisions }: Outcome): readonly Alert[] {
  return decisions.filter((decision): decision is Alert => decision.kind === 'alert' && decision.alert !== 'card');
}

function heldIn({ decisions }: Outcome): readonly string[] {
  return decisions.flatMap((one) => (one.kind === 'held' && one.alert !== 'card' ? [one.key] : []));
}

/** The ticket as the shell keeps it: looked at with each change and each wake-up until an instant. */
function lived(whole: TicketRecord, policy: Policy, until: Instant): { record: TicketRecord; outcome: Outcome } {
  const changes = [...new Set([...whole.timeline, ...whole.ledger].map((entry) => entry.at))].sort((a, b) => a - b);
  let kept: Pick<TicketRecord, 'tags' | 'fields' | 'ledger'> = { ...whole, ledger: [] };
  let at = changes[0] ?? until;
  for (let steps = 0; steps < 2_000; steps += 1) {
    const cut = asOf(whole, at);
    const ledger = [...kept.ledger.filter((entry) => entry.kind !== 'pressed'), ...cut.ledger];
    const fields = { ...kept.fields, severity: cut.fields.severity };
    const settled = settle({ ...cut, ledger, tags: kept.tags, fields }, policy, at);
    if (at >= until) return settled;
    kept = settled.record;
    const now = at;
    at = Math.min(until, settled.outcome.wakeAt ?? until, ...changes.filter((change) => change > now));
  }
  throw new Error('the ticket never comes to its end');
}

describe('quiet hours', () => {
  test('change nothing outside them, whatever the ticket', () => {
    law(anyCase, ({ record, quiet, plain, now }) => {
      if (quietUntil(quiet, now) !== undefined) return;
      const outcome = judge(record, quiet, now);
      // But for a promise that they saw broken and kept, and that nobody could tell of within them.
      if (alertsIn(outcome).some(({ alert, covers }) => alert === 'late' && covers.length > 0)) return;
      expect(outcome).toEqual(judge(record, plain, now));
    });
  });

  test('change no clock, and hold every alert that they do not let pass', () => {
    law(anyCase, ({ record, quiet, plain, now }) => {
      const inQuiet = judge(record, quiet, now);
      const without = judge(record, plain, now);
      expect(inQuiet.clocks).toEqual(without.clocks);
      // A breach that they held back and that was made good meanwhile is told as such; without them it was told before.
      const told = alertsIn(inQuiet).filter(({ alert, covers }) => alert !== 'late' || covers.length === 0);
      const keys = [...told.map(({ key }) => key), ...heldIn(inQuiet)];
      expect(keys.toSorted()).toEqual(
        alertsIn(without)
          .map(({ key }) => key)
          .toSorted(),
      );
    });
  });

  test('tell nothing of what was broken and kept before anybody looked, by night as by day', () => {
    let kept = 0;
    law(anyCase, ({ record, quiet, now }) => {
      const outcome = judge({ ...record, ledger: [] }, quiet, now);
      expect(alertsIn(outcome).filter(({ alert }) => alert === 'late')).toEqual([]);
      if (quietUntil(quiet, now) !== undefined && outcome.clocks.some(({ status }) => status === 'metLate')) kept += 1;
    });
    expect(kept).toBeGreaterThan(0);
  });

  test('bring up a card for what cannot wait, and for nothing that they hold', () => {
    law(anyCase, ({ record, quiet, now }) => {
      const outcome = judge(record, quiet, now);
      const card = outcome.decisions.find((one) => one.kind === 'alert' && one.alert === 'card');
      if (card?.kind !== 'alert' || quietUntil(quiet, now) === undefined) return;
      if (card.because === 'first-alert') expect(alertsIn(outcome)[0]?.at).toBe(card.at);
      else expect(outcome.complaint?.assessment.severity === 'critical' || alertsIn(outcome).length > 0).toBe(true);
    });
  });

  test('never hold what a regulator or a critical complaint asks for, nor what a person escalated', () => {
    let waiting = 0;
    law(anyCase, ({ record, quiet, plain, now }) => {
      const held = heldIn(judge(record, quiet, now));
      const without = judge(record, plain, now);
      for (const alert of alertsIn(without).filter(({ key }) => held.includes(key))) {
        expect(alert.clock?.obligation.regulatory).toBe(false);
        expect(alert.because).not.toBe('escalated-by-person');
        expect(without.complaint?.assessment.severity).not.toBe('critical');
        expect(canWait(alert, without.complaint!)).toBe(true);
        waiting += 1;
      }
    });
    expect(waiting).toBeGreaterThan(0);
  });

  test('lose nothing: once they are over, what still deserves an alert was told or is covered', () => {
    let deserving = 0;
    law(anyCase, ({ record: whole, quiet, now }) => {
      const calm = { ...whole, ledger: whole.ledger.filter((entry) => !('until' in entry)) };
      const until = quietUntil(quiet, now) ?? now;
      const { record, outcome } = lived(calm, quiet, until);
      const { complaint, clocks } = outcome;
      expect(heldIn(outcome)).toEqual([]);
      if (complaint === undefined) return;
      const told = new Set(
        record.ledger.flatMap((entry) => (entry.kind === 'posted' || entry.kind === 'covered' ? [entry.key] : [])),
      );
      for (const clock of clocks) {
        const strongest = stepsOf(clock, complaint).findLast((step) => step.at <= until);
        if (strongest !== undefined)
          expect(told).toContain(ledgerKey(clock.obligation.id, strongest.step, clock.cycle));
        deserving += strongest === undefined ? 0 : 1;
      }
    });
    expect(deserving).toBeGreaterThan(0);
  });

  describe('of a promise broken and kept within them', () => {
    const policy = samplePolicy({
      alerts: { channel: 'complaints', quietHours: { hours: { tue: ['09:00-14:00'] } } },
    });
    const complains = {
      at: '2026-11-09T10:00Z',
      who: 'complainant',
      says: 'I am making a formal complaint: the sofa arrived broken and nobody answers me.',
    } as const;
    const asked = recordOf({ timeline: [complains] });
    const lines = [
      complains,
      { at: '2026-11-10T10:30Z', who: 'agent', says: 'We have received your complaint and look into it.' },
    ] as const;
    const answered = recordOf({ timeline: lines });
    /** Looked at first at one instant, next when it was answered long since. */
    const toldLater = (firstAt: string, later = '2026-11-10T15:00Z'): readonly string[] => {
      const { record } = settle(asOf(asked, instantOf(firstAt)), policy, instantOf(firstAt));
      const seen = { ...answered, ledger: record.ledger, tags: record.tags, fields: record.fields };
      return settle(seen, policy, instantOf(later)).posted;
    };
    test('where nobody looked until they were over it is told then, once, by whoever finds our note of before', () => {
      expect(toldLater('2026-11-10T10:20Z').filter((key) => key.includes(':late:'))).toHaveLength(1);
      expect(toldLater('2026-11-09T10:01Z').filter((key) => key.includes(':late:'))).toHaveLength(1);
      expect(toldLater('2026-11-09T10:01Z', '2026-11-20T12:00Z').filter((key) => key.includes(':late:'))).toHaveLength(
        1,
      );
    });

    test('it is not told of a ticket that nobody had looked at before, within them or after', () => {
      for (const at of ['2026-11-10T10:31Z', '2026-11-10T13:59Z', '2026-11-10T15:00Z']) {
        const { posted } = settle(answered, policy, instantOf(at));
        expect(posted.filter((key) => key.includes(':late:'))).toEqual([]);
      }
    });

    test('it is told within them of a ticket that was watched by the instant it was kept', () => {
      for (const firstAt of ['2026-11-10T10:20Z', '2026-11-10T10:30Z']) {
        expect(toldLater(firstAt, '2026-11-10T10:31Z').filter((key) => key.includes(':late:'))).toHaveLength(1);
      }
    });

    test('it is not told of a critical complaint, of which they hold nothing back', () => {
      const { record } = settle(asOf(asked, instantOf('2026-11-09T10:01Z')), policy, instantOf('2026-11-09T10:01Z'));
      const fields = { ...record.fields, severity: 'critical' as const };
      const { posted } = settle(
        { ...answered, ...record, timeline: answered.timeline, fields },
        policy,
        answered.updatedAt,
      );
      expect(posted.filter((key) => key.includes(':late:'))).toEqual([]);
    });

    test('it is not told of a ticket that was merged into another since', () => {
      const { record } = settle(asked, policy, instantOf('2026-11-10T10:20Z'));
      const { tags, fields, ledger } = record;
      const merged = recordOf(
        { timeline: [...lines, { at: '2026-11-10T10:40Z', who: 'agent', mergedInto: '77' }], ledger },
        { tags, fields },
      );
      const { outcome } = settle(merged, policy, instantOf('2026-11-10T15:00Z'));
      expect(outcome.decisions.filter((one) => one.kind === 'alert' && one.alert === 'late')).toEqual([]);
      expect(outcome.clocks.find(({ obligation }) => obligation.id === 'acknowledge')?.status).toBe('metLate');
    });
  });

  test('while something is held the ticket is looked at when they end, or sooner', () => {
    law(anyCase, ({ record, quiet, now }) => {
      const outcome = judge(record, quiet, now);
      if (heldIn(outcome).length === 0) return;
      const until = quietUntil(quiet, now)!;
      expect(outcome.wakeAt).toBeGreaterThan(now);
      expect(outcome.wakeAt).toBeLessThanOrEqual(until);
      expect(heldIn(judge(record, quiet, until))).toEqual([]);
    });
  });

  test('hold until the one instant from which it is not quiet, in every zone and week', () => {
    const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => toIso(quarter * 15 * MINUTE_MS).slice(11, 16));
    const hours = fc
      .tuple(clock, clock)
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => [`${from}-${to}`]);
    const quietHours = fc.record({
      zone: fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'),
      hours: fc.record({ mon: hours, wed: hours, fri: hours }, { requiredKeys: ['wed'] }),
    });
    const at = fc
      .integer({ min: 0, max: 400 * 24 * 4 })
      .map((quarter) => instantOf('2026-01-05T00:00Z') + quarter * 15 * MINUTE_MS);
    law(fc.record({ quietHours, at }), ({ quietHours: window, at: instant }) => {
      const policy = samplePolicy({ alerts: { channel: 'complaints', quietHours: window } });
      const until = quietUntil(policy, instant);
      if (until === undefined) return;
      expect(until).toBeGreaterThan(instant);
      expect(until).toBeLessThan(instant + 8 * DAY_MS);
      expect(quietUntil(policy, until)).toBeUndefined();
      for (const share of [0.1, 0.5, 0.9]) {
        expect(quietUntil(policy, instant + Math.floor((until - instant) * share))).toBe(until);
      }
      expect(quietUntil(policy, until - 1)).toBe(until);
    });
  });

  test('a night written in two pieces is one night: midnight ends nothing', () => {
    const every = (hours: readonly string[]) =>
      Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [...hours]]));
    const untilBy = (hours: readonly string[], at: string): string => {
      const policy = samplePolicy({ alerts: { channel: 'complaints', quietHours: { hours: every(hours) } } });
      return toIso(quietUntil(policy, instantOf(at))!);
    };
    for (const at of ['2026-11-10T22:00Z', '2026-11-10T23:59Z', '2026-11-11T00:00Z', '2026-11-11T05:00Z']) {
      expect(untilBy(['22:00-24:00', '00:00-06:00'], at)).toBe('2026-11-11T06:00:00.000Z');
      expect(untilBy(['22:00-06:00'], at)).toBe('2026-11-11T06:00:00.000Z');
    }
  });

  test('outside a calendar are all its closed hours, holidays included', () => {
    const policy = samplePolicy({ alerts: { channel: 'complaints', quietHours: { outside: 'office' } } });
    const until = (text: string): string | undefined => {
      const end = quietUntil(policy, instantOf(text));
      return end === undefined ? undefined : toIso(end);
    };
    expect(until('2026-12-24T17:00Z')).toBeUndefined();
    expect(until('2026-12-24T17:30Z')).toBe('2026-12-29T09:00:00.000Z');
    expect(until('2026-12-25T12:00Z')).toBe('2026-12-29T09:00:00.000Z');
    expect(until('2026-12-29T09:00Z')).toBeUndefined();
    expect(quietUntil(samplePolicy(smallestSource), instantOf('2026-12-25T12:00Z'))).toBeUndefined();
  });
});
