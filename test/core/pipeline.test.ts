import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, type Outcome } from '#core/pipeline.ts';
import type { Policy } from '#core/policy/policy.ts';
import { isUnmet, type Clock } from '#core/sla/clock.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { asOf } from '#core/report/as-of.ts';
import { DAY_MS, type Instant } from '#core/time.ts';
import { anyDelay, anyTicket, lastAt } from './any-ticket.ts';
import { isUndone, settle } from './performer.ts';
import { routedAlerts } from './policy/routed-alerts.ts';
import { samplePolicy } from './policy/sample-policy.ts';

/** So many random tickets a law: a few seconds all told. */
const runs = Number(process.env['LAW_RUNS'] ?? 300);

const policies: readonly Policy[] = (['newCycleKeepOriginal', 'continueClock', 'resetClock'] as const).flatMap(
  (reopening) => [
    samplePolicy({ reopening }),
    samplePolicy({
      reopening,
      pausedWhile: ['pending', 'hold'],
      automaticReplyAcknowledges: true,
      presets: ['iso10002-practice', 'uk-fca-disp', 'uk-housing-ombudsman', 'au-telco-2018std'],
      merging: 'own',
      ladder: [
        { name: 'Lead', after: '1 hour', channel: 'leads' },
        { name: 'Head', after: '1 day', channel: 'heads' },
      ],
      alerts: { channel: 'complaints', cardAtOnce: [] },
      obligations: {
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
          pausable: true,
          onlyIf: { severity: ['critical'] },
        },
        slow: {
          span: '3 weeks, end of day',
          satisfiedBy: ['decision'],
          pausable: true,
          warnAt: ['75%', '2 days before'],
        },
      },
    }),
    samplePolicy({
      reopening,
      presets: ['iso10002-practice', 'au-telco-2018std'],
      alerts: { ...routedAlerts, quietHours: { outside: 'office' } },
    }),
  ],
);
const anyPolicy = fc.constantFrom(...policies);
/** A random ticket some time after the last thing that happened to it. */
const anyCase = fc
  .record({ record: anyTicket, policy: anyPolicy, delayMs: anyDelay })
  .map(({ record, policy, delayMs }) => ({ record, policy, now: lastAt(record) + delayMs }));

/** Lets a law be read: property, random cases, so many runs. */
function law<T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, holds), { numRuns: runs });
}

/** Of an instant between colons. */
const instantParts = 3;

