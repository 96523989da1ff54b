import type { SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { SECOND_MS } from '#core/time.ts';

/** So many seconds and a piece of work is thought never to end. */
const mostSeconds = 10_000;

/**
 * Does pieces of work side by side in simulated time: whenever all of them sleep, time goes on,
 * second by second, each sleeper waking at its own instant.
 * A piece that sleeps in two places at once would be counted wrong: make it two.
 */
export async function driven<T>(time: SimulatedTime, ...works: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  let isOver = false;
  const result = Promise.all(works.map((work) => time.task(work))).finally(() => {
    isOver = true;
  });
  result.catch(() => undefined);
  for (let seconds = 0; seconds < mostSeconds; seconds += 1) {
    await time.moveTo(time.now());
    if (isOver) return result;
    await time.moveTo(time.now() + SECOND_MS);
  }
  throw new Error('it sleeps for ever');
}

/** One piece of work alone. @see driven */
export async function drivenAlone<T>(time: SimulatedTime, work: () => Promise<T>): Promise<T> {
  const [result] = await driven(time, work);
  return result as T;
}
