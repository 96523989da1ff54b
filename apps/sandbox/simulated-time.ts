import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/** Somebody else who lives by this time, in another process: whether they have work in hand that is not asleep. */
export interface Follower {
  /** Resolves with how many pieces of work are awake there, having heard everything said before. */
  awake(): Promise<number>;
  /** Resolves when that may have changed. */
  change(): Promise<void>;
}

/**
 * Time that moves only when told to, from one due instant to the next, and only when all work at the present one is
 * done. So everything happens at its own instant however fast the days go by, and a slow machine changes nothing.
 */
export interface SimulatedTime extends Timekeeper {
  /** Moves to `to`, waking every sleeper at its own instant; resolves when everything due by then has been done. */
  moveTo(to: Instant): Promise<void>;
  /** The next instant at which somebody wakes. */
  next(): Instant | undefined;
  follow(follower: Follower): () => void;
  /** Registers a sleeper of another process; `wake` is called at its instant. */
  sleeper(at: Instant, wake: () => void): { cancel(): void };
}

interface Sleeper {
  readonly at: Instant;
  readonly order: number;
  readonly wake: () => void;
}

/** A real second without anybody finishing means that somebody waits for something that no clock will bring. */
const stuckMs = 20_000;

export function createSimulatedTime(startAt: Instant): SimulatedTime {
  let now = startAt;
  let order = 0;
  let awake = 0;
  const sleepers = new Set<Sleeper>();
  const followers = new Set<Follower>();
  let changed: (() => void)[] = [];
  const tellChange = (): void => {
    for (const resolve of changed.splice(0)) resolve();
  };

  const settle = async (): Promise<void> => {
    const giveUpAt = performance.now() + stuckMs;
    while (performance.now() < giveUpAt) {
      // Lets what is already resolved run on before counting.
      await new Promise((resolve) => setImmediate(resolve));
      const before = order;
      const counts = await Promise.all([...followers].map((follower) => follower.awake()));
      const total = counts.reduce((sum, count) => sum + count, awake);
      if (total <= 0 && before === order) return;
      if (total > 0) {
        await Promise.race([
          new Promise<void>((resolve) => changed.push(resolve)),
          ...[...followers].map((follower) => follower.change()),
          new Promise((resolve) => setTimeout(resolve, 50).unref()),
        ]);
      }
    }
  };

  const soonest = (): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (first === undefined || sleeper.at < first.at || (sleeper.at === first.at && sleeper.order < first.order)) first = sleeper;
    }
    return first;
  };

  const sleeper: SimulatedTime['sleeper'] = (at, wake) => {
    order += 1;
    const entry: Sleeper = { at, order, wake };
    sleepers.add(entry);
    return { cancel: () => sleepers.delete(entry) };
  };

  let moving: Promise<void> = Promise.resolve();
  const move = async (to: Instant): Promise<void> => {
    await settle();
    for (let next = soonest(); next !== undefined && next.at <= to; next = soonest()) {
      now = Math.max(now, next.at);
      sleepers.delete(next);
      order += 1;
      next.wake();
      await settle();
    }
    now = Math.max(now, to);
  };

  return {
    now: () => now,
    sleepUntil: (at, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason as Error);
          return;
        }
        if (at <= now) {
          resolve();
          return;
        }
        awake -= 1;
        const back = (end: () => void) => () => {
          awake += 1;
          signal?.removeEventListener('abort', onAbort);
          end();
        };
        const entry = sleeper(at, back(resolve));
        const onAbort = back(() => {
          entry.cancel();
          reject(signal?.reason as Error);
        });
        signal?.addEventListener('abort', onAbort, { once: true });
        tellChange();
      }),
    async task(work) {
      awake += 1;
      order += 1;
      try {
        return await work();
      } finally {
        awake -= 1;
        tellChange();
      }
    },
    moveTo(to) {
      moving = moving.then(() => move(to));
      return moving;
    },
    next: () => soonest()?.at,
    follow(follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    sleeper,
  };
}
