import type { MergedAway, ShowMergedAway } from '#integrations/receipts.ts';
import type { ZendeskCalls } from './calls.ts';
import { maxComments } from './limits.ts';
import { mergedFrom } from './merges.ts';
import { allRows } from './pages.ts';
import { readRawTicket } from './payload.ts';
import { showMany } from './show-many.ts';

/** Shows tickets that were merged into another, and by their comments what had been merged into them. */
export function createShowMergedAway(calls: ZendeskCalls): ShowMergedAway {
  return async (ids, signal) => {
    const shown: MergedAway[] = [];
    for (const row of await showMany(calls, { kind: 'tickets', ids }, signal)) {
      const { id, created_at: at, tags } = readRawTicket({ ticket: row }).ticket;
      const list = { path: `tickets/${id}/comments.json`, name: 'comments', most: maxComments };
      const comments = await allRows(calls, list, signal);
      shown.push({ id, at, tags, from: mergedFrom(readRawTicket({ ticket: row, comments })) });
    }
    return shown;
  };
}
