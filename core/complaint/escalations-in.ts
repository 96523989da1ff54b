import { isCrossing } from '../effect/crossing.ts';
import type { LedgerEntry } from '../effect/ledger.ts';
import type { Instant } from '../time.ts';
import type { ComplaintEvent, ComplaintEventKind, Escalation } from './complaint.ts';

type Pressed = Extract<LedgerEntry, { kind: 'pressed' }>;

const none: readonly Escalation[] = [];

/**
 * Escalations that people made, oldest first. Each goes one level above whatever had been told by then, by hand or by
 * the ladder itself. Those of one moment are one, the first that was written: where a helpdesk has no compare and set,
 * two processes may each have written one.
 */
export function escalationsIn(
  ledger: readonly LedgerEntry[],
  events: readonly ComplaintEvent[],
): readonly Escalation[] {
  if (!ledger.some(isEscalation)) return none;
  const pressed: Pressed[] = [];
  for (const entry of ledger) {
    if (isEscalation(entry) && !pressed.some(({ at }) => isCrossing(at, entry.at))) pressed.push(entry);
  }
  let level = 0;
  return pressed
    .toSorted((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1))
    .map((entry): Escalation => {
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

const answers: ReadonlySet<ComplaintEventKind> = new Set(['substantive', 'decision', 'summaryResolution', 'handback']);

function isEscalation(entry: LedgerEntry): entry is Pressed {
  return entry.kind === 'pressed' && entry.action === 'escalate';
}

/** The highest level that had heard before. */
function toldBefore(ledger: readonly LedgerEntry[], at: Instant): number {
  let highest = 0;
  for (const entry of ledger) {
    if (entry.kind !== 'posted' || entry.at >= at) continue;
    highest = Math.max(highest, Number(/:level-(\d{1,2}):/u.exec(entry.key)?.[1] ?? 0));
  }
  return highest;
}
