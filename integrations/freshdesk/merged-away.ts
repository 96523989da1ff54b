import type { MergedAway, ShowMergedAway } from '#integrations/receipts.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { isOver } from './history.ts';
import { mergedFrom } from './merges.ts';
import { readConversations } from './payload.ts';
import type { RawTicket } from './payload.ts';

interface Shown {
  readonly raw: Pick<RawTicket, 'ticket'>;
  readonly record: Pick<TicketRecord, 'status' | 'createdAt' | 'tags'>;
}

/** Shows a ticket and what was said on it; nothing where it is no more, or may not be seen. */
interface ShowsTickets {
  ticket(id: string, signal: AbortSignal): Promise<Shown | undefined>;
  conversations(ticket: RawTicket['ticket'], signal: AbortSignal): Promise<readonly unknown[] | undefined>;
}

/**
 * Shows tickets that were merged into another, and by what was said on them what had been merged into them. Its writer can
 * open such a ticket again: it is a ticket of its own then, and what it is marked as says nothing of the other.
 */
export function createShowMergedAway(show: ShowsTickets): ShowMergedAway {
  return async (ids, signal) => {
    const away: MergedAway[] = [];
    for (const id of ids) {
      const shown = await show.ticket(id, signal);
      if (shown === undefined) continue;
      const { ticket } = shown.raw;
      const { status, createdAt: at, tags } = shown.record;
      const said = await show.conversations(ticket, signal);
      const marks = isOver(status) || status === 'deleted' ? tags : [];
      away.push({ id, at, tags: marks, told: [], from: mergedFrom(readConversations(said ?? [])) });
    }
    return away;
  };
}
