import type { TicketRecord, TimelineEntry } from '../ticket.ts';

/** Within one update: the ticket opens, then words are said, then its state changes. */
const rank: Readonly<Record<TimelineEntry['kind'], number>> = {
  opened: 0,
  said: 1,
  field: 2,
  assigned: 3,
  priority: 4,
  status: 5,
  merged: 6,
  rated: 7,
};

/** The timeline in the order in which things happened, whatever the order in which they arrived. */
export function inOrder(record: TicketRecord): readonly TimelineEntry[] {
  return record.timeline.toSorted(
    (a, b) => a.at - b.at || compare(a.update, b.update) || rank[a.kind] - rank[b.kind] || compare(idOf(a), idOf(b)),
  );
}

function idOf(entry: TimelineEntry): string {
  if (entry.kind === 'said') return entry.id;
  return entry.kind === 'field' ? `${entry.field}=${entry.value ?? ''}` : '';
}

/** Ids are numbers in text on most platforms: shorter is smaller, so that "9" comes before "10". */
function compare(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