/** All that matters to anybody but the time gone by. */
function essence({ complaint, clocks, decisions, effects }: Outcome): unknown {
  const still = (clock: Clock | undefined): unknown => clock && { ...clock, elapsed: undefined };
  return {
    stage: complaint?.stage,
    clocks: clocks.map(still),
    decisions: decisions.map((decision) =>
      decision.kind === 'alert' ? { ...decision, clock: still(decision.clock) } : { ...decision, fields: undefined },
    ),
    effects: effects.map((effect) =>
      effect.kind === 'change-ticket' ? { ...effect, change: { ...effect.change, ledger: undefined } } : effect,
    ),
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

describe('judging', () => {
  test('changes nothing it is given, and gives the same answer twice and from copies', () => {
    law(anyCase, ({ record, policy, now }) => {
      const first = judge(deepFreeze(record), policy, now);
      expect(judge(record, policy, now)).toEqual(first);
      expect(judge(structuredClone(record), policy, now)).toEqual(first);
    });
  });

  test('does not depend on the order in which the timeline and the ledger arrive', () => {
    const shuffled = anyCase.chain((one) =>
      fc.record({
        one: fc.constant(one),
        timeline: fc.shuffledSubarray([...one.record.timeline], { minLength: one.record.timeline.length }),
        ledger: fc.shuffledSubarray([...one.record.ledger], { minLength: one.record.ledger.length }),
      }),
    );
    law(shuffled, ({ one, timeline, ledger }) => {
      const outcome = judge({ ...one.record, timeline, ledger }, one.policy, one.now);
      expect(essence(outcome)).toEqual(essence(judge(one.record, one.policy, one.now)));
    });
  });

  test('gives every effect a key of its own, behind the name of its ticket', () => {
    law(anyCase, ({ record, policy, now }) => {
      const { effects, clocks } = judge(record, policy, now);
      const keys = effects.map((effect) => effect.key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(new Set(clocks.map((clock) => `${clock.obligation.id} ${clock.cycle}`)).size).toBe(clocks.length);
      for (const key of keys) expect(key).toMatch(/^zendesk:acme:7:[a-z0-9-]+:[a-z0-9-]+:\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    });
  });

  test('says of every decision which policy judged', () => {
    law(anyCase, ({ record, policy, now }) => {
      for (const decision of judge(record, policy, now).decisions) expect(decision.policyVersion).toBe(policy.version);
    });
  });
});

describe('waiting', () => {
  test('until wakeAt shows nothing new, and at wakeAt there is something', () => {
    law(fc.record({ one: anyCase, share: fc.double({ min: 0, max: 1, noNaN: true }) }), ({ one, share }) => {
      const { record, outcome } = settle(one.record, one.policy, one.now);
      const { wakeAt } = outcome;
      const last = wakeAt === undefined ? one.now + 200 * DAY_MS : wakeAt - 1;
      const between = one.now + Math.floor((last - one.now) * share);
      for (const at of [between, last]) expect(essence(judge(record, one.policy, at))).toEqual(essence(outcome));
      if (wakeAt === undefined) return;
      expect(wakeAt).toBeGreaterThan(one.now);
      expect(essence(judge(record, one.policy, wakeAt))).not.toEqual(essence(outcome));
    });
  });

  test('step by step comes to an end, and leaves nothing that time alone changes', () => {
    law(anyCase, ({ record, policy, now }) => {
      let settled = settle(record, policy, now);
      for (let steps = 0; settled.outcome.wakeAt !== undefined; steps += 1) {
        expect(steps).toBeLessThan(400);
        settled = settle(settled.record, policy, settled.outcome.wakeAt);
      }
    });
  });
});

describe('performing', () => {
  test('what is listed leaves nothing undone, and what was posted is never posted again', () => {
    law(anyCase, ({ record, policy, now }) => {
      const first = settle(record, policy, now);
      expect(new Set(first.posted).size).toBe(first.posted.length);
      const again = settle(first.record, policy, now);
      expect(again.posted).toEqual([]);
      expect(again.outcome.effects.filter((effect) => isUndone(effect, first.record))).toEqual([]);
      // Words are made only for what is still to be said.
      expect(again.outcome.effects.filter((effect) => effect.kind === 'post-alert')).toEqual([]);
    });
  });

  test('of a ticket that takes no more changes tells nothing that would have to be claimed on it', () => {
    let told = 0;
    law(fc.record({ one: anyCase }), ({ one: { record, policy, now } }) => {
      const posts = (of: TicketRecord) => judge(of, policy, now).effects.filter(({ kind }) => kind === 'post-alert');
      told += posts(record).length;
      expect(posts({ ...record, isFrozen: true })).toEqual([]);
    });
    expect(told).toBeGreaterThan(30);
  });

  test('as the ticket’s life goes on never says one thing twice, and warns before it breaches before it is late', () => {
    law(anyCase, ({ record, policy, now }) => {
      const { told } = live(record, policy, now);
      expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
      const order = ['warn', 'breach', 'level', 'late'];
      const last = new Map<string, number>();
      for (const { key, outcome } of told) {
        const [obligation, step, ...cycle] = key.split(':') as [string, string, ...string[]];
        if (obligation === 'complaint' || obligation === 'escalated') continue;
        const name = `${obligation}:${cycle.slice(0, instantParts).join(':')}`;
        const rank = order.findIndex((word) => step.startsWith(word));
        // What a snooze brings back names the snooze's end, too, and begins the climb anew.
        if (cycle.length > instantParts) last.set(name, rank);
        // Where reopening takes an answer back the clock goes on, and so does the climb.
        if (policy.reopening === 'continueClock' && last.get(name) === order.indexOf('late')) continue;
        expect(rank, key).toBeGreaterThanOrEqual(last.get(name) ?? 0);
        // What quiet hours held back until it was made good is told with that.
        const speaksForBreach = outcome.decisions.some(
          (one) => one.kind === 'alert' && one.key === key && one.covers.length > 0,
        );
        if (step === 'late' && !speaksForBreach) expect(last.get(name), key).toBeGreaterThanOrEqual(1);
        last.set(name, rank);
      }
    });
  });

  test('never tells people anything early, nor anything whose cause is gone', () => {
    law(anyCase, ({ record, policy, now }) => {
      const { told } = live(record, policy, now);
      for (const { key, at, outcome } of told) {
        const decision = outcome.decisions.find((decision) => decision.kind === 'alert' && decision.key === key);
        if (decision?.kind !== 'alert') throw new Error(`${key} was told and not decided`);
        expect(decision.at, key).toBeLessThanOrEqual(at);
        const { clock } = decision;
        if (clock === undefined) continue;
        const dueAt = clock.dueAt!;
        if (decision.alert === 'late') expect(clock.satisfiedAt, key).toBeGreaterThan(dueAt);
        else {
          expect(isUnmet(clock) && outcome.complaint?.isOpen, key).toBe(true);
          expect(clock.status, key).toBe(decision.alert === 'warning' ? 'dueSoon' : 'breached');
          if (decision.alert !== 'warning') expect(at, key).toBeGreaterThan(dueAt);
        }
      }
    });
  });
});

describe('clocks', () => {
  test('have less and less time left while they run', () => {
    law(fc.record({ one: anyCase, laterMs: anyDelay }), ({ one, laterMs }) => {
      const now = judge(one.record, one.policy, one.now);
      const later = judge(one.record, one.policy, one.now + laterMs);
      for (const clock of now.clocks) {
        const then = later.clocks.find((other) => isSameRun(other, clock))!;
        if (!isUnmet(clock) || clock.dueAt === undefined || !now.complaint!.isOpen) continue;
        expect(then.dueAt).toBe(clock.dueAt);
        expect(then.elapsed.netMs).toBeGreaterThanOrEqual(clock.elapsed.netMs);
      }
    });
  });

  test('count nothing while paused, and everything else once', () => {
    law(anyCase, ({ record, policy, now }) => {
      for (const clock of judge(record, policy, now).clocks) {
        const { grossMs, netMs } = clock.elapsed;
        expect(netMs).toBeGreaterThanOrEqual(0);
        expect(netMs).toBeLessThanOrEqual(grossMs);
        if (clock.obligation.span.kind !== 'elapsed' && clock.obligation.span.kind !== 'calendar-days') continue;
        const endAt = clock.startedAt + grossMs;
        const pausedMs = clock.paused.reduce((sum, { from, to }) => sum + Math.min(to ?? endAt, endAt) - from, 0);
        expect(netMs + pausedMs).toBe(grossMs);
      }
    });
  });

  test('are acknowledged only by a public reply of a person, or of a robot where the policy says so', () => {
    law(anyCase, ({ record, policy, now }) => {
      const { complaint, clocks } = judge(record, policy, now);
      const byRobots = policy.automaticAcknowledges;
      for (const clock of clocks.filter((clock) => clock.obligation.id === 'acknowledge')) {
        if (clock.satisfiedBy === undefined) continue;
        const reply = record.timeline.find(
          (entry) =>
            entry.kind === 'said' &&
            entry.update === clock.satisfiedBy &&
            entry.public &&
            (entry.by.role === 'agent' || (byRobots && entry.by.role === 'automatic')),
        );
        expect(reply?.at).toBe(clock.satisfiedAt);
        expect(reply?.at).toBeGreaterThanOrEqual(complaint!.receivedAt);
      }
    });
  });

  test('of a complaint that is over stand as they were written down, whatever the policy becomes', () => {
    const edited = samplePolicy({
      version: 'edited',
      presets: ['eu-psd2'],
      calendars: { office: { zone: 'Asia/Tokyo', hours: { sun: ['10:00-12:00'] } } },
    });
    law(fc.record({ one: anyCase, laterMs: anyDelay }), ({ one, laterMs }) => {
      const { record, outcome } = settle(one.record, one.policy, one.now);
      const { complaint } = outcome;
      if (complaint === undefined || complaint.isOpen || record.status === 'closed') return;
      const told = (clocks: readonly Clock[]): unknown =>
        clocks.map(({ cycle, status, dueAt, satisfiedAt, elapsed, policyVersion }) => [
          cycle,
          status,
          dueAt,
          satisfiedAt,
          elapsed,
          policyVersion,
        ]);
      const later = judge(record, edited, one.now + laterMs);
      expect(told(later.clocks)).toEqual(told(outcome.clocks));
    });
  });

  test('are written down at the end as they were computed', () => {
    law(anyCase, ({ record, policy, now }) => {
      const before = judge(record, policy, now);
      const after = settle(record, policy, now).outcome;
      const told = (outcome: Outcome): unknown =>
        outcome.clocks.map(({ cycle, status, dueAt, satisfiedAt, elapsed, paused }) => [
          cycle,
          status,
          dueAt,
          satisfiedAt,
          elapsed,
          paused,
        ]);
      expect(told(after)).toEqual(told(before));
    });
  });
});

function isSameRun(a: Clock, b: Clock): boolean {
  return a.obligation.id === b.obligation.id && a.cycle === b.cycle;
}

interface Told {
  readonly key: string;
  readonly at: Instant;
  readonly outcome: Outcome;
}

/** Lives through the ticket as the shell does: looks at each change and each wake-up, and performs what is due. */
function live(whole: TicketRecord, policy: Policy, until: Instant): { readonly told: readonly Told[] } {
  const changes = [...new Set([...whole.timeline, ...whole.ledger].map((entry) => entry.at))].sort((a, b) => a - b);
  const told: Told[] = [];
  let kept: Pick<TicketRecord, 'tags' | 'fields' | 'ledger'> = { ...whole, ledger: [] };
  let at: Instant | undefined = changes[0];
  for (let steps = 0; at !== undefined && at <= until && steps < 1_000; steps += 1) {
    const cut = asOf(whole, at);
    const ledger = [...kept.ledger.filter((entry) => entry.kind !== 'pressed'), ...cut.ledger];
    const record = { ...cut, ledger, tags: kept.tags, fields: { ...kept.fields, severity: cut.fields.severity } };
    const outcomes = new Map(judgedOnTheWay(record, policy, at));
    const settled = settle(record, policy, at);
    for (const key of settled.posted) told.push({ key, at, outcome: outcomes.get(key) ?? settled.outcome });
    kept = settled.record;
    const wakeAt = settled.outcome.wakeAt ?? Infinity;
    const now = at;
    const next = Math.min(wakeAt, ...changes.filter((change) => change > now));
    at = next === Infinity ? undefined : next;
  }
  return { told };
}

/** For each alert, the outcome that listed it. */
function judgedOnTheWay(record: TicketRecord, policy: Policy, at: Instant): [string, Outcome][] {
  const outcome = judge(record, policy, at);
  return outcome.decisions.flatMap((decision) => (decision.kind === 'alert' ? [[decision.key, outcome]] : []));
}
