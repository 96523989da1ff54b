import type { TicketBacklog } from '#integrations/contract.ts';
import type { FreshdeskCalls } from './calls.ts';
import type { Sought } from './by-days.ts';
import { nextFound, startOfSearch } from './by-days.ts';
import { readFoundCursor, writeCursor } from './cursor.ts';
import type { Account } from './ticket-reader.ts';

/** 4 is resolved, 5 is closed; whatever else an account has of its own waits for somebody. */
function unsolved(on: Pick<Sought, 'now' | 'signal'>): Sought {
  return {
    ...on,
    // `:<` and `:>` include what they name.
    query: '(status:<3 OR status:>6)',
    isSought: ({ status }) => status !== 4 && status !== 5,
  };
}

/** The tickets of one account that nobody has solved, complaints or not. @throws {IntegrationError} as the port says */
export function createFreshdeskBacklog(calls: FreshdeskCalls, { name, time }: Account): TicketBacklog {
  return {
    async unsolved(from, signal) {
      const place = from === undefined ? startOfSearch : readFoundCursor(from);
      const { rows, cursor, total } = await nextFound(calls, place, unsolved({ now: time.now(), signal }));
      const tickets = rows.map(({ id }) => ({ platform: 'freshdesk', account: name, id }));
      return { tickets, cursor: cursor && writeCursor(cursor), more: cursor !== undefined, total };
    },
  };
}
