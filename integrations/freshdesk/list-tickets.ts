import type { Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { FreshdeskCalls, Lane } from './calls.ts';
import { staleCursor } from './cursor.ts';

/** One page of a list or a search, and the account's time of it. A list that is not there is a place not known any more. */
export async function pageOf(
  calls: FreshdeskCalls,
  list: {
    readonly path: string;
    readonly query: Readonly<Record<string, string | number>>;
    readonly lane: Lane;
    readonly now: Instant;
  },
  signal: AbortSignal,
): Promise<{ readonly body: unknown; readonly at: Instant }> {
  try {
    const { body, at } = await calls.get(list.path, list.query, { lane: list.lane, signal });
    return { body, at: at ?? list.now };
  } catch (cause) {
    if (cause instanceof IntegrationError && cause.reason === 'not-found') throw staleCursor(cause.status);
    throw cause;
  }
}
