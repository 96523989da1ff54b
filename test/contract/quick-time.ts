import { createRealTime } from '#apps/runtime/real-time.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/** Real time, `factor` times as fast, from `startAt` on: a second's wait takes a fiftieth, and the network its usual time. */
export function createQuickTime(startAt: Instant = Date.UTC(2026, 10, 23, 9), factor = 50): Timekeeper {
  const real = createRealTime();
  const begun = real.now();
  return {
    now: () => startAt + (real.now() - begun) * factor,
    sleepUntil: (at, signal) => real.sleepUntil(begun + Math.ceil((at - startAt) / factor), signal),
    task: (work) => real.task(work),
  };
}
