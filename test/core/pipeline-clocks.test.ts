import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, type Outcome } from '#core/pipeline.ts';
import { isUnmet, type Clock } from '#core/sla/clock.ts';
import { anyDelay } from './any-ticket.ts';
import { settle } from './performer.ts';
import { samplePolicy } from './policy/sample-policy.ts';
import { anyCase, law } from './any-case.ts';

function isSameRun(a: Clock, b: Clock): boolean {
  return a.obligation.id === b.obligation.id && a.cycle === b.cycle;
}

describe('clocks', () => {
  test('have less and less time left while they run', () => {
    let compared = 0;
    law(fc.record({ one: anyCase, laterMs: anyDelay }), ({ one, laterMs }) => {
      const now = judge(one.record, one.policy, one.now);
      const later = judge(one.record, one.policy, one.now + laterMs);
      for (const clock of now.clocks) {
        const then = later.clocks.find((other) => isSameRun(other, clock))!;
        if (!isUnmet(clock) || clock.dueAt === undefined || !now.complaint!.isOpen) continue;
        expect(then.dueAt).toBe(clock.dueAt);
        expect(then.elapsed.netMs).toBeGreaterThanOrEqual(clock.elapsed.netMs);
        compared += 1;
      }
    });
    expect(compared).toBeGreaterThan(0);
  });

  test('count nothing while paused, and everything else once', () => {
    let paused = 0;
    law(anyCase, ({ record, policy, now }) => {
      for (const clock of judge(record, policy, now).clocks) {
        const { grossMs, netMs } = clock.elapsed;
        expect(netMs).toBeGreaterThanOrEqual(0);
        expect(netMs).toBeLessThanOrEqual(grossMs);
        if (clock.obligation.span.kind !== 'elapsed' && clock.obligation.span.kind !== 'calendar-days') continue;
        const endAt = clock.startedAt + grossMs;
        const pausedMs = clock.paused.reduce((sum, { from, to }) => sum + Math.min(to ?? endAt, endAt) - from, 0);
        expect(netMs + pausedMs).toBe(grossMs);
        paused += pausedMs > 0 ? 1 : 0;
      }
    });
    expect(paused).toBeGreaterThan(0);
  });

  test('are acknowledged only by a public reply of a person, or of a robot where the policy says so', () => {
    let acknowledged = 0;
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
        acknowledged += 1;
      }
    });
    expect(acknowledged).toBeGreaterThan(0);
  });

  test('of a complaint that is over stand as they were written down, whatever the policy becomes', () => {
    let over = 0;
    const edited = samplePolicy({
      version: 'edited',
      presets: ['eu-psd2'],
      calendars: { office: { zone: 'Asia/Tokyo', hours: { sun: ['10:00-12:00'] } } },
    });
    law(fc.record({ one: anyCase, laterMs: anyDelay }), ({ one, laterMs }) => {
      const { record, outcome } = settle(one.record, one.policy, one.now);
      const { complaint } = outcome;
      if (complaint === undefined || complaint.isOpen) return;
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
      over += outcome.clocks.length > 0 ? 1 : 0;
    });
    expect(over).toBeGreaterThan(0);
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
