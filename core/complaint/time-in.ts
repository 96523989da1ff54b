import type { TicketRecord, TicketStatus } from '../ticket.ts';
import type { ByKind } from './by-kind.ts';
import type { Interval } from './complaint.ts';

/** When the ticket was in one of some statuses, by its own history: `[from, to)`, the last one open while it lasts. */
export function timeIn(
  record: Pick<TicketRecord, 'status' | 'createdAt'>,
  changes: ByKind['statuses'],
  statuses: readonly TicketStatus[],
): readonly Interval[] {
  const intervals: Interval[] = [];
  let first = true;
  let from: number | undefined;
  for (const entry of changes) {
    // A history that begins in the middle tells by its first change what was before.
    if (first && entry.from !== undefined && statuses.includes(entry.from)) from = record.createdAt;
    first = false;
    if (statuses.includes(entry.to)) {
      from ??= entry.at;
    } else if (from !== undefined) {
      intervals.push({ from, to: entry.at });
      from = undefined;
    }
  }
  // Without a history that says so, a ticket that waits no longer has stopped waiting by now: never pause for ever.
  if (from !== undefined && statuses.includes(record.status)) intervals.push({ from, to: undefined });
  return intervals;
}
