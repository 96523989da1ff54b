import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/** Time that stands still until a test moves it; nothing waits for the machine's own clock. */
export interface ManualTime extends Timekeeper {
  advance(ms: number): void;
  /** Sleepers there are now. */
  sleepers(): number;
  /** Resolves when somebody has begun to wait, so that a test can then move the time. */
  someoneSleeps(): Promise<void>;
}

export function createManualTime(startAt: Instant): ManualTime {
  let now = startAt;
  const asleep = new Set<{ readonly at: Instant; readonly wake: () => void }>();
  let watchers: (() => void)[] = [];
  return {
    now: () => now,
    task: (work) => work(),
    sleepers: () => asleep.size,
    sleepUntil(at, signal) {
      if (at <= now) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const sleeper = {
          at,
          wake() {
            asleep.delete(sleeper);
            resolve();
          },
        };
        signal?.addEventListener('abort', () => {
          asleep.delete(sleeper);
          reject(signal.reason as Error);
        });
        asleep.add(sleeper);
        for (const watcher of watchers) watcher();
        watchers = [];
      });
    },
    someoneSleeps: () => (asleep.size > 0 ? Promise.resolve() : new Promise((resolve) => watchers.push(resolve))),
    advance(ms) {
      now += ms;
      for (const sleeper of [...asleep].filter((one) => one.at <= now)) sleeper.wake();
    },
  };
}
