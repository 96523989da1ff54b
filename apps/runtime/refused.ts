import { HOUR_MS, type Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/** What was refused `times` times in a row; nobody tries again before `until`. */
export interface Refused {
  readonly until: Instant;
  readonly times: number;
  readonly code: string;
}

/** By effect's key. */
interface On {
  readonly refused: Map<string, Refused>;
  readonly time: Pick<Timekeeper, 'now'>;
}

/** Whoever wants something still comes back for it when its time has come; after so long nobody wants it any more. */
const forgottenAfterMs = HOUR_MS;

interface Refusal {
  readonly code: string;
  /** What the other side asked for; without it, each wait is twice the one before. */
  readonly retryAfterMs?: number | undefined;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** Writes down that these were refused, once more, and until when. */
export function noteRefused(
  keys: readonly string[],
  { code, retryAfterMs, firstPauseMs, longestPauseMs }: Refusal,
  { refused, time }: On,
): Refused {
  const now = time.now();
  const times = Math.max(0, ...keys.map((key) => refused.get(key)?.times ?? 0)) + 1;
  const pauseMs = retryAfterMs ?? Math.min(firstPauseMs * 2 ** (times - 1), longestPauseMs);
  const one: Refused = { until: now + pauseMs, times, code };
  for (const key of keys) {
    refused.delete(key);
    refused.set(key, one);
  }
  for (const [key, { until }] of refused) {
    if (until + forgottenAfterMs > now) break;
    refused.delete(key);
  }
  return one;
}
