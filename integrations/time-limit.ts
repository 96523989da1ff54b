import type { Timekeeper } from './contract.ts';

/**
 * Does a piece of work that must end within a time limit, by the clock everything else goes by: its signal is aborted
 * with `timedOut` when the limit passes, and with the caller's own reason when the caller gives up.
 *
 * The work counts as in hand although the limit is being slept on beside it: a simulated time stands still for it.
 */
export async function withinLimit<T>(
  time: Timekeeper,
  limitMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return time.task(async () => {
    const finished = new AbortController();
    const limit = new AbortController();
    const alarm = time.sleepUntil(time.now() + limitMs, finished.signal).then(
      () => limit.abort(timedOut),
      () => undefined,
    );
    try {
      return await time.task(() => work(AbortSignal.any([signal, limit.signal])));
    } finally {
      finished.abort();
      await alarm;
    }
  });
}

/** Why the signal of work was aborted that took longer than it may. */
export const timedOut: Error = new Error('took longer than it may');
