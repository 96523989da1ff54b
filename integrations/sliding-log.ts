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
  return new Ring();
}

class Ring implements SlidingLog {
  #stamps = new Float64Array(smallest);
  /** All that was ever noted, up to and with this entry. */
  #totals = new Float64Array(smallest);
  #head = 0;
  #size = 0;
  /** All that was ever noted up to the oldest entry held, and in all. */
  #before = 0;
  #total = 0;

  get total(): number {
    return this.#total;
  }

  get size(): number {
    return this.#size;
  }

  add(at: Instant, cost: number): void {
    if (this.#size === this.#stamps.length && this.#size < largest) this.#grow();
    if (this.#size === this.#stamps.length) this.#dropOldest();
    this.#total += cost;
    const place = this.#placeOf(this.#size);
    this.#stamps[place] = this.#size === 0 ? at : Math.max(at, this.#stampAt(this.#size - 1));
    this.#totals[place] = this.#total;
    this.#size += 1;
  }

  usedSince(sinceAt: Instant): number {
    return this.#total - this.#totalAt(this.#first((index) => this.#stampAt(index) > sinceAt) - 1);
  }

  stampToPass(room: number): Instant | undefined {
    if (this.#size === 0 || this.#total - this.#before <= room) return undefined;
    const last = this.#first((index) => this.#total - this.#totalAt(index) <= room);
    return this.#stampAt(Math.min(this.#size - 1, last));
  }

  forgetUntil(at: Instant): void {
    while (this.#size > 0 && this.#stampAt(0) <= at) this.#dropOldest();
  }

  #placeOf(index: number): number {
    return (this.#head + index) & (this.#stamps.length - 1);
  }

  #stampAt(index: number): Instant {
    return this.#stamps[this.#placeOf(index)] ?? 0;
  }

  #totalAt(index: number): number {
    return index < 0 ? this.#before : (this.#totals[this.#placeOf(index)] ?? 0);
  }

  /** The first entry for which it is so; it must be so for all behind it. */
  #first(isSo: (index: number) => boolean): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isSo(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #dropOldest(): void {
    this.#before = this.#totalAt(0);
    this.#head = this.#placeOf(1);
    this.#size -= 1;
  }

  #grow(): void {
    const stamps = new Float64Array(this.#stamps.length * 2);
    const totals = new Float64Array(this.#stamps.length * 2);
    for (let index = 0; index < this.#size; index += 1) {
      stamps[index] = this.#stampAt(index);
      totals[index] = this.#totalAt(index);
    }
    this.#stamps = stamps;
    this.#totals = totals;
    this.#head = 0;
  }
}
