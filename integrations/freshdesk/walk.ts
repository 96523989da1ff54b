import type { Instant } from '#core/time.ts';
import { SECOND_MS, toIso } from '#core/time.ts';
import { anchorSlackMs, lastListPage, listPageSize, maxRemembered, overlapMs } from './limits.ts';
import type { RawRow } from './payload.ts';

/**
 * Where a walk through tickets in the order of their last change stands.
 *
 * Each page begins at the second in which the last one ended, and not at a page's number: rows that change while one
 * reads move to the end, and those behind them move up into pages that were read. So there is no three-hundredth page
 * either. Only where more rows than a page bear one and the same second are pages counted; there they are read a second
 * time, backwards, which rows that move up cannot escape.
 */
export interface Walk {
  /** The second it stands at. */
  readonly at: Instant;
  readonly page: number;
  /** On the way back to the first page; from there on to this second, or to the end where there is nothing more. */
  readonly back?: { readonly on: Instant | null } | undefined;
  /**
   * Rows told lately, `id updated_at`, so that walking over the last minutes again does not tell them again. What was read
   * in the second of its change is not among them.
   */
  readonly told: readonly string[];
}

export interface Step {
  /** Rows not told lately. */
  readonly fresh: readonly RawRow[];
  readonly walk: Walk;
  readonly isEnd: boolean;
}

export function startWalk(sinceAt: Instant): Walk {
  return { at: Math.max(0, Math.floor(sinceAt / SECOND_MS) * SECOND_MS), page: 1, told: [] };
}

/** The page to read next. Whether a second is part of what changed since it is not documented: we begin one earlier. */
export function queryOf({ at, page }: Walk): Readonly<Record<string, string | number>> {
  return {
    updated_since: `${toIso(Math.max(0, at - anchorSlackMs)).slice(0, 19)}Z`,
    order_by: 'updated_at',
    order_type: 'asc',
    per_page: listPageSize,
    page,
  };
}

/**
 * Takes a page in.
 *
 * @param readAt the account's time of the answer: at the end of everything, the next walk begins some minutes before it
 */
export function step(walk: Walk, rows: readonly RawRow[], readAt: Instant): Step {
  const told = new Set(walk.told);
  const fresh = rows.filter((row) => !told.has(nameOf(row)));
  const isLate = ({ updated_at: at }: RawRow): boolean => at >= readAt - overlapMs - SECOND_MS;
  const lately = rows.filter((row) => isLate(row) && isSettled(row, readAt)).map(nameOf);
  const next = { told: remembered([...walk.told, ...lately], readAt) };
  const place = placeAfter(walk, rows);
  if (place !== 'end') return { fresh, walk: { ...place, ...next }, isEnd: false };
  return { fresh, walk: { ...startWalk(readAt - overlapMs), ...next }, isEnd: true };
}

/**
 * Whether the second of a row's last change was over when it was read. Changed once more within it, the ticket would bear
 * the same name and never be told again, though it was looked at in between.
 */
function isSettled({ updated_at: at }: RawRow, readAt: Instant): boolean {
  return at < readAt - SECOND_MS;
}

type Place = Pick<Walk, 'at' | 'page' | 'back'>;

function placeAfter(walk: Walk, rows: readonly RawRow[]): Place | 'end' {
  const { at, page, back } = walk;
  if (back !== undefined) return page > 1 ? { at, page: page - 1, back } : from(back.on);
  const on = secondAfter(walk, rows);
  if (on === at) return { at, page: page + 1 };
  return page > 1 ? { at, page: page - 1, back: { on } } : from(on);
}

function from(on: Instant | null): Place | 'end' {
  return on === null ? 'end' : { at: on, page: 1 };
}

/** The second to go on from; the same one where all rows so far are of it, none where there are no more. */
function secondAfter({ at, page }: Walk, rows: readonly RawRow[]): Instant | null {
  const last = rows.at(-1)?.updated_at ?? at;
  if (rows.length < listPageSize) return null;
  if (last > at) return last;
  // More rows in one second than can be listed: those beyond cannot be reached.
  return page < lastListPage ? at : at + SECOND_MS;
}

function nameOf({ id, updated_at: at }: RawRow): string {
  return `${id} ${at}`;
}

/** What is older than a new walk would begin is not met again. */
function remembered(told: readonly string[], readAt: Instant): readonly string[] {
  const isLate = (name: string): boolean => Number(name.split(' ')[1]) >= readAt - overlapMs - SECOND_MS;
  return [...new Set(told)].filter(isLate).slice(-maxRemembered);
}
