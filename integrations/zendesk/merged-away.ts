import type { MergedAway, ShowMergedAway } from '#integrations/receipts.ts';
import type { ZendeskCalls } from './calls.ts';
import { maxComments } from './limits.ts';
import { mergedFrom } from './merges.ts';
import { allRows } from './pages.ts';
import { readRawTicket } from './payload.ts';
import type { RawTicket } from './payload.ts';
import { showMany } from './show-many.ts';
import { textOf } from './words.ts';
import { isAside } from './vocabulary.ts';

/** What is kept of one ticket's words while many are remembered, in UTF-16 units: our choice. */
const mostWords = 4_000;

/**
 * Shows tickets that were merged into another, and by their comments what had been merged into them and what the complainant
 * had written: they are closed, and take no marks any more.
 */
export function createShowMergedAway(calls: ZendeskCalls): ShowMergedAway {
  return async (ids, signal) => {
    const shown: MergedAway[] = [];
    for (const row of await showMany(calls, { kind: 'tickets', ids }, signal)) {
      const { id, created_at: at, tags } = readRawTicket({ ticket: row }).ticket;
      const list = { path: `tickets/${id}/comments.json`, name: 'comments', most: maxComments };
      const comments = await allRows(calls, list, signal);
      const raw = readRawTicket({ ticket: row, comments });
      shown.push({ id, at, tags, told: [toldOn(raw)], from: mergedFrom(raw) });
    }
    return shown;
  };
}

/** As an entry of `told` beside a raw ticket. @see RawToldTicket */
function toldOn({ ticket, comments = [] }: RawTicket): object {
  const { subject, tags, custom_fields: fields, requester_id: requester } = ticket;
  let room = mostWords;
  const messages: string[] = [];
  for (const [index, comment] of comments.entries()) {
    if (room <= 0) break;
    // Whoever typed the first words, an agent at the phone among them, they are the complainant's.
    if ((index > 0 && comment.author_id !== requester) || isAside(comment.via)) continue;
    const text = textOf(comment).slice(0, room);
    room -= text.length;
    messages.push(text);
  }
  return { subject, messages, tags, custom_fields: fields };
}
