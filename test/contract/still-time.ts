import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/** Time that moves only when somebody waits for it, or when it is moved. */
export interface StillTime extends Timekeeper {
  /** Moves on to `at`, waking who sleeps until then in order. */
  moveTo(at: Instant): Promise<void>;
  /** Lets the next limit run out, whatever is on its way. */
  expire(): void;
}

/** Lets everything that is ready run; what waits for the network still waits. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
}

/** Waits, without any time passing, until `condition` holds. The test's own limit bounds it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

interface Sleeper {
  readonly at: Instant;
  readonly isLimit: boolean;
  readonly wake: () => void;
}

/**
 * A clock for tests against servers on loopback, however slow the machine.
 *
 * A sleep of `limitMs` or longer is taken for the limit of something that is on its way: as long as there is one, time
 * stands. When only shorter sleeps are left, nothing is on its way, and time jumps to the next of them.
 */
export function createStillTime(startAt: Instant = Date.UTC(2026, 10, 23, 9), limitMs = 5_000): StillTime {
  let now = startAt;
  let looking = false;
  const sleepers = new Set<Sleeper>();

  const earliest = (which: (sleeper: Sleeper) => boolean): Sleeper | undefined =>
    [...sleepers].filter(which).toSorted((a, b) => a.at - b.at)[0];

  const wake = (sleeper: Sleeper): void => {
    sleepers.delete(sleeper);
    now = Math.max(now, sleeper.at);
    sleeper.wake();
  };

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    await settle();
    looking = false;
    const next = earliest(() => true);
    if (next === undefined || [...sleepers].some(({ isLimit }) => isLimit)) return;
    wake(next);
    void look();
  };

  return {
    now: () => now,
    wall: () => now,
    standBy: (work) => work,
    async task(work) {
      try {
        return await work();
      } finally {
        void look();
      }
    },
    sleepUntil: (at, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const sleeper = { at, isLimit: at - now >= limitMs, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener(
          'abort',
          () => {
            if (sleepers.delete(sleeper)) reject(signal.reason as Error);
            void look();
          },
          { once: true },
        );
        void look();
      }),
    async moveTo(to) {
      await settle();
      for (let next = earliest(({ at }) => at <= to); next !== undefined; next = earliest(({ at }) => at <= to)) {
        wake(next);
        await settle();
      }
      now = Math.max(now, to);
    },
    expire() {
      const next = earliest(({ isLimit }) => isLimit);
      if (next !== undefined) wake(next);
    },
  };
}
