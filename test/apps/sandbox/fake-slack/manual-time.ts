import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/** Time that stands still until a test moves it; nothing waits for the machine's own clock. */
export interface ManualTime extends Timekeeper {
  advance(ms: number): void;
  /** Sleepers there are now. */
  sleepers(): number;
  /** Resolves when somebody waits for `at`, or for anything, so that a test can then move the time. */
  someoneSleeps(at?: Instant): Promise<void>;
}

export function createManualTime(startAt: Instant): ManualTime {
  let now = startAt;
  const asleep = new Set<{ readonly at: Instant; readonly wake: () => void }>();
  let watchers: { readonly at: Instant | undefined; readonly tell: () => void }[] = [];
  return {
    now: () => now,
    wall: () => now,
    task: (work) => work(),
    standBy: (work) => work,
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
        const met = watchers.filter((one) => one.at === undefined || one.at === at);
        watchers = watchers.filter((one) => !met.includes(one));
        for (const watcher of met) watcher.tell();
      });
    },
    someoneSleeps(at) {
      if ([...asleep].some((one) => at === undefined || one.at === at)) return Promise.resolve();
      return new Promise((tell) => watchers.push({ at, tell }));
    },
    advance(ms) {
      now += ms;
      for (const sleeper of [...asleep].filter((one) => one.at <= now)) sleeper.wake();
    },
  };
}
