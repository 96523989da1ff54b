import type { LedgerEntry } from '../effect/ledger.ts';
import type { ComplaintEvent, Escalation } from './complaint.ts';

/**
 * Escalations that people made, oldest first. Each goes one level above whatever had been told by then, by hand or by
 * the ladder itself.
 */
export function escalationsIn(
  ledger: readonly LedgerEntry[],
  events: readonly ComplaintEvent[],
): readonly Escalation[] {
  const pressed = ledger
    .flatMap((entry) => (entry.kind === 'pressed' && entry.action === 'escalate' ? [entry] : []))
    .toSorted((a, b) => a.at - b.at);
  let level = 0;
  return pressed.map((entry): Escalation => {
    level = Math.max(level, toldBefore(ledger, entry.at)) + 1;
    return {
      level,
      trigger: 'manual',
      by: entry.by,
      at: entry.at,
      answeredAt: events.find((event) => answers.has(event.kind) && event.at > entry.at)?.at,
    };
  });
}

const answers: ReadonlySet<string> = new Set(['substantive', 'decision', 'handback']);

function toldBefore(ledger: readonly LedgerEntry[], at: number): number {
  const levels = ledger.map((entry) =>
    entry.kind === 'posted' && entry.at <= at ? Number(/:level-(\d{1,2}):/u.exec(entry.key)?.[1] ?? 0) : 0,
  );
  return Math.max(0, ...levels);
}
