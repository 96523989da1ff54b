import { createRealTime } from '#apps/runtime/real-time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/** The machine's time, so many times as fast since `origin`; two threads that are given the same ones agree. */
export function createHurriedTime(origin: number, factor: number): Timekeeper {
  const real = createRealTime();
  return {
    ...real,
    now: () => origin + (real.now() - origin) * factor,
    sleepUntil: (at, signal) => real.sleepUntil(origin + Math.ceil((at - origin) / factor), signal),
  };
}
