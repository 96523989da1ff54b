/**
 * What one desk told of and was not yet brought up to date. A place in a list may be remembered together with this: what
 * lies before the place is done, or stands here.
 */
export interface Arrears {
  /** These have to be looked at again, whatever was done before. */
  tell(ids: readonly string[]): void;
  /** To be asked when a run begins, and given back at its end. */
  begin(): number;
  /** A run ended; `isWhole`: the ticket lacks nothing that only this process knows of. */
  end(id: string, begun: number, isWhole: boolean): void;
  isOwed(id: string): boolean;
  /** Resolves once fewer than `count` of those told wait for their first run. */
  below(count: number, signal: AbortSignal): Promise<void>;
  /** What is owed, oldest first. */
  owed(): readonly string[];
  /** What of it waits for its first run. */
  untried(): readonly string[];
}

export function createArrears(): Arrears {
  /** By id, and when it was told last: a run that began before that does not settle it. */
  const told = new Map<string, number>();
  const untried = new Set<string>();
  let turn = 0;
  let waiters: (() => void)[] = [];
  return {
    tell(ids) {
      turn += 1;
      for (const id of ids) {
        told.set(id, turn);
        untried.add(id);
      }
    },
    begin: () => turn,
    end(id, begun, isWhole) {
      if (!isWhole) told.set(id, told.get(id) ?? turn);
      else if ((told.get(id) ?? 0) <= begun) told.delete(id);
      untried.delete(id);
      for (const resolve of waiters.splice(0)) resolve();
    },
    isOwed: (id) => told.has(id),
    async below(count, signal) {
      while (untried.size >= count && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const go = (): void => {
            signal.removeEventListener('abort', go);
            resolve();
          };
          waiters.push(go);
          signal.addEventListener('abort', go, { once: true });
        });
      }
    },
    owed: () => [...told.keys()],
    untried: () => [...untried],
  };
}
