import type { ChildProcess } from 'node:child_process';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Follower, SimulatedTime } from './simulated-time.ts';

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
  const counts = new Map<number, (awake: number) => void>();
  let changes: (() => void)[] = [];
  let lastCount = 0;
  let settledSinceCount = false;
  let gone = false;
  const tell = (message: ToFollower): void => {
    if (!gone && child.connected) child.send(message, () => undefined);
  };
  const hear = (message: ToLeader): void => {
    switch (message.say) {
      case 'sleep':
        sleepers.set(
          message.id,
          time.sleeper(message.at, () => {
            sleepers.delete(message.id);
            tell({ say: 'wake', id: message.id, at: time.now() });
          }),
        );
        break;
      case 'cancel':
        sleepers.get(message.id)?.cancel();
        sleepers.delete(message.id);
        break;
      case 'counted':
        counts.get(message.id)?.(message.awake);
        counts.delete(message.id);
        break;
      case 'settled':
        settledSinceCount = true;
        for (const resolve of changes.splice(0)) resolve();
        break;
    }
  };
  const follower: Follower = {
    awake: () =>
      new Promise((resolve) => {
        if (gone || !child.connected) {
          resolve(0);
          return;
        }
        lastCount += 1;
        settledSinceCount = false;
        counts.set(lastCount, resolve);
        // The count must be of the present instant, whatever moved since the last wake.
        tell({ say: 'now', at: time.now() });
        tell({ say: 'count', id: lastCount });
      }),
    change: () => (settledSinceCount || gone ? Promise.resolve() : new Promise((resolve) => changes.push(resolve))),
  };
  const unfollow = time.follow(follower);
  const end = (): void => {
    if (gone) return;
    gone = true;
    unfollow();
    child.off('message', hear);
    for (const sleeper of sleepers.values()) sleeper.cancel();
    for (const resolve of counts.values()) resolve(0);
    for (const resolve of changes.splice(0)) resolve();
  };
  child.on('message', hear);
  child.once('exit', end);
  child.once('disconnect', end);
  tell({ say: 'now', at: time.now() });
  return end;
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
  const sleepers = new Map<number, () => void>();
  let known: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    known = resolve;
  });
  const settled = (): void => {
    if (awake <= 0) line.send({ say: 'settled' });
  };
  line.onMessage((message) => {
    switch (message.say) {
      case 'now':
        now = Math.max(now ?? message.at, message.at);
        known();
        break;
      case 'wake':
        now = Math.max(now ?? message.at, message.at);
        sleepers.get(message.id)?.();
        break;
      case 'count':
        // What has resolved by now runs on before it is counted.
        setImmediate(() => line.send({ say: 'counted', id: message.id, awake }));
        break;
    }
  });
  await first;
  const nowAt = (): Instant => now ?? 0;
  return {
    now: nowAt,
    sleepUntil: (at, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason as Error);
          return;
        }
        if (at <= nowAt()) {
          resolve();
          return;
        }
        lastId += 1;
        const id = lastId;
        awake -= 1;
        const back = (end: () => void) => () => {
          awake += 1;
          sleepers.delete(id);
          signal?.removeEventListener('abort', onAbort);
          end();
        };
        const onAbort = back(() => {
          line.send({ say: 'cancel', id });
          reject(signal?.reason as Error);
        });
        sleepers.set(id, back(resolve));
        signal?.addEventListener('abort', onAbort, { once: true });
        line.send({ say: 'sleep', id, at });
        settled();
      }),
    async task(work) {
      awake += 1;
      try {
        return await work();
      } finally {
        awake -= 1;
        settled();
      }
    },
  };
}
