import type { Instant } from '#core/time.ts';

/** What was used of one budget and when: enough to say what any stretch of time up to now has cost. */
export interface SlidingLog {
  /** Notes `cost` at `at`, or at the last stamp where that is later: stamps never go back. */
  add(at: Instant, cost: number): void;
  /** What was noted after `sinceAt`. */
  usedSince(sinceAt: Instant): number;
  /** The stamp with whose passing no more than `room` is left after it; `undefined` where it is so already. */
  stampToPass(room: number): Instant | undefined;
  /** Lets go of everything noted until `at`. */
  forgetUntil(at: Instant): void;
  /** All that was ever noted. */
  readonly total: number;
  /** Entries held. */
  readonly size: number;
}

const smallest = 16;
/** Far above what any plan allows within a window; beyond it the oldest is let go. */
const largest = 1 << 17;

/** A ring in typed arrays, sixteen bytes an entry, that grows by doubling as far as it must. */
export function createSlidingLog(): SlidingLog {
  let stamps = new Float64Array(smallest);
  /** All that was ever noted, up to and with this entry. */
  let totals = new Float64Array(smallest);
  let head = 0;
  let size = 0;
  /** All that was ever noted up to the oldest entry held, and in all. */
  let before = 0;
  let total = 0;

  const placeOf = (index: number): number => (head + index) & (stamps.length - 1);
  const stampAt = (index: number): Instant => stamps[placeOf(index)] ?? 0;
  const totalAt = (index: number): number => (index < 0 ? before : (totals[placeOf(index)] ?? 0));
  const dropOldest = (): void => {
    before = totalAt(0);
    head = placeOf(1);
    size -= 1;
  };
  const grow = (): void => {
    const wider = { stamps: new Float64Array(stamps.length * 2), totals: new Float64Array(stamps.length * 2) };
    for (let index = 0; index < size; index += 1) {
      wider.stamps[index] = stampAt(index);
      wider.totals[index] = totalAt(index);
    }
    ({ stamps, totals } = wider);
    head = 0;
  };
  /** The first entry for which it is so; it must be so for all behind it. */
  const first = (isSo: (index: number) => boolean): number => {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isSo(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  return {
    add(at, cost) {
      if (size === stamps.length && stamps.length < largest) grow();
      if (size === stamps.length) dropOldest();
      total += cost;
      const place = placeOf(size);
      stamps[place] = size === 0 ? at : Math.max(at, stampAt(size - 1));
      totals[place] = total;
      size += 1;
    },
    usedSince: (sinceAt) => total - totalAt(first((index) => stampAt(index) > sinceAt) - 1),
    stampToPass(room) {
      if (total - before <= room || size === 0) return undefined;
      return stampAt(Math.min(size - 1, first((index) => total - totalAt(index) <= room)));
    },
    forgetUntil(at) {
      while (size > 0 && stampAt(0) <= at) dropOldest();
    },
    get total() {
      return total;
    },
    get size() {
      return size;
    },
  };
}
