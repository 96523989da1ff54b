import type { Instant } from '#core/time.ts';
import type { FreshdeskCalls } from './calls.ts';
import type { ChangesCursor } from './cursor.ts';
import { goneEveryMs, pagesPerStep } from './limits.ts';
import { pageOf } from './list-tickets.ts';
import type { RawRow } from './payload.ts';
import { readRows } from './payload.ts';
import { queryOf, startWalk, step } from './walk.ts';

const filters = { changed: {}, deleted: { filter: 'deleted' }, spam: { filter: 'spam' } } as const;

export function startOfChanges(sinceAt: Instant): ChangesCursor {
  const walk = startWalk(sinceAt);
  return { changed: walk, deleted: walk, spam: walk, goneAt: 0, open: [] };
}

/**
 * Some pages of what changed: tickets in the order of their last change, and now and then those that were deleted or
 * marked as spam, which no other list tells of.
 */
export async function nextChanges(
  calls: FreshdeskCalls,
  from: ChangesCursor,
  { now, signal }: { readonly now: Instant; readonly signal: AbortSignal },
): Promise<{ readonly rows: readonly RawRow[]; readonly cursor: ChangesCursor; readonly more: boolean }> {
  const isDue = now - from.goneAt >= goneEveryMs;
  let open = from.open;
  if (open.length === 0) open = isDue ? ['changed', 'deleted', 'spam'] : ['changed'];
  let cursor: ChangesCursor = open.includes('spam') && from.open.length === 0 ? { ...from, goneAt: now } : from;
  const rows: RawRow[] = [];
  for (let pages = 0; pages < pagesPerStep && open[0] !== undefined; pages += 1) {
    const [list] = open;
    const query = { ...filters[list], ...queryOf(cursor[list]) };
    const { body, at } = await pageOf(calls, { path: 'tickets', query, lane: 'list', now }, signal);
    const { fresh, walk, isEnd } = step(cursor[list], readRows(body), at);
    rows.push(...fresh);
    cursor = { ...cursor, [list]: walk };
    if (isEnd) open = open.slice(1);
  }
  return { rows, cursor: { ...cursor, open }, more: open.length > 0 };
}
