import type { Timekeeper } from './contract.ts';

/**
 * Does a piece of work that must end within a time limit, by the clock everything else goes by: its signal is aborted
 * with `timedOut` when the limit passes, and with the caller's own reason when the caller gives up.
 *
 * Whoever does this within a task of the timekeeper's stays in hand, although the limit is slept on beside the work: a
 * simulated time stands still until the answer is there, and passes only where the one who is asked sleeps, too.
 */
export async function withinLimit<T>(
  time: Timekeeper,
  limitMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const finished = new AbortController();
  const limit = new AbortController();
  const alarm = time.sleepUntil(time.now() + limitMs, finished.signal).then(
    () => limit.abort(timedOut),
    () => undefined,
  );
  try {
    // A task of its own makes up for the sleep of the alarm.
    return await time.task(() => work(AbortSignal.any([signal, limit.signal])));
  } finally {
    finished.abort(isOver);
    await alarm;
  }
}

/** One for all: an abort without a reason makes an error with a stack, for each request. */
const isOver = new Error('it is over');

/** Why the signal of work was aborted that took longer than it may. */
export const timedOut: Error = new Error('took longer than it may');
