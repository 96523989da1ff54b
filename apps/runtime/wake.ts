import type { Instant } from '#core/time.ts';

/** Instants at which to look at something again, the soonest first. One instant a name: the last one set. */
export interface WakeList {
  set(name: string, at: Instant | undefined): void;
  /** Takes out what is due by `now`, the longest due first, `most` at once. */
  takeDue(now: Instant, most?: number): readonly string[];
  next(): Instant | undefined;
  readonly size: number;
}

/**
 * A binary heap with one entry a name. An entry that was set again, or taken back, stays in the heap until it comes up
 * and is dropped then; the heap is made anew when such entries outnumber the rest.
 */
export function createWakeList(): WakeList {
  const current = new Map<string, Instant>();
  let heap: { readonly at: Instant; readonly name: string }[] = [];
  const stale = (entry: { at: Instant; name: string }): boolean => current.get(entry.name) !== entry.at;
  const dropStale = (): void => {
    let top = heap[0];
    while (top !== undefined && stale(top)) {
      pop(heap);
      top = heap[0];
    }
  };
  return {
    set(name, at) {
      if (current.get(name) === at) return;
      if (at === undefined) {
        current.delete(name);
        return;
      }
      current.set(name, at);
      push(heap, { at, name });
      if (heap.length > 2 * current.size + 64) {
        heap = [];
        for (const [name, at] of current) push(heap, { at, name });
      }
    },
    takeDue(now, most = Infinity) {
      const due: string[] = [];
      for (dropStale(); heap[0] !== undefined && heap[0].at <= now && due.length < most; dropStale()) {
        due.push(heap[0].name);
        current.delete(heap[0].name);
        pop(heap);
      }
      return due;
    },
    next() {
      dropStale();
      return heap[0]?.at;
    },
    get size() {
      return current.size;
    },
  };
}

interface Entry {
  readonly at: Instant;
  readonly name: string;
}

function push(heap: Entry[], entry: Entry): void {
  let i = heap.length;
  heap.push(entry);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || above.at <= entry.at) break;
    heap[i] = above;
    heap[parent] = entry;
    i = parent;
  }
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let i = 0;
  heap[0] = last;
  for (let least = leastBelow(heap, i); least !== i; least = leastBelow(heap, i)) {
    const moved = heap[least];
    if (moved === undefined) return;
    heap[least] = last;
    heap[i] = moved;
    i = least;
  }
}

/** Of an entry and the two below it, the one that is due first. */
function leastBelow(heap: readonly Entry[], i: number): number {
  const at = (index: number): Instant => heap[index]?.at ?? Infinity;
  const left = 2 * i + 1;
  const lower = at(left + 1) < at(left) ? left + 1 : left;
  return at(lower) < at(i) ? lower : i;
}
