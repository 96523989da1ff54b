import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Scheduler } from './scheduler.ts';

/** A machine on which the product lives, dies and lives again with nothing kept, and which may stop for a while. */
export interface Machine {
  readonly name: string;
  /** The life it is in; `undefined` while it is dead. */
  readonly life: object | undefined;
  begin(): object;
  /** Whatever was under way stays under way, and nobody waits for it any more. */
  crash(): void;
  /** Lets something reach a life, once its machine runs again; never if that life is over. */
  reach(life: object, does: () => void): void;
  pauseFor(ms: number): void;
  /**
   * What is to be let go when the life it belongs to is over; answers how to take that back. A signal made of others is
   * kept for ever while somebody listens to it, and whoever is dead waits for ever.
   */
  atDeath(life: object, lets: () => void): () => void;
  /** The machine's own idea of the time in one of its lives. */
  timeOf(life: object): Timekeeper;
}

/** @param skewMs  by how much the machine's clock is ahead of the truth, all the time */
export function createMachine(name: string, scheduler: Scheduler, skewMs: number): Machine {
  let life: object | undefined;
  let pausedUntil: Instant = 0;
  const letGo = new Set<() => void>();
  const atDeath: Machine['atDeath'] = (given, lets) => {
    if (given === life) letGo.add(lets);
    return () => letGo.delete(lets);
  };
  const reach = (given: object, does: () => void): void => {
    if (given !== life) return;
    if (scheduler.now() >= pausedUntil) does();
    else scheduler.at(pausedUntil, () => reach(given, does));
  };
  return {
    name,
    get life() {
      return life;
    },
    begin() {
      life = {};
      pausedUntil = 0;
      return life;
    },
    crash() {
      life = undefined;
      for (const lets of letGo) lets();
      letGo.clear();
    },
    reach,
    atDeath,
    pauseFor(ms) {
      pausedUntil = Math.max(pausedUntil, scheduler.now() + ms);
    },
    timeOf: (given) => ({
      now: () => scheduler.now() + skewMs,
      sleepUntil: (at, signal) =>
        new Promise((resolve, reject) => {
          if (signal?.aborted === true) {
            reject(signal.reason as Error);
            return;
          }
          const cancel = scheduler.at(at - skewMs, () =>
            reach(given, () => {
              listenNoMore();
              resolve();
            }),
          );
          const give = (): void => {
            cancel();
            kept();
            reject(signal?.reason as Error);
          };
          const kept = atDeath(given, () => signal?.removeEventListener('abort', give));
          const listenNoMore = (): void => {
            kept();
            signal?.removeEventListener('abort', give);
          };
          signal?.addEventListener('abort', give, { once: true });
        }),
      task: (work) => work(),
      standBy: (work) => work,
    }),
  };
}
