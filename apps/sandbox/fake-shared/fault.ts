/** Which requests are meant; absent parts match everything. */
export interface Match {
  /** Upper or lower case. For Slack the Web API's method. */
  readonly method?: string | undefined;
  /** Looked for in the path with its query. */
  readonly pathIncludes?: string | undefined;
}

/** Whether a request is one of those meant. */
export function matches(match: Match, method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method.toUpperCase()) return false;
  return match.pathIncludes === undefined || path.includes(match.pathIncludes);
}

export const faultKinds = [
  'latency',
  '429',
  '429-without-retry-after',
  '500-before',
  '500-after',
  '502',
  '503',
  'hang',
  'conflict',
  'half-answer',
  'reset',
  'stale-search',
] as const;
/**
 * What goes wrong with a request.
 *
 * - `latency`: it is done `ms` later, even if the caller has gone
 * - `500-before`, `500-after`: nothing was done; all was done
 * - `502`: a gateway's page, nothing done. `503`: the same with `Retry-After`, `ms` (five seconds)
 * - `hang`: no answer; after `ms` (ten minutes) the connection is cut. `reset`: cut at once
 * - `half-answer`: done, and the answer breaks off in the middle
 * - `conflict`: a database collision, 409, nothing done
 * - `stale-search`: the search index is `ms` behind (two minutes)
 */
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly match: Match;
  readonly kind: FaultKind;
  /** How many requests it strikes; once unless said otherwise, `Infinity` for always. */
  readonly times?: number | undefined;
  readonly ms?: number | undefined;
  /** For `hang` and `reset`: whether the work is done first. Not unless said otherwise. */
  readonly after?: boolean | undefined;
  /** For `half-answer`: whether the answer comes in chunks and says no length. Not unless said otherwise. */
  readonly chunked?: boolean | undefined;
}

/** What befalls one request: how late it arrives, and what goes wrong then. */
export interface Strike {
  readonly lateMs: number;
  readonly fault: Fault | undefined;
}
