import type { SandboxState } from '../model.ts';
import { keyOf } from './happening.ts';
import type { Happening } from './happening.ts';

/** Which ticket the page shows while the visitor has not chosen one, and why it is worth staying with. */
export interface Followed {
  readonly key: string;
  readonly weight: number;
  /** Visitor's own time since when it is shown. */
  readonly sinceMs: number;
}

/** Long enough to read a complaint and look at its alert. */
const stayMs = 9_000;

/**
 * The ticket to show next. The first complaint is taken at once; after that a ticket is left only for news that weigh at
 * least as much, and not before it could be read.
 */
export function follow(
  current: Followed | undefined,
  news: readonly Happening[],
  state: SandboxState,
  nowMs: number,
): Followed | undefined {
  const latest = news.filter(({ ticket }) => ticket !== undefined).reduce<Happening | undefined>(heavier, undefined);
  if (latest?.ticket !== undefined) {
    const next = { key: latest.ticket, weight: latest.weight, sinceMs: nowMs };
    if (current === undefined) return next;
    if (next.key === current.key) return { ...current, weight: Math.max(current.weight, next.weight) };
    const readable = nowMs - current.sinceMs >= stayMs;
    if (next.weight >= 2 && (current.weight < 2 || (readable && next.weight >= current.weight))) return next;
    return current;
  }
  if (current !== undefined) return current;
  const newest = state.tickets.at(-1);
  return newest === undefined ? undefined : { key: keyOf(newest), weight: 0, sinceMs: nowMs };
}

function heavier(best: Happening | undefined, one: Happening): Happening {
  return best === undefined || one.weight >= best.weight ? one : best;
}
