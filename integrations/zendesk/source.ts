import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { TicketRef } from '#core/ticket.ts';
import { SECOND_MS } from '#core/time.ts';
import type { FoundPage, TicketBacklog, TicketSource } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { ZendeskCalls } from './calls.ts';
import { createDeletedTickets } from './deleted-tickets.ts';
import { cursorOf, placeOf, placeSince, queryOf } from './export-place.ts';
import { createGiven } from './given.ts';
import { exportPageSizes, searchPageSizes } from './limits.ts';
import { createLargePages, readPage } from './pages.ts';
import { readAs } from './payload.ts';
import type { Account, TicketReader } from './ticket-reader.ts';

const exported = z.object({
  tickets: z.array(z.unknown()),
  after_cursor: z.string().nullish(),
  end_of_stream: z.boolean().nullish(),
});
const found = z.object({ results: z.array(z.unknown()) });
const counted = z.object({ count: z.int().nonnegative() });
const withId = z.object({ id: z.union([z.number(), z.string()]).transform(String) });
const generated = z.object({ generated_timestamp: z.int() });

/**
 * The tickets of one account.
 *
 * `changesSince` follows the incremental export, which goes by `generated_timestamp`: writes of the system's own move
 * that and not `updated_at`, so nothing is dropped here by `updated_at`. Its cursor may be kept between starts; one that
 * the account or this version no longer takes is `rejected`: start again from an instant. `read` of a deleted ticket is
 * a record with status `deleted` where an export has told of it, and otherwise `not-found`.
 */
export function createZendeskSource(
  calls: ZendeskCalls,
  reader: TicketReader,
  account: Account,
): TicketSource & TicketBacklog {
  const { time } = account;
  const deleted = createDeletedTickets();
  const exportPages = createLargePages(calls, exportPageSizes);
  const searchPages = createLargePages(calls, searchPageSizes);
  const given = createGiven(randomBytes(9).toString('base64url'));
  const refsOf = (rows: readonly unknown[]): readonly TicketRef[] =>
    [...new Set(idsOf(rows))].map((id) => ({ platform: 'zendesk', account: account.name, id }));

  const search: Search = async (text, cursor, signal) => {
    const after = cursor === undefined ? {} : { 'page[after]': cursor };
    const query = { query: text, 'filter[type]': 'ticket', ...after };
    const body = await orStale(searchPages.ask({ path: 'search/export.json', query, lane: 'search' }, signal));
    const { next } = readPage(body, cursor);
    const tickets = refsOf(readAs(found, body).results);
    const count = async (): Promise<number | undefined> =>
      next === undefined ? tickets.length : await countOf(calls, text, signal);
    return { tickets, cursor: next, more: next !== undefined, total: cursor === undefined ? await count() : undefined };
  };

  return {
    async changesSince(from, signal) {
      const place = typeof from === 'string' ? placeOf(from) : placeSince(from.sinceAt);
      const path = 'incremental/tickets/cursor.json';
      const query = queryOf(place, time.now());
      const body = await orStale(exportPages.ask({ path, query, size: 'per_page', lane: 'export' }, signal));
      const { tickets, after_cursor: after, end_of_stream: isEnd } = readAs(exported, body);
      deleted.remember(tickets);
      const fresh = refsOf(given.fresh(tickets, place.told));
      const second = latestSecond(tickets, { least: place.second, now: time.now() });
      // A cursor that does not move on has nothing more to give, whatever it says.
      const theirs = isEnd === false && after !== place.theirs ? (after ?? undefined) : undefined;
      const told = theirs === undefined ? given.mark() : place.told;
      return { tickets: fresh, cursor: cursorOf({ theirs, second, told }), more: theirs !== undefined };
    },
    async read(ticket, signal) {
      try {
        return await reader.whole(ticket, signal);
      } catch (cause) {
        const known = deleted.row(ticket.id);
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

/** How many tickets a search finds in all, which the export does not say; for people to see, so it may be missing. */
async function countOf(calls: ZendeskCalls, text: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    const query = { query: `type:ticket ${text}` };
    const { body } = await calls.get('search/count.json', query, { lane: 'search', signal });
    return counted.safeParse(body).data?.count;
  } catch (cause) {
    if (cause instanceof IntegrationError && !signal.aborted) return undefined;
    throw cause;
  }
}

type Search = (query: string, cursor: string | undefined, signal: AbortSignal) => Promise<FoundPage>;

/** The latest second a row was generated at; not one to come, for what is generated until then would be passed over. */
function latestSecond(rows: readonly unknown[], bounds: { readonly least: number; readonly now: number }): number {
  const seconds = rows.map((row) => generated.safeParse(row).data?.generated_timestamp ?? 0);
  const latest = seconds.reduce((one, other) => Math.max(one, other), bounds.least);
  return Math.min(latest, Math.max(bounds.least, Math.floor(bounds.now / SECOND_MS)));
}

/** A cursor or query the account does not take (400, 404, 422) is `rejected`, a 404 among them: no ticket was asked for. */
async function orStale<Page>(page: Promise<Page>): Promise<Page> {
  try {
    return await page;
  } catch (cause) {
    throw cause instanceof IntegrationError && cause.reason === 'not-found' ? staleCursor(cause) : cause;
  }
}

function staleCursor(cause: IntegrationError): IntegrationError {
  const message = 'zendesk no longer takes this cursor: start again from an instant';
  return new IntegrationError('zendesk', 'rejected', { message, status: cause.status });
}
