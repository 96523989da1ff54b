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

/** Writes down that these were refused, once more. @param pauseOf  how long to wait after so many times in a row, ms */
export function noteRefused(
  keys: readonly string[],
  { code, pauseOf }: { readonly code: string; readonly pauseOf: (times: number) => number },
  { refused, time }: On,
): Refused {
  const now = time.now();
  const times = Math.max(0, ...keys.map((key) => refused.get(key)?.times ?? 0)) + 1;
  const one: Refused = { until: now + pauseOf(times), times, code };
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
