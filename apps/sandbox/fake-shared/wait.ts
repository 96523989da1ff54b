import type { Response } from 'express';

import { DAY_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/** Nothing is waited for longer. */
const longestWaitMs = DAY_MS;

/** How long a caller is kept, and by what that ends. */
export interface Wait {
  readonly ms: number;
  /** Whether it is waited for although the caller has gone: a late call still arrives. */
  readonly outlivesCaller: boolean;
  /** Aborted when the fake is closed. */
  readonly life: AbortSignal;
}

/**
 * Keeps a caller waiting; resolves, without complaint, also when the fake is closed.
 *
 * Whoever called holds a simulated time still until it is answered, and would hold it for ever here. So this sleep is in
 * no task of ours and stands against the caller's; once the caller has gone, it stands against one of our own.
 */
export async function keepWaiting(response: Response, time: Timekeeper, wait: Wait): Promise<void> {
  const gone = new AbortController();
  const signal = AbortSignal.any([wait.life, gone.signal]);
  const slept = time.sleepUntil(time.now() + Math.min(wait.ms, longestWaitMs), signal).catch(() => undefined);
  const onGone = (): void => {
    if (wait.outlivesCaller) void time.task(() => slept);
    else gone.abort();
  };
  response.once('close', onGone);
  await slept;
  response.off('close', onGone);
}
