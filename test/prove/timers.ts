/**
 * Libraries put off work by timers of a millisecond or none. In a simulation those are turns of the machine's loop, so
 * that nothing depends on how fast the machine is; longer timers are none of its business and stay as they are.
 */
const shortMs = 5;
const later = globalThis.setTimeout;
const forget = globalThis.clearTimeout;
const waiting = new Set<unknown>();

/** Whether work that was put off for no time is still to come. */
export function isPutOff(): boolean {
  return waiting.size > 0;
}

export function takeShortTimers(): void {
  const soon = (work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): unknown => {
    if (ms !== undefined && ms > shortMs) return later(work, ms, ...args);
    const turn = setImmediate(() => {
      waiting.delete(turn);
      work(...args);
    });
    waiting.add(turn);
    return turn;
  };
  const dropped = (timer: unknown): void => {
    if (waiting.delete(timer)) clearImmediate(timer as NodeJS.Immediate);
    else forget(timer as NodeJS.Timeout);
  };
  globalThis.setTimeout = soon as unknown as typeof setTimeout;
  globalThis.clearTimeout = dropped as unknown as typeof clearTimeout;
}
