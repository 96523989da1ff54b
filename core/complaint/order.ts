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
export function inOrder({ timeline }: Pick<TicketRecord, 'timeline'>): readonly TimelineEntry[] {
  for (let i = 1; i < timeline.length; i += 1) {
    const before = timeline[i - 1]!;
    const entry = timeline[i]!;
    if (!(entry.at > before.at) && byHappening(before, entry) > 0) return timeline.toSorted(byHappening);
  }
  return timeline;
}

function byHappening(a: TimelineEntry, b: TimelineEntry): number {
  return a.at - b.at || compare(a.update, b.update) || rank[a.kind] - rank[b.kind] || compare(idOf(a), idOf(b));
}

/** What tells two entries of one kind and one update apart, so that no order is left to chance. */
function idOf(entry: TimelineEntry): string {
  if (entry.kind === 'said') return entry.id;
  const { at: _, update: __, by: ___, ...rest } = entry;
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Ids are numbers in text on most platforms: shorter is smaller, so that "9" comes before "10". */
function compare(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
