import { MINUTE_MS } from '#core/time.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { badRequest, ok, Refused } from './call.ts';
import type { DeskTicket } from './desk.ts';
import { seconds } from './desk.ts';
import type { Place } from './feed.ts';
import { sizeOf } from './paging.ts';
import { ticketJson } from './payload.ts';
import { sideloads } from './sideload.ts';

/** The incremental exports: everything that changed, deleted, scrubbed and archived tickets included. */
export const exportEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/incremental/tickets/cursor', limit: 'incremental', answer: cursorExport },
  { method: 'get', path: '/incremental/tickets', limit: 'incremental', answer: timeExport },
];

const largestPage = 1000;

function cursorExport(call: Call): Answer {
  const { desk, query } = call;
  onlyForAdmins(call);
  const from = startOf(call);
  const size = sizeOf(query.get('per_page'), largestPage);
  const { tickets, more } = firstOf(call, from, size);
  const last = tickets.at(-1);
  const cursor = cursorOf(last === undefined ? from : { second: seconds(last.generatedAt), id: last.id });
  return ok({
    tickets: tickets.map((ticket) => ticketJson(desk, ticket, call.base)),
    ...sideloads(call, tickets),
    after_url: `${call.base}/incremental/tickets/cursor.json?cursor=${encodeURIComponent(cursor)}`,
    after_cursor: cursor,
    before_url: null,
    before_cursor: null,
    end_of_stream: !more,
  });
}

/** Rows changed in the last minute are held back, so that a second is complete once it is given out. */
function firstOf(
  call: Call,
  from: Place,
  size: number,
): { readonly tickets: readonly DeskTicket[]; readonly more: boolean } {
  const { desk, query } = call;
  const settledSecond = seconds(desk.time.now() - MINUTE_MS);
  const withoutDeleted = query.get('exclude_deleted') === 'true';
  const tickets: DeskTicket[] = [];
  for (const ticket of desk.feed.after(from, settledSecond)) {
    if (withoutDeleted && ticket.facts.status === 'deleted') continue;
    if (tickets.length === size) return { tickets, more: true };
    tickets.push(ticket);
  }
  return { tickets, more: false };
}

/**
 * The older export, by time alone: a page ends at its last row's second, with which the next one begins. Where all of a
 * page is of one second that second is given out whole, or, in some accounts, again and again.
 */
function timeExport(call: Call): Answer {
  const { desk, query } = call;
  onlyForAdmins(call);
  const from = startOf(call);
  const size = sizeOf(query.get('per_page'), largestPage);
  const { tickets: first, more } = firstOf(call, from, size);
  const second = seconds(first.at(-1)?.generatedAt ?? 0);
  const isOneSecond = more && seconds(first[0]?.generatedAt ?? 0) === second;
  const isWhole = isOneSecond && desk.switches.exportFullSecond === 'whole second';
  const tickets = isWhole ? [...desk.feed.after({ second, id: 0 }, second)] : first;
  const endTime = first.length === 0 ? from.second : isWhole ? second + 1 : second;
  return ok({
    tickets: tickets.map((ticket) => ticketJson(desk, ticket, call.base)),
    ...sideloads(call, tickets),
    count: tickets.length,
    end_of_stream: !more,
    next_page: `${call.base}/incremental/tickets.json?start_time=${endTime}&per_page=${size}`,
    end_time: endTime,
  });
}

function onlyForAdmins(call: Call): void {
  if (call.user?.role === 'admin') return;
  const error = { title: 'Forbidden', message: 'You do not have access to this page.' };
  throw new Refused({ status: 403, body: { error } });
}

function startOf(call: Call): Place {
  const cursor = call.query.get('cursor');
  if (cursor !== null) {
    const place = readCursor(cursor);
    return call.desk.switches.exportBoundary === 'repeated' ? { second: place.second, id: place.id - 1 } : place;
  }
  const start = call.query.get('start_time') ?? '';
  if (!/^\d{1,12}$/.test(start)) throw badRequest('InvalidStartTime', 'Parameter start_time is required');
  if (Number(start) * 1000 > call.desk.time.now() - MINUTE_MS) {
    const description = 'Too recent start_time. Use a start_time older than 60 seconds';
    throw new Refused({ status: 422, body: { error: 'InvalidValue', description } });
  }
  // The first page includes the second it starts at.
  return { second: Number(start), id: 0 };
}

function cursorOf({ second, id }: Place): string {
  return Buffer.from(`${second}.0||${id}|`).toString('base64');
}

function readCursor(cursor: string): Place {
  const parts = /^(\d+)(?:\.\d+)?\|\|(\d+)\|$/.exec(Buffer.from(cursor, 'base64').toString());
  if (parts === null) throw badRequest('InvalidCursor', 'The cursor is invalid');
  return { second: Number(parts[1]), id: Number(parts[2]) };
}
