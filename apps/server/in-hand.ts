import type { Timekeeper } from '#integrations/contract.ts';

/** Time, and what is still in hand by it, so that a shutdown can wait for that. */
export interface InHand extends Timekeeper {
  /** Resolves once no task is in hand. */
  idle(): Promise<void>;
}

/** Counts the tasks of a timekeeper that are begun here. */
export function createInHand(time: Timekeeper): InHand {
  let count = 0;
  const waiters: (() => void)[] = [];
  return {
    now: () => time.now(),
    wall: () => time.wall(),
    sleepUntil: (at, signal) => time.sleepUntil(at, signal),
    standBy: (work) => time.standBy(work),
    async task(work) {
      count += 1;
      try {
        return await time.task(work);
      } finally {
        count -= 1;
        if (count === 0) for (const resolve of waiters.splice(0)) resolve();
      }
    },
    idle: async () => {
      if (count > 0) await new Promise<void>((resolve) => waiters.push(resolve));
    },
  };
}
