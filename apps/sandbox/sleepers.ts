import type { Instant } from '#core/time.ts';

/** Somebody who sleeps until an instant. */
export interface Sleeper {
  readonly at: Instant;
  /** Of two for the same instant, who lay down first wakes first. */
  readonly order: number;
  readonly wake: () => void;
}

/** All who sleep, at most a few hundred: the soonest is found by looking. */
export interface Sleepers {
  add(at: Instant, wake: () => void): { cancel(): void };
  soonest(): Sleeper | undefined;
  remove(sleeper: Sleeper): void;
}

export function createSleepers(): Sleepers {
  const all = new Set<Sleeper>();
  let order = 0;
  return {
    add(at, wake) {
      order += 1;
      const sleeper: Sleeper = { at, order, wake };
      all.add(sleeper);
      return { cancel: () => all.delete(sleeper) };
    },
    soonest() {
      let first: Sleeper | undefined;
      for (const sleeper of all) {
        if (first === undefined || sleeper.at < first.at || (sleeper.at === first.at && sleeper.order < first.order))
          first = sleeper;
      }
      return first;
    },
    remove: (sleeper) => void all.delete(sleeper),
  };
}

/**
 * A sleep that counts as rest while it lasts: `rested` is told when it begins and when it ends.
 *
 * @param lieDown  registers the waker and answers how to take it back
 */
export function sleep(
  signal: AbortSignal | undefined,
  lieDown: (wake: () => void) => { cancel(): void },
  rested: (change: -1 | 1) => void,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    const rise = (then: () => void) => (): void => {
      rested(1);
      signal?.removeEventListener('abort', onAbort);
      then();
    };
    const bed = lieDown(rise(resolve));
    const onAbort = rise(() => {
      bed.cancel();
      reject(signal?.reason as Error);
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    rested(-1);
  });
}
