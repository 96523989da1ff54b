import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, type Outcome } from '#core/pipeline.ts';
import { isUnmet, type Clock } from '#core/sla/clock.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { DAY_MS } from '#core/time.ts';
import { isUndone, settle } from './performer.ts';
import { anyCase, law } from './any-case.ts';
import { live } from './lived-ticket.ts';

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
      // What a snooze brings back names the snooze's end, too.
      const shape = /^zendesk:acme:7:[a-z0-9-]+:[a-z0-9-]+(?::\d{4}-\d\d-\d\dT[\d:.]+Z){1,2}$/;
      for (const key of keys) expect(key).toMatch(shape);
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

  test('of a ticket that takes no more changes ask for none, and tell nothing that would have to be claimed on it', () => {
    const asked = { 'post-alert': 0, 'change-ticket': 0, 'update-card': 0 };
    law(fc.record({ one: anyCase }), ({ one: { record, policy, now } }) => {
      const kinds = (of: TicketRecord) => judge(of, policy, now).effects.map(({ kind }) => kind);
      const possible = kinds(record);
      for (const kind of possible) asked[kind] += 1;
      expect(kinds({ ...record, isFrozen: true })).toEqual(possible.filter((kind) => kind === 'update-card'));
    });
    expect(Math.min(asked['post-alert'], asked['change-ticket'])).toBeGreaterThan(30);
  });

  test('as the ticket’s life goes on never says one thing twice, and warns before it breaches before it is late', () => {
    law(anyCase, ({ record, policy, now }) => {
      const told = live(record, policy, now);
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
      const told = live(record, policy, now);
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
