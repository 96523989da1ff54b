import type { ChildProcess } from 'node:child_process';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Follower, SimulatedTime } from './simulated-time.ts';
import { sleep } from './sleepers.ts';

/** What two processes that share one simulated time say to each other; messages keep their order. */
export type ToFollower =
  | { readonly say: 'now'; readonly at: Instant }
  | { readonly say: 'wake'; readonly id: number; readonly at: Instant }
  | { readonly say: 'count'; readonly id: number };
export type ToLeader =
  | { readonly say: 'sleep'; readonly id: number; readonly at: Instant }
  | { readonly say: 'cancel'; readonly id: number }
  | { readonly say: 'counted'; readonly id: number; readonly awake: number }
  | { readonly say: 'settled' };

/** Lets another process live by `time`, until that process is gone; what slept there is forgotten then. */
export function leadTime(time: SimulatedTime, child: ChildProcess): () => void {
  const sleepers = new Map<number, { cancel(): void }>();
  let gone = false;
  const tell = (message: ToFollower): void => {
    if (!gone && child.connected) child.send(message, () => undefined);
  };
  const counts = createCounts(time, tell);
  const hear = (message: ToLeader): void => {
    switch (message.say) {
      case 'sleep': {
        const wake = (): void => {
          sleepers.delete(message.id);
          tell({ say: 'wake', id: message.id, at: time.now() });
        };
        sleepers.set(message.id, time.sleeper(message.at, wake));
        break;
      }
      case 'cancel':
        sleepers.get(message.id)?.cancel();
        sleepers.delete(message.id);
        break;
      case 'counted':
        counts.counted(message.id, message.awake);
        break;
      case 'settled':
        counts.settled();
        break;
    }
  };
  const unfollow = time.follow(counts);
  const end = (): void => {
    if (gone) return;
    gone = true;
    unfollow();
    child.off('message', hear);
    for (const sleeper of sleepers.values()) sleeper.cancel();
    counts.end();
  };
  child.on('message', hear);
  child.once('exit', end);
  child.once('disconnect', end);
  tell({ say: 'now', at: time.now() });
  return end;
}

interface Counts extends Follower {
  counted(id: number, awake: number): void;
  settled(): void;
  end(): void;
}

/** Asks the other side how much is awake there. Once it is gone the answer is nothing. */
function createCounts(time: SimulatedTime, tell: (message: ToFollower) => void): Counts {
  const asked = new Map<number, (awake: number) => void>();
  let waiters: (() => void)[] = [];
  let lastId = 0;
  let settledSince = false;
  let gone = false;
  const settled = (): void => {
    settledSince = true;
    for (const resolve of waiters.splice(0)) resolve();
  };
  return {
    awake: () =>
      new Promise((resolve) => {
        if (gone) {
          resolve(0);
          return;
        }
        lastId += 1;
        settledSince = false;
        asked.set(lastId, resolve);
        // The count must be of the present instant, whatever moved since the last wake.
        tell({ say: 'now', at: time.now() });
        tell({ say: 'count', id: lastId });
      }),
    change: () => (settledSince || gone ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    counted(id, awake) {
      asked.get(id)?.(awake);
      asked.delete(id);
    },
    settled,
    end() {
      gone = true;
      for (const resolve of asked.values()) resolve(0);
      asked.clear();
      settled();
      waiters = [];
    },
  };
}

/** The part of `process` by which a child hears and speaks. */
export interface Line {
  send(message: ToLeader): void;
  onMessage(hear: (message: ToFollower) => void): void;
}

/** The time of the process that started this one. Resolves once it is known. */
export async function followTime(line: Line): Promise<Timekeeper> {
  let now: Instant | undefined;
  let awake = 0;
  let lastId = 0;
  const wakers = new Map<number, () => void>();
  const change = (by: number): void => {
    awake += by;
    if (by < 0 && awake <= 0) line.send({ say: 'settled' });
  };
  await new Promise<void>((resolve) => {
    line.onMessage((message) => {
      if (message.say === 'count') {
        // What has resolved by now runs on before it is counted.
        setImmediate(() => line.send({ say: 'counted', id: message.id, awake }));
        return;
      }
      now = Math.max(now ?? message.at, message.at);
      if (message.say === 'wake') wakers.get(message.id)?.();
      resolve();
    });
  });
  const lieDown = (at: Instant) => (wake: () => void) => {
    lastId += 1;
    const id = lastId;
    wakers.set(id, () => {
      wakers.delete(id);
      wake();
    });
    line.send({ say: 'sleep', id, at });
    return {
      cancel: () => {
        wakers.delete(id);
        line.send({ say: 'cancel', id });
      },
    };
  };
  const nowAt = (): Instant => now ?? 0;
  return {
    now: nowAt,
    wall: nowAt,
    sleepUntil: (at, signal) =>
      at <= nowAt() && signal?.aborted !== true ? Promise.resolve() : sleep(signal, lieDown(at), change),
    async task(work) {
      change(1);
      try {
        return await work();
      } finally {
        change(-1);
      }
    },
    async standBy(work) {
      change(-1);
      try {
        return await work;
      } finally {
        change(1);
      }
    },
  };
}
