import type { TicketRef } from '#core/ticket.ts';

/** Tickets by name in the order in which they came; the youngest is as near at hand as the oldest. */
export interface Arrivals extends Iterable<readonly [name: string, ref: TicketRef]> {
  readonly size: number;
  readonly youngest: TicketRef | undefined;
  has(name: string): boolean;
  /** As the youngest, unless it is there: then it keeps its place. */
  add(name: string, ref: TicketRef): void;
  /** Whether it was there. */
  delete(name: string): boolean;
}

interface Place {
  readonly ref: TicketRef;
  /** Who came just before. */
  older: Place | undefined;
  younger: Place | undefined;
}

export function createArrivals(): Arrivals {
  const places = new Map<string, Place>();
  let youngest: Place | undefined;
  return {
    get size() {
      return places.size;
    },
    get youngest() {
      return youngest?.ref;
    },
    has: (name) => places.has(name),
    add(name, ref) {
      if (places.has(name)) return;
      const place: Place = { ref, older: youngest, younger: undefined };
      if (youngest !== undefined) youngest.younger = place;
      youngest = place;
      places.set(name, place);
    },
    delete(name) {
      const place = places.get(name);
      if (place === undefined) return false;
      const { older, younger } = place;
      if (older !== undefined) older.younger = younger;
      if (younger === undefined) youngest = older;
      else younger.older = older;
      return places.delete(name);
    },
    *[Symbol.iterator]() {
      for (const [name, { ref }] of places) yield [name, ref] as const;
    },
  };
}
