import type { Timekeeper } from '#integrations/contract.ts';

/**
 * Waits for `work`, but no longer than `limitMs` of the timekeeper's time; the work goes on either way.
 *
 * @returns whether it settled in time
 */
export async function within(time: Timekeeper, limitMs: number, work: Promise<unknown>): Promise<boolean> {
  const done = new AbortController();
  const settled = work.then(
    () => true,
    () => true,
  );
  // A task of its own that sleeps: while it does, whoever waits for the work still counts as in hand.
  const late = time
    .task(() => time.sleepUntil(time.now() + limitMs, done.signal))
    .then(
      () => false,
      () => true,
    );
  try {
    return await Promise.race([settled, late]);
  } finally {
    done.abort();
  }
}
