import type { Instant } from '../time.ts';

/** What is held of tickets: of each its last state, and once, for an export tells a ticket each time that it changed. */
export interface LastStates<Held> {
  /**
   * Holds a state, unless a later one of its ticket is held; `read` is asked only where it is not. Of two of the same
   * instant, or of none, the one told later counts.
   *
   * @param ticket `undefined` for one that cannot be told from others: it is held beside them
   */
  add(ticket: string | undefined, updatedAt: Instant | undefined, read: () => Held): void;
  /** In the order in which the tickets were first told. */
  held(): readonly Held[];
  /** How many states gave way to a later one. */
  repeated(): number;
}

/** Nothing is held yet. */
export function createLastStates<Held>(): LastStates<Held> {
  const states = new Map<string | symbol, { readonly updatedAt: Instant; readonly held: Held }>();
  let repeated = 0;
  return {
    add(ticket, updatedAt = -Infinity, read) {
      const key = ticket ?? Symbol();
      const before = states.get(key);
      if (before !== undefined) repeated += 1;
      if (before === undefined || before.updatedAt <= updatedAt) states.set(key, { updatedAt, held: read() });
    },
    held: () => [...states.values()].map(({ held }) => held),
    repeated: () => repeated,
  };
}
