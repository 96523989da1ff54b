/** Chance that a seed decides. */
export interface Random {
  /** 0 or more, less than 1. */
  next(): number;
  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number;
  /** True once in `1 / share` times. */
  chance(share: number): boolean;
  of<T>(things: readonly T[]): T;
}

/** The mulberry32 generator: 32 bits of state, good enough to shuffle with. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
    of: (things) => things[Math.floor(next() * things.length)]!,
  };
}
