import { updateTicket } from './change.ts';
import type { Desk, DeskTicket, Via } from './desk.ts';
import { commentsOf } from './payload.ts';

export interface Merge {
  readonly source: DeskTicket;
  readonly target: DeskTicket;
  readonly author: number;
  readonly sourceComment?: { readonly body: string | undefined; readonly public: boolean };
  readonly targetComment?: { readonly body: string | undefined; readonly public: boolean };
}

/**
 * Closes `source` in favour of `target`: both get a comment that names the other (private unless asked), and the source
 * the tag `closed_by_merge`. The target is written first, as its comment quotes the source.
 */
export function mergeTickets(desk: Desk, merge: Merge): void {
  const { source, target, author } = merge;
  const last = commentsOf(source).findLast(({ event }) => event.public)?.event.body ?? source.description;
  const targetBody =
    merge.targetComment?.body ??
    `Request #${source.id} "${source.facts.subject}" was closed and merged into this request. Last comment in request #${source.id}:\n\n${last}`;
  const sourceBody =
    merge.sourceComment?.body ??
    `This request was closed and merged into request #${target.id} "${target.facts.subject}".`;
  updateTicket(
    desk,
    target,
    { comment: { body: targetBody, public: merge.targetComment?.public ?? false } },
    { author, via: mergeVia('from', source) },
  );
  updateTicket(
    desk,
    source,
    {
      facts: { status: 'closed' },
      tags: [...source.tags, 'closed_by_merge'],
      comment: { body: sourceBody, public: merge.sourceComment?.public ?? false },
    },
    { author, via: mergeVia('to', target) },
  );
  desk.happened({ ticket: source, audit: undefined, kind: 'merged', target: target.id });
}

function mergeVia(side: 'from' | 'to', other: DeskTicket): Via {
  const named = { ticket_id: other.id, subject: other.facts.subject };
  const source = side === 'from' ? { from: named, to: {} } : { from: {}, to: named };
  return { channel: 'merge', source: { ...source, rel: 'merge' } };
}
