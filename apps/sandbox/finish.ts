import { MINUTE_MS, type Instant } from '#core/time.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** Finishing what is in hand takes seconds; what takes longer waits for somebody else and is not waited for. */
const longestFinishMs = 2 * MINUTE_MS;
const mostSteps = 500;

export interface Finisher {
  /**
   * Moves time on to `at`, and then by as many seconds as it takes to finish what fell due by then: a helpdesk tells
   * two saves apart by the second, and Slack takes one message a second.
   */
  moveTo(at: Instant): Promise<void>;
  /** Does something that may have to wait for time, moving it on by as many seconds as that takes. */
  finish<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Moves time on by the seconds that work needs, and no further.
 *
 * @param inHand  how much the product has in hand
 */
export function createFinisher(time: SimulatedTime, inHand: () => Promise<number>): Finisher {
  const stepWhile = async (isUnfinished: () => Promise<boolean>): Promise<void> => {
    const latestAt = time.now() + longestFinishMs;
    for (let steps = 0; steps < mostSteps && (await isUnfinished()); steps += 1) {
      const next = time.next();
      if (next === undefined || next > latestAt) break;
      await time.moveTo(Math.max(next, time.now()));
    }
  };
  return {
    async moveTo(at) {
      await time.moveTo(at);
      await stepWhile(async () => (await inHand()) > 0);
    },
    async finish(work) {
      let isOver = false;
      const done = time.task(work).finally(() => {
        isOver = true;
      });
      done.catch(() => undefined);
      await stepWhile(async () => {
        await time.moveTo(time.now());
        return !isOver;
      });
      return await done;
    },
  };
}
