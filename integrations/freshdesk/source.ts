import type { TicketRef } from '#core/ticket.ts';
import type { TicketSource } from '#integrations/contract.ts';
import type { FreshdeskCalls } from './calls.ts';
import { nextChanges, startOfChanges } from './changes.ts';
import { nextFound, startOfSearch } from './by-days.ts';
import { readChangesCursor, readFoundCursor, writeCursor } from './cursor.ts';
import type { HistoryKeeper } from './history-keeper.ts';
import type { RawRow } from './payload.ts';
import { withTag } from './tagged.ts';
import type { Account, TicketReader } from './ticket-reader.ts';

/**
 * The tickets of one account.
 *
 * `changesSince` walks the list of tickets by their last change, and every few minutes the lists of deleted and spam
 * ones. A cursor that is none of ours is `rejected`: start again from an instant. `read` of a ticket that bears our tags
 * writes down what of its history the account would forget, before it answers.
 */
export function createFreshdeskSource(
  calls: FreshdeskCalls,
  { reader, keeper }: { readonly reader: TicketReader; readonly keeper: HistoryKeeper },
  account: Account,
): TicketSource {
  const { time, prefix } = account;
  const refsOf = (rows: readonly RawRow[]): readonly TicketRef[] =>
    [...new Set(rows.map(({ id }) => id))].map((id) => ({ platform: 'freshdesk', account: account.name, id }));
  return {
    async changesSince(from, signal) {
      const place = typeof from === 'string' ? readChangesCursor(from) : startOfChanges(from.sinceAt);
      const { rows, cursor, more } = await nextChanges(calls, place, { now: time.now(), signal });
      return { tickets: refsOf(rows), cursor: writeCursor(cursor), more };
    },
    async read(ticket, signal) {
      return (await keeper.kept(await reader.whole(ticket, signal), signal)).record;
    },
    async tagged(tag, from, signal) {
      const place = from === undefined ? startOfSearch : readFoundCursor(from);
      const sought = withTag(`${prefix}${tag}`, { now: time.now(), signal });
      const { rows, cursor, total } = await nextFound(calls, place, sought);
      const tickets = refsOf(rows);
      return { tickets, cursor: cursor && writeCursor(cursor), more: cursor !== undefined, total };
    },
  };
}
