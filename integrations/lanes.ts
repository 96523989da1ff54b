import type { Instant } from '#core/time.ts';
import type { Timekeeper } from './contract.ts';

/** Until when each lane is held; a lane that is free is not remembered. */
export interface Lanes {
  /** 0 where it is free. */
  heldUntil(lane: string): Instant;
  /** Not before `untilAt`; an earlier hold that lasts longer stands. */
  hold(lane: string, untilAt: Instant): void;
}

export function createLanes(time: Timekeeper): Lanes {
  const freeAt = new Map<string, Instant>();
  return {
    heldUntil(lane) {
      const at = freeAt.get(lane) ?? 0;
      if (at > time.now()) return at;
      freeAt.delete(lane);
      return 0;
    },
    hold(lane, untilAt) {
      for (const [other, at] of freeAt) if (at <= time.now()) freeAt.delete(other);
      freeAt.set(lane, Math.max(freeAt.get(lane) ?? 0, untilAt));
    },
  };
}
