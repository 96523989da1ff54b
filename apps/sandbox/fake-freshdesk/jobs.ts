import type { Instant } from '#core/time.ts';

/**
 * What the account does on its own at a later instant. Nobody sleeps for it: whoever looks at the account first lets
 * everything happen that was due by then, each thing at its own instant.
 */
export interface Jobs {
  add(at: Instant, work: () => void): void;
  /** Does everything due by `now`, in order; what that adds, too, where it is due. */
  runUntil(now: Instant): void;
  /** While a job runs, its own instant: that is when what it does happens. */
  at(): Instant | undefined;
}

interface Job {
  readonly at: Instant;
  /** Of two for one instant, who was added first is done first. */
  readonly order: number;
  readonly work: () => void;
}

export function createJobs(): Jobs {
  const heap: Job[] = [];
  let added = 0;
  let runningAt: Instant | undefined;
  return {
    add: (at, work) => {
      added += 1;
      push(heap, { at, order: added, work });
    },
    runUntil: (now) => {
      if (runningAt !== undefined) return;
      for (let job = heap[0]; job !== undefined && job.at <= now; job = heap[0]) {
        pop(heap);
        runningAt = job.at;
        job.work();
      }
      runningAt = undefined;
    },
    at: () => runningAt,
  };
}

const isSooner = (one: Job, other: Job): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** A binary heap, as an account of a hundred thousand tickets has twice as many promises to watch. */
function push(heap: Job[], job: Job): void {
  let place = heap.length;
  while (place > 0) {
    const above = (place - 1) >>> 1;
    const parent = heap[above];
    if (parent === undefined || !isSooner(job, parent)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = job;
}

function pop(heap: Job[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let place = 0;
  for (;;) {
    const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
    const isRight = left !== undefined && right !== undefined && isSooner(right, left);
    const child = isRight ? right : left;
    if (child === undefined || !isSooner(child, last)) break;
    heap[place] = child;
    place = 2 * place + (isRight ? 2 : 1);
  }
  heap[place] = last;
}
