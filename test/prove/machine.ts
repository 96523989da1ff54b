import type { Instant } from '#core/time.ts';
import { createForwardClock } from '#apps/runtime/real-time.ts';
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
  readonly isPaused: boolean;
  /** Its clock is set off by so much, from now on. */
  jump(ms: number): void;
  /**
   * What is to be let go when the life it belongs to is over; answers how to take that back. A signal made of others is
   * kept for ever while somebody listens to it, and whoever is dead waits for ever.
   */
  atDeath(life: object, lets: () => void): () => void;
  /** The machine's own idea of the time in one of its lives. */
  timeOf(life: object): Timekeeper;
}

/** @param skewAtFirstMs  by how much the machine's clock is ahead of the truth, until it jumps */
export function createMachine(name: string, scheduler: Scheduler, skewAtFirstMs: number): Machine {
  let skewMs = skewAtFirstMs;
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
    get isPaused() {
      return scheduler.now() < pausedUntil;
    },
    jump(ms) {
      skewMs += ms;
    },
    timeOf(given) {
      const now = createForwardClock(
        () => scheduler.now() + skewMs,
        () => scheduler.now(),
      );
      return {
        now,
        wall: () => scheduler.now() + skewMs,
        sleepUntil: (at, signal) =>
          new Promise((resolve, reject) => {
            if (signal?.aborted === true) {
              reject(signal.reason as Error);
              return;
            }
            let cancel: () => void = () => undefined;
            const give = (): void => {
              cancel();
              kept();
              reject(signal?.reason as Error);
            };
            const kept = atDeath(given, () => signal?.removeEventListener('abort', give));
            signal?.addEventListener('abort', give, { once: true });
            // A timer runs on whatever the clock is set to; when it ends the clock is asked.
            const arm = (): void => {
              cancel = scheduler.at(scheduler.now() + Math.max(0, at - now()), () =>
                reach(given, () => {
                  if (now() < at) {
                    arm();
                    return;
                  }
                  kept();
                  signal?.removeEventListener('abort', give);
                  resolve();
                }),
              );
            };
            arm();
          }),
        task: (work) => work(),
        standBy: (work) => work,
      };
    },
  };
}
