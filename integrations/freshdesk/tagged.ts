import type { Instant } from '#core/time.ts';
import { DAY_MS } from '#core/time.ts';
import type { FreshdeskCalls } from './calls.ts';
import type { TaggedCursor } from './cursor.ts';
import { closedSoughtMs, lastSearchPage, maxTold, requestsPerStep, searchPageSize } from './limits.ts';
import { pageOf } from './list-tickets.ts';
import type { RawRow } from './payload.ts';
import { readFound, readRows } from './payload.ts';
import { queryOf, startWalk, step } from './walk.ts';

type Todo = TaggedCursor['todo'][number];
type Days = NonNullable<Todo['days']>;

/** No ticket is older: Freshdesk began in 2011. */
const firstDay = '2011-01-01';

export const startOfTagged: TaggedCursor = { todo: [{ page: 1 }] };

interface Sought {
  /** Whole, with our prefix. */
  readonly tag: string;
  readonly now: Instant;
  readonly signal: AbortSignal;
}

/**
 * Some requests' worth of the tickets that carry a tag.
 *
 * A search gives 300 tickets and no more. Where there are more, it is cut in two by the days on which the tickets were
 * made; where too many were made on one day, everything changed since that day is walked through instead. Tickets closed
 * long ago are not sought: they keep their tags for ever.
 */
export async function nextTagged(
  calls: FreshdeskCalls,
  from: TaggedCursor,
  sought: Sought,
): Promise<{ readonly rows: readonly RawRow[]; readonly cursor: TaggedCursor | undefined }> {
  let todo: readonly Todo[] = from.todo;
  const rows = new Map<string, RawRow>();
  for (let requests = 0; requests < requestsPerStep; requests += 1) {
    const [first, ...rest] = todo;
    if (first === undefined) break;
    const done = first.walk === undefined ? await search(calls, first, sought) : await walkOn(calls, first, sought);
    for (const row of done.rows) rows.set(row.id, row);
    todo = [...done.left, ...rest];
  }
  return { rows: [...rows.values()], cursor: todo.length === 0 ? undefined : { todo } };
}

interface Done {
  readonly rows: readonly RawRow[];
  readonly left: readonly Todo[];
}

async function search(calls: FreshdeskCalls, { days, page }: Todo, sought: Sought): Promise<Done> {
  const query = { query: `"${conditions(days, sought)}"`, page };
  const list = { path: 'search/tickets', query, lane: 'search', now: sought.now } as const;
  const { body, at } = await pageOf(calls, list, sought.signal);
  const { total, results } = readFound(body);
  if (total > lastSearchPage * searchPageSize) return { rows: [], left: narrower(days, at) };
  const isLast = page >= lastSearchPage || page * searchPageSize >= total;
  const rows = results.filter((row) => isSought(row, days, sought.tag));
  return { rows, left: isLast ? [] : [{ days, page: page + 1 }] };
}

/** Days have no zone here: one more is asked for at either end, and what is outside is left out afterwards. */
function conditions(days: Days | undefined, { tag, now }: Sought): string {
  const lately = dayOf(now - closedSoughtMs);
  const made =
    days === undefined ? '' : ` AND created_at:>'${dayAfter(days.from, -1)}' AND created_at:<'${dayAfter(days.to, 1)}'`;
  return `tag:'${tag}' AND (status:<4 OR status:>6 OR updated_at:>'${lately}')${made}`;
}

function narrower(days: Days | undefined, at: Instant): readonly Todo[] {
  const { from, to } = days ?? { from: firstDay, to: dayOf(at + DAY_MS) };
  const count = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (count <= 1) return [{ days: { from, to }, page: 1, walk: startWalk(Date.parse(from)) }];
  const middle = dayAfter(from, Math.floor(count / 2));
  return [
    { days: { from: middle, to }, page: 1 },
    { days: { from, to: middle }, page: 1 },
  ];
}

async function walkOn(calls: FreshdeskCalls, todo: Todo, { tag, now, signal }: Sought): Promise<Done> {
  const { walk = startWalk(0) } = todo;
  const { body, at } = await pageOf(calls, { path: 'tickets', query: queryOf(walk), lane: 'list', now }, signal);
  const next = step(walk, readRows(body), at);
  const known = new Set(todo.found);
  const rows = next.fresh.filter((row) => isSought(row, todo.days, tag) && !known.has(row.id));
  const found = [...known, ...rows.map(({ id }) => id)].slice(-maxTold);
  return { rows, left: next.isEnd ? [] : [{ ...todo, walk: next.walk, found }] };
}

/** Whether a row bears the tag, and was made from the first moment of one day to the first of the other. */
function isSought({ tags, created_at: at }: RawRow, days: Days | undefined, tag: string): boolean {
  return tags.includes(tag) && (days === undefined || (at >= Date.parse(days.from) && at < Date.parse(days.to)));
}

function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

function dayAfter(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY_MS);
}
