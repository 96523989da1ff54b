import { MINUTE_MS } from '#core/time.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { badRequest, ok, Refused } from './call.ts';
import type { DeskTicket } from './desk.ts';
import { seconds } from './desk.ts';
import { sizeOf } from './paging.ts';
import { ticketJson } from './payload.ts';
import { sideloads } from './sideload.ts';

/** The incremental export by cursor: everything that changed, deleted, scrubbed and archived tickets included. */
export const exportEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/incremental/tickets/cursor', limit: 'incremental', answer: cursorExport },
];

/** After this generated second and, within it, after this ticket. */
interface Place {
  readonly second: number;
  readonly id: number;
}

const largestPage = 1000;

function cursorExport(call: Call): Answer {
  const { desk, query } = call;
  if (call.user?.role !== 'admin') {
    const error = { title: 'Forbidden', message: 'You do not have access to this page.' };
    throw new Refused({ status: 403, body: { error } });
  }
  const from = startOf(call);
  const size = sizeOf(query.get('per_page'), largestPage);
  // Rows changed in the last minute are held back, so that a second is complete once it is given out.
  const settledSecond = seconds(desk.time.now() - MINUTE_MS);
  const rows = [...desk.tickets.values()]
    .map((ticket) => ({ ticket, place: { second: seconds(ticket.generatedAt), id: ticket.id } }))
    .filter(({ place }) => place.second <= settledSecond && isAfter(place, from))
    .filter(({ ticket }) => query.get('exclude_deleted') !== 'true' || ticket.facts.status !== 'deleted')
    .toSorted((one, other) => (isAfter(one.place, other.place) ? 1 : -1));
  const part = rows.slice(0, size);
  const cursor = cursorOf(part.at(-1)?.place ?? from);
  const tickets: DeskTicket[] = part.map(({ ticket }) => ticket);
  return ok({
    tickets: tickets.map((ticket) => ticketJson(desk, ticket, call.base)),
    ...sideloads(call, tickets),
    after_url: `${call.base}/incremental/tickets/cursor.json?cursor=${encodeURIComponent(cursor)}`,
    after_cursor: cursor,
    before_url: null,
    before_cursor: null,
    end_of_stream: rows.length <= size,
  });
}

function startOf(call: Call): Place {
  const cursor = call.query.get('cursor');
  if (cursor !== null) return readCursor(cursor);
  const start = call.query.get('start_time') ?? '';
  if (!/^\d{1,12}$/.test(start)) throw badRequest('InvalidStartTime', 'Parameter start_time is required');
  if (Number(start) * 1000 > call.desk.time.now() - MINUTE_MS) {
    const description = 'Too recent start_time. Use a start_time older than 60 seconds';
    throw new Refused({ status: 422, body: { error: 'InvalidValue', description } });
  }
  // The first page includes the second it starts at.
  return { second: Number(start), id: 0 };
}

function isAfter(place: Place, other: Place): boolean {
  return place.second === other.second ? place.id > other.id : place.second > other.second;
}

function cursorOf({ second, id }: Place): string {
  return Buffer.from(`${second}.0||${id}|`).toString('base64');
}

function readCursor(cursor: string): Place {
  const parts = /^(\d+)(?:\.\d+)?\|\|(\d+)\|$/.exec(Buffer.from(cursor, 'base64').toString());
  if (parts === null) throw badRequest('InvalidCursor', 'The cursor is invalid');
  return { second: Number(parts[1]), id: Number(parts[2]) };
}
