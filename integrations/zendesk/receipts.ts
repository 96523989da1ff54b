import { toIso } from '#core/time.ts';
import { together, type Receipt } from '#integrations/receipt.ts';
import type { ZendeskCalls } from './calls.ts';
import { maxComments, maxMergesDeep, maxReceipts } from './limits.ts';
import { mergedFrom } from './merges.ts';
import { allRows } from './pages.ts';
import { readRawTicket } from './payload.ts';
import type { RawTicket } from './payload.ts';
import { showMany } from './show-many.ts';

/** When the tickets that were merged into another were received, for its complaint was then, and what they were marked as. */
export interface Receipts {
  /**
   * As `mergedTickets` of a raw ticket. Each was received when it was made, or when the oldest was that had been merged
   * into it before, and bears the tags of all of those.
   */
  of(raw: RawTicket, signal: AbortSignal): Promise<readonly object[]>;
}

export function createReceipts(calls: ZendeskCalls): Receipts {
  // What was merged away is closed: nothing is merged into it any more.
  const known = new Map<string, Receipt>();
  const receivedAt = async (
    row: unknown,
    above: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly [string, Receipt]> => {
    const { id, created_at: at, tags } = readRawTicket({ ticket: row }).ticket;
    const list = { path: `tickets/${id}/comments.json`, name: 'comments', most: maxComments };
    const comments = above.length > maxMergesDeep ? [] : await allRows(calls, list, signal);
    const earlier = await receiptsOf(readRawTicket({ ticket: row, comments }), [...above, id], signal);
    return [id, together([{ at, tags }, ...earlier.values()])];
  };
  /** @param above  tickets that these are found under: where two name each other, one of them is the first */
  const receiptsOf = async (
    raw: RawTicket,
    above: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Receipt>> => {
    const ids = mergedFrom(raw).filter((id) => !above.includes(id));
    const found = new Map<string, Receipt>();
    for (const id of ids) {
      const before = known.get(id);
      if (before !== undefined) found.set(id, before);
    }
    const asked = { kind: 'tickets', ids: ids.filter((id) => !found.has(id)) } as const;
    for (const row of await showMany(calls, asked, signal)) found.set(...(await receivedAt(row, above, signal)));
    if (known.size > maxReceipts) known.clear();
    for (const [id, receipt] of found) known.set(id, receipt);
    return found;
  };
  return {
    async of(raw, signal) {
      const receipts = await receiptsOf(raw, [raw.ticket.id], signal);
      return [...receipts].map(([id, { at, tags }]) => ({ id, created_at: toIso(at), tags }));
    },
  };
}
