import type { Instant } from '#core/time.ts';
import type { Timekeeper } from './contract.ts';

/** Rings at the earliest instant it was set to, in a task of its own. */
export interface Alarm {
  /** May ring earlier than set, never later; `Infinity` takes it back. */
  set(at: Instant): void;
}

export function createAlarm(time: Timekeeper, ring: () => void): Alarm {
  let set: { readonly at: Instant; readonly off: AbortController } | undefined;
  return {
    set(at) {
      // One that rings too early finds out when to ring again.
      if (set !== undefined && set.at <= at && at !== Infinity) return;
      set?.off.abort(new Error('set anew'));
      set = undefined;
      if (at === Infinity) return;
      const off = new AbortController();
      set = { at, off };
      void time.task(async () => {
        try {
          await time.sleepUntil(at, off.signal);
        } catch {
          return;
        }
        if (off.signal.aborted) return;
        set = undefined;
        ring();
      });
    },
  };
}
