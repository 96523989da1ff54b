import type { TimelineEntry } from '../ticket.ts';

type OfKind<Kind extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: Kind }>;

/** The few entries of a timeline that tell of a ticket's state, by what they tell; each list in the timeline's order. */
export interface ByKind {
  readonly fields: readonly OfKind<'field'>[];
  readonly statuses: readonly OfKind<'status'>[];
  readonly mergers: readonly OfKind<'merged'>[];
  readonly ratings: readonly OfKind<'rated'>[];
}

/** Sorts a timeline once, for all that ask for one kind of entries alone. */
export function byKind(timeline: readonly TimelineEntry[]): ByKind {
  const fields: OfKind<'field'>[] = [];
  const statuses: OfKind<'status'>[] = [];
  const mergers: OfKind<'merged'>[] = [];
  const ratings: OfKind<'rated'>[] = [];
  for (const entry of timeline) {
    switch (entry.kind) {
      case 'field':
        fields.push(entry);
        break;
      case 'status':
        statuses.push(entry);
        break;
      case 'merged':
        mergers.push(entry);
        break;
      case 'rated':
        ratings.push(entry);
        break;
      case 'opened':
      case 'said':
      case 'assigned':
      case 'priority':
    }
  }
  return { fields, statuses, mergers, ratings };
}
