import Bottleneck from 'bottleneck';
import type { Timekeeper } from './contract.ts';

/** So many may be in at once; those who wait enter by priority, and of one priority in the order in which they came. */
export interface Places {
  /**
   * Waits for a place and does the work in it. Rejects with the signal's reason where that comes first, and with
   * `doorFull` where too many wait; once the work has begun, what becomes of it is its own to tell.
   */
  within<T>(priority: number, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export const doorFull: Error = new Error('too many wait for a place');

const maxWaiting = 2_000;

/** Whoever finds a place free goes straight in; all others queue in Bottleneck, which lets in one for each place left. */
export function createPlaces(time: Timekeeper, atOnce: number): Places {
  const door = new Bottleneck({ reservoir: 0, highWater: maxWaiting, strategy: Bottleneck.strategy.OVERFLOW });
  let free = atOnce;
  let queued = 0;
  /** Places given to the door, which needs a moment to hand them on. */
  let given = 0;
  const handovers = createHandovers(time);
  const give = (by: 1 | -1): void => {
    given += by;
    handovers.set(given);
  };
  const release = (): void => {
    if (queued <= given) {
      free += 1;
      return;
    }
    give(1);
    void door.incrementReservoir(1);
  };
  const enter = async (priority: number, signal: AbortSignal): Promise<void> => {
    const entered = Promise.withResolvers<void>();
    let isGone = false;
    const onAbort = (): void => {
      isGone = true;
      entered.reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    queued += 1;
    const letIn = async (): Promise<void> => {
      queued -= 1;
      give(-1);
      if (isGone) release();
      else entered.resolve();
    };
    door.schedule({ priority }, letIn).catch(() => {
      queued -= 1;
      entered.reject(doorFull);
    });
    try {
      // Those who are in count for themselves, and so does the handing over of a place.
      await time.standBy(entered.promise);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };
  return {
    async within(priority, signal, work) {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else await enter(priority, signal);
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}

/** Places on their way to somebody: each is work in hand until somebody has it. */
function createHandovers(time: Timekeeper) {
  const ends: (() => void)[] = [];
  return {
    set(count: number): void {
      while (ends.length > count) ends.pop()?.();
      while (ends.length < count) void time.task(() => new Promise<void>((resolve) => ends.push(resolve)));
    },
  };
}
