import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { createSleepers, sleep } from './sleepers.ts';

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
  /** Counts somebody in until the returned function is called. */
  follow(follower: Follower): () => void;
  /** Registers a sleeper of another process; `wake` is called at its instant. */
  sleeper(at: Instant, wake: () => void): { cancel(): void };
}

/** Work that is awake so long without any end waits for something that no clock will bring: time goes on without it. */
const usualStuckMs = 20_000;
/** How long to wait for word of a change before counting again. */
const lookAgainMs = 50;

/** @param stuckMs  real time after which time goes on without work that is awake and does not end */
export function createSimulatedTime(startAt: Instant, stuckMs = usualStuckMs): SimulatedTime {
  let now = startAt;
  const hands = createHands(stuckMs);
  const sleepers = createSleepers();
  let moving: Promise<void> = Promise.resolve();

  const move = async (to: Instant): Promise<void> => {
    await hands.rest();
    for (let next = sleepers.soonest(); next !== undefined && next.at <= to; next = sleepers.soonest()) {
      now = Math.max(now, next.at);
      sleepers.remove(next);
      next.wake();
      await hands.rest();
    }
    now = Math.max(now, to);
  };

  return {
    now: () => now,
    wall: () => now,
    sleepUntil: (at, signal) =>
      at <= now && signal?.aborted !== true
        ? Promise.resolve()
        : sleep(
            signal,
            (wake) => sleepers.add(at, wake),
            (by) => hands.change(by),
          ),
    async task(work) {
      hands.change(1);
      try {
        return await work();
      } finally {
        hands.change(-1);
      }
    },
    async standBy(work) {
      hands.change(-1);
      try {
        return await work;
      } finally {
        hands.change(1);
      }
    },
    moveTo(to) {
      moving = moving.then(() => move(to));
      return moving;
    },
    next: () => sleepers.soonest()?.at,
    follow: (follower) => hands.follow(follower),
    sleeper: (at, wake) => sleepers.add(at, wake),
  };
}

/** All work in hand, here and with those who follow. */
interface Hands {
  change(by: -1 | 1): void;
  follow(follower: Follower): () => void;
  /** Resolves when nothing is awake. */
  rest(): Promise<void>;
}

function createHands(stuckMs: number): Hands {
  let awake = 0;
  let begun = 0;
  const followers = new Set<Follower>();
  let waiters: (() => void)[] = [];
  const changed = (): Promise<void> =>
    Promise.race([
      new Promise<void>((resolve) => waiters.push(resolve)),
      ...[...followers].map((follower) => follower.change()),
      new Promise<void>((resolve) => setTimeout(resolve, lookAgainMs).unref()),
    ]);
  return {
    change(by) {
      awake += by;
      if (by > 0) begun += 1;
      else for (const resolve of waiters.splice(0)) resolve();
    },
    follow(follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    async rest() {
      const giveUpAt = performance.now() + stuckMs;
      while (performance.now() < giveUpAt) {
        // Lets what is already resolved run on before counting.
        await new Promise((resolve) => setImmediate(resolve));
        const before = begun;
        const counts = await Promise.all([...followers].map((follower) => follower.awake()));
        const total = counts.reduce((sum, count) => sum + count, awake);
        if (total <= 0 && before === begun) return;
        if (total > 0) await changed();
      }
      waiters = [];
    },
  };
}
