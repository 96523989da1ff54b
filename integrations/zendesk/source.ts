import * as z from 'zod';
import type { TicketRef } from '#core/ticket.ts';
import { SECOND_MS } from '#core/time.ts';
import type { FoundPage, TicketBacklog, TicketSource } from '#integrations/contract.ts';
import type { HttpAnswer } from '#integrations/http.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { Lane, ZendeskCalls } from './calls.ts';
import { exportLagMs, exportPageSizes, searchPageSizes } from './limits.ts';
import { readPage } from './pages.ts';
import { readAs } from './payload.ts';
import type { Account, TicketReader } from './ticket-reader.ts';

const exported = z.object({
  tickets: z.array(z.unknown()),
  after_cursor: z.string().nullish(),
  end_of_stream: z.boolean().nullish(),
});
const found = z.object({ results: z.array(z.unknown()) });
const withId = z.object({ id: z.union([z.number(), z.string()]).transform(String) });
const row = z.object({ status: z.string().nullish() });

/** A cursor of ours, for a stream that has given none of theirs yet. */
const startPrefix = 'start:';
/** Deleted tickets are read no more: what the export told of the latest is kept, so that they can be told as deleted. */
const maxDeletedKept = 1_000;

/**
 * The tickets of one account.
 *
 * `changesSince` follows the incremental export by its cursor, which goes by `generated_timestamp`: writes of the
 * system's own move that and not `updated_at`, so nothing is dropped here by `updated_at`. A cursor the account no
 * longer takes is `rejected`: start again from an instant. `read` of a deleted ticket is a record with status `deleted`
 * where an export has told of it, and otherwise `not-found`.
 */
export function createZendeskSource(
  calls: ZendeskCalls,
  reader: TicketReader,
  account: Account,
): TicketSource & TicketBacklog {
  const { time } = account;
  const deleted = new Map<string, unknown>();
  const refsOf = (rows: readonly unknown[]): readonly TicketRef[] =>
    [...new Set(idsOf(rows))].map((id) => ({ platform: 'zendesk', account: account.name, id }));

  const search: Search = async (text, cursor, signal) => {
    const after = cursor === undefined ? {} : { 'page[after]': cursor };
    const query = { query: text, 'filter[type]': 'ticket', ...after };
    const { body } = await pageThatFits(
      calls,
      { path: 'search/export.json', query, size: 'page[size]', lane: 'search' },
      signal,
    );
    const { next } = readPage(body);
    return { tickets: refsOf(readAs(found, body).results), cursor: next, more: next !== undefined };
  };

  const remember = (tickets: readonly unknown[]): void => {
    for (const ticket of tickets) {
      const [id] = idsIn(ticket);
      if (id === undefined) continue;
      deleted.delete(id);
      if (row.safeParse(ticket).data?.status === 'deleted') deleted.set(id, ticket);
    }
    for (const id of deleted.keys()) {
      if (deleted.size <= maxDeletedKept) break;
      deleted.delete(id);
    }
  };

  return {
    async changesSince(from, signal) {
      const place = typeof from === 'string' ? placeOf(from) : { start_time: startSecond(from.sinceAt, time.now()) };
      const path = 'incremental/tickets/cursor.json';
      const { body } = await pageThatFits(calls, { path, query: place, size: 'per_page', lane: 'export' }, signal);
      const { tickets, after_cursor: after, end_of_stream: isEnd } = readAs(exported, body);
      remember(tickets);
      const cursor = after ?? cursorOf(place);
      // A cursor that does not move on has nothing more to give, whatever it says.
      return { tickets: refsOf(tickets), cursor, more: isEnd === false && cursor !== from };
    },
    async read(ticket, signal) {
      try {
        return await reader.whole(ticket, signal);
      } catch (cause) {
        const known = deleted.get(ticket.id);
        const isGone = cause instanceof IntegrationError && cause.reason === 'not-found';
        if (!isGone || known === undefined) throw cause;
        return reader.fromRow(known);
      }
    },
    // A closed ticket keeps our tag for ever: nothing can be written to it any more.
    tagged: (tag, cursor, signal) => search(`tags:"${account.prefix}${tag}" status<closed`, cursor, signal),
    unsolved: (cursor, signal) => search('status<solved', cursor, signal),
  };
}

/** A row's id, or none: a row that names no ticket must not hold up those behind it. */
function idsIn(row: unknown): readonly string[] {
  const read = withId.safeParse(row);
  return read.success ? [read.data.id] : [];
}

/** Ids of a page's rows. @throws {PayloadError} where there are rows and none is a ticket: that is another answer */
function idsOf(rows: readonly unknown[]): readonly string[] {
  const ids = rows.flatMap(idsIn);
  if (rows.length > 0 && ids.length === 0) readAs(withId, rows[0]);
  return ids;
}

type Search = (query: string, cursor: string | undefined, signal: AbortSignal) => Promise<FoundPage>;

type Place = { readonly cursor: string } | { readonly start_time: number };

function placeOf(cursor: string): Place {
  if (!cursor.startsWith(startPrefix)) return { cursor };
  return { start_time: Number(cursor.slice(startPrefix.length)) };
}

function cursorOf(place: Place): string {
  return 'cursor' in place ? place.cursor : `${startPrefix}${place.start_time}`;
}

/** Whole seconds; never within the last minute, which the export refuses. */
function startSecond(sinceAt: number, now: number): number {
  return Math.max(0, Math.floor(Math.min(sinceAt, now - exportLagMs) / SECOND_MS));
}

/**
 * A page of whole tickets, the largest that our size limit lets through. A cursor or query the account does not take
 * (400, 404, 422) is `rejected`.
 */
async function pageThatFits(
  calls: ZendeskCalls,
  list: {
    readonly path: string;
    readonly query: Readonly<Record<string, string | number>>;
    readonly size: 'per_page' | 'page[size]';
    readonly lane: Lane;
  },
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const sizes = list.lane === 'export' ? exportPageSizes : searchPageSizes;
  let tooLong: unknown;
  for (const size of sizes) {
    try {
      return await calls.get(list.path, { ...list.query, [list.size]: size }, { lane: list.lane, signal });
    } catch (cause) {
      if (!(cause instanceof IntegrationError)) throw cause;
      if (cause.reason === 'not-found') throw staleCursor(cause);
      // An answer that came and could not be read: most likely longer than we take.
      if (cause.reason !== 'rejected' || cause.status !== 200) throw cause;
      tooLong = cause;
    }
  }
  throw tooLong;
}

function staleCursor(cause: IntegrationError): IntegrationError {
  const message = 'zendesk no longer takes this cursor: start again from an instant';
  return new IntegrationError('zendesk', 'rejected', { message, status: cause.status });
}
