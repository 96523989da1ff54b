import { refText, type TicketRef } from '#core/ticket.ts';
import type { Ran } from './run.ts';

/** More tickets that were merged away than a process remembers: our choice. */
const mostTold = 10_000;

/**
 * Has a ticket looked at again when another one that was merged into it was brought up to date: only by then it may be
 * marked as the complaint that it brings along. Once for each state of that one, so that two tickets which each say that
 * they were merged into the other come to rest.
 */
export function createHeirs(enqueue: (ref: TicketRef) => void): (ref: TicketRef, ran: Ran) => void {
  const told = new Map<string, string>();
  return (ref, { merged }) => {
    if (merged === undefined || told.get(refText(ref)) === merged.version) return;
    if (told.size >= mostTold) told.clear();
    told.set(refText(ref), merged.version);
    enqueue(merged.into);
  };
}
