import { toIso } from '#core/time.ts';
import { together, type Receipt } from '#integrations/receipt.ts';
import { maxMergesDeep, maxReceipts } from './limits.ts';
import { mergedFrom } from './merges.ts';
import { readConversations, readRawTicket } from './payload.ts';
import type { RawConversation, RawTicket } from './payload.ts';

/** When the tickets that were merged into another were received, for its complaint was then, and what they were marked as. */
export interface Receipts {
  /**
   * As `mergedTickets` of a raw ticket. Each was received when it was made, or when the oldest was that had been merged
   * into it before, and bears the tags of all of those.
   */
  of(raw: RawTicket, signal: AbortSignal): Promise<readonly object[]>;
}

/** Shows a ticket and what was said on it; nothing where it is no more, or may not be seen. */
export interface ShowsMerged {
  ticket(id: string, signal: AbortSignal): Promise<unknown>;
  conversations(ticket: RawTicket['ticket'], signal: AbortSignal): Promise<readonly unknown[] | undefined>;
}

export function createReceipts(show: ShowsMerged): Receipts {
  // When it was received does not change, whatever becomes of a ticket.
  const known = new Map<string, Receipt>();
  const receivedAt = async (
    id: string,
    above: readonly string[],
    signal: AbortSignal,
  ): Promise<Receipt | undefined> => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const shown = await show.ticket(id, signal);
    if (shown === undefined) return undefined;
    const { ticket } = readRawTicket({ ticket: shown });
    const said = above.length > maxMergesDeep ? undefined : await show.conversations(ticket, signal);
    const earlier = await receiptsOf(readConversations(said ?? []), [...above, id], signal);
    const receipt = together([{ at: ticket.created_at, tags: ticket.tags }, ...earlier.values()]);
    if (known.size >= maxReceipts) known.clear();
    known.set(id, receipt);
    return receipt;
  };
  /** @param above  tickets that these are found under: where two name each other, one of them is the first */
  const receiptsOf = async (
    conversations: readonly RawConversation[],
    above: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Receipt>> => {
    const found = new Map<string, Receipt>();
    for (const id of mergedFrom(conversations)) {
      const receipt = above.includes(id) ? undefined : await receivedAt(id, above, signal);
      if (receipt !== undefined) found.set(id, receipt);
    }
    return found;
  };
  return {
    async of({ ticket, conversations = [] }, signal) {
      const receipts = await receiptsOf(conversations, [ticket.id], signal);
      return [...receipts].map(([id, { at, tags }]) => ({ id, created_at: toIso(at), tags }));
    },
  };
}
