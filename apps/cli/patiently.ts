import { HOUR_MS, SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';

/** Asked so often, half a minute apart and more where a helpdesk says so: about ten minutes, our choice. */
const mostTries = 20;
const pauseMs = 30 * SECOND_MS;

/**
 * Asks a helpdesk again that does not answer for a while: what has taken hours is not lost by a minute.
 *
 * @throws {IntegrationError} what asking again does not mend, or did not
 */
export async function patiently<T>(ask: () => Promise<T>, time: Pick<Timekeeper, 'now' | 'sleepUntil'>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (cause) {
      if (!(cause instanceof IntegrationError && cause.retryable) || tries === mostTries) throw cause;
      const waitMs = Math.min(Math.max(cause.retryAfterMs ?? 0, pauseMs), HOUR_MS);
      await time.sleepUntil(time.now() + waitMs);
    }
  }
}
