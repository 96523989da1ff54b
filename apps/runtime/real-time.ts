import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/**
 * Longer waits are taken in steps: timers know nothing of a clock that is set ahead, and stand still while the machine is
 * suspended.
 */
const longestTimerMs = 10_000;

/** The clocks of a machine. */
interface Clocks {
  /** ms since 1970, which may be set */
  readonly wall: () => number;
  /** ms since whenever, which nobody sets, and which may stand still while the machine is suspended */
  readonly steady: () => number;
}

const machineClocks: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

/** The one place that asks the machine what time it is and waits on it. */
export function createRealTime({ wall, steady }: Clocks = machineClocks): Timekeeper {
  const now = createForwardClock(wall, steady);
  return {
    now,
    wall,
    sleepUntil: (at, signal) => sleepUntil(now, at, signal),
    task: async (work) => await work(),
    standBy: (work) => work,
  };
}

/**
 * The machine's clock as far as it goes forward: one that is set back, as clocks are that were ahead, does not take us
 * along, and one that is set ahead, or ran on while the machine was suspended, does. So a claim never seems younger than
 * it is.
 *
 * @param wall    ms since 1970, which may be set
 * @param steady  ms since whenever, which nobody sets
 */
export function createForwardClock(wall: () => number, steady: () => number): () => Instant {
  let ahead = wall() - steady();
  return () => {
    const ran = steady();
    ahead = Math.max(ahead, wall() - ran);
    return Math.floor(ran + ahead);
  };
}

function sleepUntil(now: () => Instant, at: number, signal?: AbortSignal): Promise<void> {
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
      const leftMs = at - now();
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
