/** Ids in the order in which they came; the youngest is as near at hand as the oldest. */
export interface Arrivals extends Iterable<string> {
  readonly size: number;
  readonly youngest: string | undefined;
  has(id: string): boolean;
  /** As the youngest, unless it is there: then it keeps its place. */
  add(id: string): void;
  /** Whether it was there. */
  delete(id: string): boolean;
}

/** So many that are gone are remembered before it is worth a look through all. */
const mostGone = 1_000;

export function createArrivals(): Arrivals {
  const ids = new Set<string>();
  // All that came, those that are gone among them: where an id stands last is its place, if it is still there.
  let came: string[] = [];
  return {
    get size() {
      return ids.size;
    },
    get youngest() {
      let last = came.at(-1);
      while (last !== undefined && !ids.has(last)) {
        came.pop();
        last = came.at(-1);
      }
      return last;
    },
    has: (id) => ids.has(id),
    add(id) {
      if (ids.has(id)) return;
      ids.add(id);
      if (came.length > 2 * ids.size + mostGone) came = [...ids];
      else came.push(id);
    },
    delete: (id) => ids.delete(id),
    [Symbol.iterator]: () => ids.values(),
  };
}
