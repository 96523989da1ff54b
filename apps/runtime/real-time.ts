import type { Timekeeper } from '#integrations/contract.ts';

/** Longer than this and Node fires at once (it keeps the delay in 31 bits): longer waits are taken in steps. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's own time, and what is still in hand, so that a shutdown can wait for it. */
export interface RealTime extends Timekeeper {
  /** Resolves once no task is in hand. */
  idle(): Promise<void>;
}

/** The one place that asks the machine what time it is and waits on it. */
export function createRealTime(): RealTime {
  let inHand = 0;
  let waiters: (() => void)[] = [];
  const leave = (): void => {
    inHand -= 1;
    if (inHand > 0) return;
    for (const resolve of waiters) resolve();
    waiters = [];
  };
  return {
    now: () => Date.now(),
    sleepUntil,
    async task(work) {
      inHand += 1;
      try {
        return await work();
      } finally {
        leave();
      }
    },
    standBy: (work) => work,
    idle: async () => {
      if (inHand > 0) await new Promise<void>((resolve) => waiters.push(resolve));
    },
  };
}

function sleepUntil(at: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    let timer: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    // A timer may fire up to two milliseconds early: it is looked at again, never trusted.
    const arm = (): void => {
      const leftMs = at - Date.now();
      if (leftMs <= 0) {
        signal?.removeEventListener('abort', onAbort);
        resolve();
        return;
      }
      timer = setTimeout(arm, Math.min(Math.max(1, Math.ceil(leftMs)), longestTimerMs));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    arm();
  });
}
