import { HOUR_MS } from '#core/time.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { badRequest, ok, Refused } from './call.ts';
import type { DeskTicket, JsonMap } from './desk.ts';
import { page, sizeOf } from './paging.ts';
import { ticketJson } from './payload.ts';
import { findTickets } from './search.ts';
import { sideloads } from './sideload.ts';

/** Search: behind the truth by `staleSearchMs`, and cut at a thousand results but for the export. */
export const searchEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/search', answer: search },
  { method: 'get', path: '/search/count', answer: (call) => ok({ count: [...findTickets(call)].length }) },
  { method: 'get', path: '/search/export', limit: 'search-export', answer: searchExport },
];

const searchResults = 1000;
const exportPage = 1000;

function search(call: Call): Answer {
  const size = sizeOf(call.query.get('per_page'), 100);
  const number = sizeOf(call.query.get('page') ?? '1', Number.MAX_SAFE_INTEGER);
  if ((number - 1) * size >= searchResults) {
    const description = 'Invalid search: Requested response size was greater than Search Response Limits';
    throw new Refused({ status: 422, body: { error: 'invalid', description } });
  }
  const rows = [...findTickets(call)];
  const listed = page(call, { name: 'results', path: '/search.json', rows, id: (row) => row.id, json: result(call) });
  return ok({ ...listed, facets: null });
}

function searchExport(call: Call): Answer {
  const { query, desk } = call;
  if (query.get('filter[type]') !== 'ticket') throw badRequest('InvalidFilter', 'Parameter filter[type] is required');
  const after = placeOf(call);
  const size = sizeOf(query.get('page[size]') ?? '100', exportPage);
  const rows: DeskTicket[] = [];
  for (const ticket of findTickets(call, after)) if (rows.push(ticket) > size) break;
  const part = rows.slice(0, size);
  const last = part.at(-1);
  const cursor = last === undefined ? null : Buffer.from(`${desk.time.now()}:${last.id}`).toString('base64');
  const next = new URLSearchParams(query);
  next.set('page[after]', cursor ?? '');
  return ok({
    results: part.map(result(call)),
    ...sideloads(call, part),
    facets: null,
    meta: { has_more: rows.length > size, after_cursor: cursor, before_cursor: null },
    links: { prev: null, next: cursor === null ? null : `${call.base}/search/export.json?${next.toString()}` },
  });
}

function placeOf(call: Call): number {
  const cursor = call.query.get('page[after]');
  if (cursor === null || cursor === '') return 0;
  const [madeAt = Number.NaN, id = Number.NaN] = Buffer.from(cursor, 'base64').toString().split(':').map(Number);
  // A cursor of the search export lives an hour.
  if (!(call.desk.time.now() - madeAt <= HOUR_MS))
    throw badRequest('InvalidCursor', 'The cursor is invalid or expired');
  return id;
}

const result =
  (call: Call) =>
  (ticket: DeskTicket): JsonMap => ({ ...ticketJson(call.desk, ticket, call.base), result_type: 'ticket' });
