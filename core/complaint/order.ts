import type { TicketRecord, TimelineEntry } from '../ticket.ts';

/** Within one update: the ticket opens, then words are said, then its state changes. */
function rank({ kind }: TimelineEntry): number {
  // Nine words told apart one by one cost less than one name looked up in an object.
  switch (kind) {
    case 'opened':
      return 0;
    case 'said':
      return 1;
    case 'field':
      return 2;
    case 'assigned':
      return 3;
    case 'priority':
      return 4;
    case 'status':
      return 5;
    case 'merged':
      return 6;
    case 'rated':
      return 7;
  }
}

/** The timeline in the order in which things happened, whatever the order in which they arrived. */
export function inOrder({ timeline }: Pick<TicketRecord, 'timeline'>): readonly TimelineEntry[] {
  let before: TimelineEntry | undefined;
  let latest = -Infinity;
  for (const entry of timeline) {
    const { at } = entry;
    if (!(at > latest) && before !== undefined && byHappening(before, entry) > 0) return timeline.toSorted(byHappening);
    before = entry;
    latest = at;
  }
  return timeline;
}

function byHappening(a: TimelineEntry, b: TimelineEntry): number {
  return a.at - b.at || compare(a.update, b.update) || rank(a) - rank(b) || compare(idOf(a), idOf(b));
}

/** What tells two entries of one kind and one update apart, so that no order is left to chance. */
function idOf(entry: TimelineEntry): string {
  if (entry.kind === 'said') return entry.id;
  const { at: _, update: __, by: ___, ...rest } = entry;
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Ids are numbers in text on most platforms: shorter is smaller, so that "9" comes before "10". */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
