/** Calls `act` once after `delayMs` of the visitor's own time. @returns forgets it */
export function after(delayMs: number, act: () => void): () => void {
  const timer = setTimeout(act, delayMs);
  return () => {
    clearTimeout(timer);
  };
}

/** Milliseconds of the visitor's own time since the page was opened. */
export function sinceOpenedMs(): number {
  return performance.now();
}

/**
 * Work that is asked for often and done seldom: one at a time, `gapMs` apart, and once more when it was asked for
 * meanwhile. `work` must not reject.
 */
export function createPump(
  work: () => Promise<void>,
  gapMs: number,
): { readonly ask: () => void; readonly stop: () => void } {
  let busy = false;
  let asked = false;
  let forget = (): void => undefined;
  const turn = (): void => {
    asked = false;
    busy = true;
    void work().finally(() => {
      forget = after(gapMs, () => {
        busy = false;
        if (asked) turn();
      });
    });
  };
  return {
    ask() {
      asked = true;
      if (!busy) turn();
    },
    stop() {
      busy = true;
      forget();
    },
  };
}
