/** Numbers that look drawn at random, from 0 up to but not 1; the same ones in every run. */
export type Random = () => number;

/** @param seed  any whole number; each makes a row of its own */
export function createRandom(seed: number): Random {
  // A xorshift never leaves zero, and small seeds begin alike: spread them first.
  let state = (Math.imul(seed | 0, 0x9e3779b1) ^ 0x5bd1e995) | 0 || 1;
  const draw = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 8; warmUp += 1) draw();
  return draw;
}

/** From `from` to `to`, both included, in whole numbers; or one number that is always drawn. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function drawFrom(range: number | Range, random: Random): number {
  if (typeof range === 'number') return range;
  return range.from + Math.floor(random() * (range.to - range.from + 1));
}

/** @throws {RangeError} where there is none */
export function pick<T>(list: readonly T[], random: Random): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError('there is nothing to choose from');
  return found;
}
