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
  readonly work: () => void;
}

/** So many done ones are dropped at once. */
const sweptAt = 1024;

export function createJobs(): Jobs {
  // In order of time; those before `next` are done. New ones mostly belong near the end, where they move little.
  let queue: Job[] = [];
  let next = 0;
  let runningAt: Instant | undefined;
  const placeFor = (at: Instant): number => {
    let [low, high] = [next, queue.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((queue[middle]?.at ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add: (at, work) => void queue.splice(placeFor(at), 0, { at, work }),
    runUntil: (now) => {
      if (runningAt !== undefined) return;
      for (let job = queue[next]; job !== undefined && job.at <= now; job = queue[next]) {
        next += 1;
        runningAt = job.at;
        job.work();
      }
      runningAt = undefined;
      if (next < sweptAt) return;
      queue = queue.slice(next);
      next = 0;
    },
    at: () => runningAt,
  };
}
