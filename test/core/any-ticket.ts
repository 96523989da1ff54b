import fc from 'fast-check';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS, toIso, type Instant } from '#core/time.ts';
import { recordOf, type Line } from './a-record.ts';

const startAt = Date.parse('2026-11-02T08:00:00Z');

const words = {
  complainant: [
    'I am writing to make a formal complaint. My order is three weeks late and nobody answers.',
    'This is unacceptable, I want a refund and I will go to the ombudsman.',
    'Where is my parcel?',
    'Thank you, that is great.',
    'It is broken again.',
  ],
  agent: [
    'We have received your complaint and will look into it.',
    'We are still investigating because the courier has not answered; we hope to reply by 27 November. You may refer it to the ombudsman.',
    'We have refunded you £40 and are sorry that it took so long.',
    'This is our final response: we uphold your complaint. You can refer it to the ombudsman within six months.',
    'Could you please send us a photo?',
  ],
};

const line = fc.record({
  who: fc.constantFrom('complainant' as const, 'agent' as const, 'agent' as const, 'robot' as const, 'other' as const),
  minutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 12 * 24 * 60 })),
  says: fc.option(fc.nat(4), { freq: 4 }),
  private: fc.boolean(),
  status: fc.option(fc.constantFrom('open', 'pending', 'hold', 'solved', 'closed' as const), { freq: 2 }),
  severity: fc.option(fc.constantFrom('low', 'high', 'critical'), { freq: 5, nil: undefined }),
  merged: fc.option(
    fc.record({ hours: fc.integer({ min: -20, max: 20 }), said: fc.option(fc.nat(4), { nil: undefined }) }),
    { freq: 12, nil: undefined },
  ),
});

const press = fc.record({
  action: fc.constantFrom('acknowledge' as const, 'take' as const, 'escalate' as const, 'snooze' as const),
  by: fc.constantFrom('Dana', 'Lee'),
  hours: fc.integer({ min: 0, max: 700 }),
  snoozed: fc.integer({ min: 1, max: 100 }),
});

function mergedFrom({ hours, said }: { hours: number; said: number | undefined }): NonNullable<Line['mergedFrom']> {
  const receivedAt = toIso(startAt + hours * HOUR_MS);
  if (said === undefined) return { id: '6', receivedAt };
  return { id: '6', receivedAt, unmarked: [{ subject: '', messages: [words.complainant[said]!], tags: [] }] };
}

/** A random ticket of some weeks: words of both sides, statuses, gradings, mergers, and what people pressed. */
export const anyTicket = fc
  .record({
    opening: fc.nat(1),
    lines: fc.array(line, { maxLength: 12 }),
    presses: fc.array(press, { maxLength: 3 }),
    tags: fc.subarray(['urgent', 'hardship', 'vip']),
  })
  .map(({ opening, lines, presses, tags }) => {
    let at = startAt;
    const saves: Line[] = [{ at: toIso(at), who: 'complainant', says: words.complainant[opening]! }];
    for (const { who, minutes, says, private: isPrivate, status, severity, merged } of lines) {
      at += minutes * MINUTE_MS;
      const text = says === null ? undefined : (who === 'agent' ? words.agent : words.complainant)[says];
      saves.push({
        at: toIso(at),
        who,
        ...(text === undefined ? {} : { says: text }),
        ...(isPrivate && who === 'agent' ? { private: true as const } : {}),
        ...(status === null ? {} : { status }),
        ...(severity === undefined ? {} : { fields: { severity } }),
        ...(merged === undefined ? {} : { mergedFrom: mergedFrom(merged) }),
      });
    }
    const ledger = presses.map(({ action, by, hours, snoozed }): LedgerEntry => ({
      kind: 'pressed',
      action,
      by,
      at: startAt + hours * HOUR_MS,
      ...(action === 'snooze' ? { until: startAt + (hours + snoozed) * HOUR_MS } : {}),
    }));
    return recordOf({ timeline: saves, tags, ledger });
  });

/** Some days, or some weeks. */
export const anyDelay = fc.oneof(fc.nat(3 * 24 * 60), fc.nat(70 * 24 * 60)).map((minutes) => minutes * MINUTE_MS);

/** The last thing that happened, in the ticket and among people. */
export function lastAt(record: TicketRecord): Instant {
  return Math.max(...record.timeline.map((entry) => entry.at), ...record.ledger.map((entry) => entry.at));
}
