import { isCrossing } from '../effect/crossing.ts';
import { isOfCycle } from '../effect/key.ts';
import type { LedgerEntry } from '../effect/ledger.ts';
import type { Instant } from '../time.ts';
import type { ComplaintEvent, ComplaintEventKind, Escalation } from './complaint.ts';

type Pressed = Extract<LedgerEntry, { kind: 'pressed' }>;

const none: readonly Escalation[] = [];

/**
 * Escalations that people made, oldest first. Each goes one level above whatever had been told by then, by hand or by
 * the ladder itself. Those of one moment are one: where a helpdesk has no compare and set, two processes may each have
 * written one.
 */
export function escalationsIn(
  ledger: readonly LedgerEntry[],
  events: readonly ComplaintEvent[],
): readonly Escalation[] {
  if (!ledger.some(isEscalation)) return none;
  let level = 0;
  return oneOfEachMoment(ledger).map((entry): Escalation => {
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

/** The first of each moment, or another of it that people were told of before the first was seen. */
function oneOfEachMoment(ledger: readonly LedgerEntry[]): readonly Pressed[] {
  const moments: Pressed[][] = [];
  for (const entry of ledger.filter(isEscalation).toSorted((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1))) {
    const moment = moments.at(-1);
    if (moment?.[0] !== undefined && isCrossing(moment[0].at, entry.at)) moment.push(entry);
    else moments.push([entry]);
  }
  return moments.flatMap((moment) => moment.find((entry) => wasTold(entry, ledger)) ?? moment.slice(0, 1));
}

function wasTold({ at }: Pressed, ledger: readonly LedgerEntry[]): boolean {
  return ledger.some((entry) => 'key' in entry && isOfCycle(entry.key, 'escalated', at));
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
