import type { Timekeeper } from './contract.ts';

/**
 * Does pieces of work at once: each counts as in hand for itself, and whoever asked for them stands by meanwhile, so that
 * one who waits in two places is not taken for two who sleep. Rejects with the first that fails.
 */
export async function sideBySide<Works extends readonly (() => Promise<unknown>)[]>(
  time: Timekeeper,
  works: Works,
): Promise<{ [index in keyof Works]: Awaited<ReturnType<Works[index]>> }> {
  const all = Promise.all(works.map((work) => time.task(work)));
  return (await time.standBy(all)) as { [index in keyof Works]: Awaited<ReturnType<Works[index]>> };
}
