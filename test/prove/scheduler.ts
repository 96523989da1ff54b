import type { Instant } from '#core/time.ts';
import { isPutOff, takeShortTimers } from './timers.ts';
import { createRandom, type Random } from './random.ts';

takeShortTimers();

/** Everything that happens in a simulation, one thing after another, in an order that its seed alone decides. */
export interface Scheduler {
  readonly random: Random;
  now(): Instant;
  /** Lets something happen at an instant; answers how to prevent it. */
  at(at: Instant, happens: () => void | Promise<void>): () => void;
  /** Lives until `to`. */
  runTo(to: Instant): Promise<void>;
}

interface Happening {
  readonly at: Instant;
  /** Those of one instant happen in an order of their own, not in that of their making. */
  readonly turn: number;
  readonly happens: () => void | Promise<void>;
  over: boolean;
}

/** Turns of the machine's own loop after which nothing that needs no time is still on its way. */
const settlingTurns = 4;
const mostTurns = 10_000;
/** A simulation of minutes has some thousand happenings; this many is one that went wrong. */
const mostHappenings = 2_000_000;

export function createScheduler(startAt: Instant, seed: number): Scheduler {
  const random = createRandom(seed);
  const heap = createHeap();
  let now = startAt;
  return {
    random,
    now: () => now,
    at(at, happens) {
      const happening: Happening = { at: Math.max(at, now), turn: random.next(), happens, over: false };
      heap.add(happening);
      return () => {
        happening.over = true;
      };
    },
    async runTo(to) {
      await settled();
      for (let count = 0; count < mostHappenings; count += 1) {
        const next = heap.first();
        if (next === undefined || next.at > to) {
          now = Math.max(now, to);
          return;
        }
        heap.takeFirst();
        if (next.over) continue;
        now = next.at;
        await next.happens();
        await settled();
      }
      throw new Error('a simulation without end');
    },
  };
}

async function settled(): Promise<void> {
  let quiet = 0;
  for (let turn = 0; turn < mostTurns && quiet < settlingTurns; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    quiet = isPutOff() ? 0 : quiet + 1;
  }
}

function createHeap() {
  const heap: Happening[] = [];
  const isBefore = (a: Happening, b: Happening): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  return {
    first: (): Happening | undefined => heap[0],
    add(happening: Happening): void {
      let at = heap.push(happening) - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isBefore(heap[at]!, heap[parent]!)) return;
        swap(at, parent);
        at = parent;
      }
    },
    takeFirst(): void {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      heap[0] = last;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const right = left + 1;
        let least = at;
        if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left;
        if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right;
        if (least === at) return;
        swap(at, least);
        at = least;
      }
    },
  };
}
