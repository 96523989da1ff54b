import * as z from 'zod';
import type { Instant } from '#core/time.ts';
import { DAY_MS } from '#core/time.ts';
import type { FreshdeskCalls } from './calls.ts';
import type { FoundCursor } from './cursor.ts';
import { lastSearchPage, maxTold, requestsPerStep, searchPageSize } from './limits.ts';
import { pageOf } from './list-tickets.ts';
import type { RawRow } from './payload.ts';
import { readAs, readFound, readRows } from './payload.ts';
import { queryOf, startWalk, step } from './walk.ts';

type Todo = FoundCursor['todo'][number];
type Days = NonNullable<Todo['days']>;

const mostFound = lastSearchPage * searchPageSize;
/** No ticket is older: Freshdesk began in 2011. */
const firstDay = '2011-01-01';

export const startOfSearch: FoundCursor = { todo: [{ page: 1 }] };

/** A row of a list or a search, and the integer its status is kept as. */
export type FoundRow = RawRow & { readonly status: number | undefined };

/** What is searched for: in the account's own words, and as a row shows it, where rows are walked through instead. */
export interface Sought {
  readonly query: string;
  readonly isSought: (row: FoundRow) => boolean;
  readonly now: Instant;
  readonly signal: AbortSignal;
}

/**
 * Some requests' worth of the tickets that are sought.
 *
 * A search gives 300 tickets and no more. Where there are more, it is cut in two by the days on which the tickets were
 * made; where too many were made on single days, everything changed since the oldest of them is walked through instead.
 *
 * Its pages are counted: when a ticket leaves the search, those behind it move up, some into pages that were read. So a
 * search of several pages is read a second time, backwards, which rows that move up cannot escape.
 */
export async function nextFound(calls: FreshdeskCalls, from: FoundCursor, sought: Sought): Promise<FoundRows> {
  let todo: readonly Todo[] = from.todo;
  let total: number | undefined;
  const rows = new Map<string, RawRow>();
  for (let requests = 0; requests < requestsPerStep; requests += 1) {
    const [first, ...rest] = todo;
    if (first === undefined) break;
    const done = first.walk === undefined ? await search(calls, first, sought) : await walkOn(calls, first, sought);
    for (const row of done.rows) rows.set(row.id, row);
    // Only the search of all days tells how many there are in all.
    if (first.days === undefined) total = done.total;
    todo = [...done.left, ...rest];
    if (done.crowded !== undefined) todo = withWalk(todo, done.crowded);
  }
  return { rows: [...rows.values()], cursor: todo.length === 0 ? undefined : { todo }, total };
}

interface FoundRows {
  readonly rows: readonly RawRow[];
  readonly cursor: FoundCursor | undefined;
  /** How many there are in all, where this step was told. */
  readonly total: number | undefined;
}

interface Done {
  readonly rows: readonly RawRow[];
  readonly left: readonly Todo[];
  /** Days on which more were made than a search can tell. */
  readonly crowded?: Days | undefined;
  readonly total?: number;
}

/** Crowded days are walked through together, last: a walk from the oldest of them passes all the others. */
function withWalk(todo: readonly Todo[], crowded: Days): readonly Todo[] {
  const last = todo.at(-1);
  const isWaiting = last?.walk !== undefined && last.found === undefined;
  const [from = '', to = ''] =
    isWaiting && last.days !== undefined
      ? [[last.days.from, crowded.from].toSorted()[0], [last.days.to, crowded.to].toSorted()[1]]
      : [crowded.from, crowded.to];
  const others = isWaiting ? todo.slice(0, -1) : todo;
  return [...others, { days: { from, to }, page: 1, walk: startWalk(Date.parse(from)) }];
}

async function search(calls: FreshdeskCalls, todo: Todo, sought: Sought): Promise<Done> {
  const { days, page } = todo;
  const query = { query: `"${sought.query}${madeIn(days)}"`, page };
  const list = { path: 'search/tickets', query, lane: 'search', now: sought.now } as const;
  const { body, at } = await pageOf(calls, list, sought.signal);
  const { total, results } = readFound(body);
  if (total > mostFound) return { rows: [], total, ...narrower(days, total, at) };
  const known = new Set(todo.found);
  const rows = withStatus(results, (body as { results: unknown }).results).filter(
    (row) => isHere(row, days, sought) && !known.has(row.id),
  );
  const next = pageAfter(todo, total);
  const found = [...known, ...rows.map(({ id }) => id)];
  return { rows, total, left: next === undefined ? [] : [{ days, ...next, found }] };
}

/** There to the last page, and back to the first. */
function pageAfter({ page, back }: Todo, total: number): Pick<Todo, 'page' | 'back'> | undefined {
  const isLast = page >= lastSearchPage || page * searchPageSize >= total;
  if (back !== true && !isLast) return { page: page + 1 };
  return page > 1 ? { page: page - 1, back: true } : undefined;
}

/** Days have no zone here: one more is asked for at either end, and what is outside is left out afterwards. */
function madeIn(days: Days | undefined): string {
  if (days === undefined) return '';
  return ` AND created_at:>'${dayAfter(days.from, -1)}' AND created_at:<'${dayAfter(days.to, 1)}'`;
}

function narrower(days: Days | undefined, total: number, at: Instant): Pick<Done, 'left' | 'crowded'> {
  const { from, to } = days ?? { from: firstDay, to: dayOf(at + DAY_MS) };
  const count = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  // A search of one day tells those of the day before and after it, too.
  if (count <= 1 || total > (count * mostFound) / 3) return { left: [], crowded: { from, to } };
  const middle = dayAfter(from, Math.floor(count / 2));
  return {
    left: [
      { days: { from: middle, to }, page: 1 },
      { days: { from, to: middle }, page: 1 },
    ],
  };
}

async function walkOn(calls: FreshdeskCalls, todo: Todo, sought: Sought): Promise<Done> {
  const { walk = startWalk(0) } = todo;
  const list = { path: 'tickets', query: queryOf(walk), lane: 'list', now: sought.now } as const;
  const { body, at } = await pageOf(calls, list, sought.signal);
  const next = step(walk, readRows(body), at);
  const known = new Set(todo.found);
  const rows = withStatus(next.fresh, body).filter((row) => isHere(row, todo.days, sought) && !known.has(row.id));
  const found = [...known, ...rows.map(({ id }) => id)].slice(-maxTold);
  return { rows, left: next.isEnd ? [] : [{ ...todo, walk: next.walk, found }] };
}

const statuses = z.array(
  z.object({ id: z.union([z.int(), z.string()]).transform(String), status: z.int().nullish().catch(undefined) }),
);

function withStatus(rows: readonly RawRow[], raw: unknown): readonly FoundRow[] {
  const byId = new Map(readAs(statuses, raw).map(({ id, status }) => [id, status ?? undefined]));
  return rows.map((row) => ({ ...row, status: byId.get(row.id) }));
}

/** Whether a row is sought, and was made from the first moment of one day to the first of the other. */
function isHere(row: FoundRow, days: Days | undefined, { isSought }: Sought): boolean {
  const { created_at: at } = row;
  return isSought(row) && (days === undefined || (at >= Date.parse(days.from) && at < Date.parse(days.to)));
}

/** The day of an instant, as searches name days. */
export function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

function dayAfter(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY_MS);
}
