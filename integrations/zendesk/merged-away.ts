import { IntegrationError } from '#integrations/errors.ts';
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
      const comments = await commentsOf(calls, id, signal);
      const raw = readRawTicket({ ticket: row, comments });
      const told = comments === undefined ? [] : [toldOn(raw)];
      shown.push({ id, at, tags, told, from: mergedFrom(raw) });
    }
    return shown;
  };
}

/** `undefined` where they may not be seen: that ticket's own, and no reason not to read the one that it was merged into. */
async function commentsOf(
  calls: ZendeskCalls,
  id: string,
  signal: AbortSignal,
): Promise<readonly unknown[] | undefined> {
  const list = { path: `tickets/${id}/comments.json`, name: 'comments', most: maxComments };
  try {
    return await allRows(calls, list, signal);
  } catch (cause) {
    if (cause instanceof IntegrationError && cause.reason === 'forbidden') return undefined;
    throw cause;
  }
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
