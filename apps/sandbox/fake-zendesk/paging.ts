import type { Call } from './call.ts';
import { badRequest } from './call.ts';
import type { JsonMap } from './desk.ts';

export interface Listing<T> {
  /** Key of the list in the answer. */
  readonly name: string;
  readonly path: string;
  readonly rows: readonly T[];
  readonly id: (row: T) => number;
  readonly json: (row: T) => JsonMap;
  /** Largest page; the default, too. */
  readonly most?: number;
}

const offsetPages = 100;

/**
 * One page of a list, the way the request asks: by cursor where it says `page[size]`, else by `page` and `per_page`.
 * Cursor answers carry their links even on the last page.
 *
 * @throws {Refused} 400 past the hundredth page of the second way, or for a cursor that is none
 */
export function page<T>(call: Call, listing: Listing<T>): JsonMap {
  const cursored = call.query.has('page[size]') || call.query.has('page[after]');
  return cursored ? cursorPage(call, listing) : offsetPage(call, listing);
}

function cursorPage<T>(call: Call, { name, path, rows, id, json, most = 100 }: Listing<T>): JsonMap {
  const size = sizeOf(call.query.get('page[size]'), most);
  const after = call.query.get('page[after]');
  const from = after === null ? 0 : placeAfter(rows, id, after);
  const part = rows.slice(from, from + size);
  const first = part[0];
  const last = part.at(-1);
  const link = (side: string, row: T | undefined): string | null =>
    row === undefined ? null : `${call.base}${path}?${linkQuery(call, { [`page[${side}]`]: cursorOf(id(row)), size })}`;
  return {
    [name]: part.map(json),
    meta: {
      has_more: from + size < rows.length,
      after_cursor: last === undefined ? null : cursorOf(id(last)),
      before_cursor: first === undefined ? null : cursorOf(id(first)),
    },
    links: { prev: link('before', first), next: link('after', last) },
  };
}

function offsetPage<T>(call: Call, { name, path, rows, json, most = 100 }: Listing<T>): JsonMap {
  const size = sizeOf(call.query.get('per_page'), most);
  const number = sizeOf(call.query.get('page') ?? '1', Number.MAX_SAFE_INTEGER);
  if (number > offsetPages) throw badRequest('InvalidPaginationDepth', 'Requested page is over the limit of 100 pages');
  const part = rows.slice((number - 1) * size, number * size);
  const link = (to: number): string => `${call.base}${path}?page=${to}&per_page=${size}`;
  return {
    [name]: part.map(json),
    next_page: number * size < rows.length ? link(number + 1) : null,
    previous_page: number > 1 ? link(number - 1) : null,
    count: rows.length,
  };
}

function linkQuery(call: Call, { size, ...cursor }: JsonMap & { readonly size: number }): string {
  const query = new URLSearchParams(call.query);
  for (const name of ['page[after]', 'page[before]']) query.delete(name);
  query.set('page[size]', String(size));
  for (const [name, value] of Object.entries(cursor)) query.set(name, String(value));
  return query.toString();
}

function placeAfter<T>(rows: readonly T[], id: (row: T) => number, cursor: string): number {
  const wanted = Number(/^o:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1]);
  const place = rows.findIndex((row) => id(row) === wanted);
  if (place < 0) throw badRequest('InvalidCursor', 'The cursor is invalid');
  return place + 1;
}

function cursorOf(id: number): string {
  return Buffer.from(`o:${id}`).toString('base64');
}

/** A page size or number the caller asked for, held between 1 and `most`. */
export function sizeOf(asked: string | null, most: number): number {
  const size = asked === null ? most : Number(asked);
  return Number.isInteger(size) ? Math.min(Math.max(size, 1), most) : most;
}
