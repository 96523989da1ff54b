import type { MergedAway, ShowMergedAway } from '#integrations/receipts.ts';
import { mergedFrom } from './merges.ts';
import { readConversations, readRawTicket } from './payload.ts';
import type { RawTicket } from './payload.ts';

/** Shows a ticket and what was said on it; nothing where it is no more, or may not be seen. */
export interface ShowsTickets {
  ticket(id: string, signal: AbortSignal): Promise<unknown>;
  conversations(ticket: RawTicket['ticket'], signal: AbortSignal): Promise<readonly unknown[] | undefined>;
}

/** Shows tickets that were merged into another, and by what was said on them what had been merged into them. */
export function createShowMergedAway(show: ShowsTickets): ShowMergedAway {
  return async (ids, signal) => {
    const away: MergedAway[] = [];
    for (const id of ids) {
      const body = await show.ticket(id, signal);
      if (body === undefined) continue;
      const { ticket } = readRawTicket({ ticket: body });
      const said = await show.conversations(ticket, signal);
      away.push({ id, at: ticket.created_at, tags: ticket.tags, from: mergedFrom(readConversations(said ?? [])) });
    }
    return away;
  };
}
