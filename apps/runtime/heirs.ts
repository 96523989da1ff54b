import { refText, type TicketRef } from '#core/ticket.ts';
import type { Ran } from './run.ts';

/** More tickets that were merged away than a process remembers: our choice. */
const mostTold = 10_000;

/**
 * Has a ticket looked at again when another one that was merged into it was brought up to date: only by then it may be
 * marked as the complaint that it brings along. Once for each state of that one, so that two tickets which each say that
 * they were merged into the other come to rest. Also once when that one is gone, or no complaint any more: what it was
 * marked as in the end may never have been seen there.
 */
export function createHeirs(enqueue: (ref: TicketRef) => void): (ref: TicketRef, ran: Ran) => void {
  const told = new Map<string, NonNullable<Ran['merged']>>();
  return (ref, { merged }) => {
    const name = refText(ref);
    const before = told.get(name);
    if (merged === undefined) {
      if (before === undefined) return;
      told.delete(name);
      enqueue(before.into);
      return;
    }
    if (before?.version === merged.version) return;
    if (told.size >= mostTold) told.clear();
    told.set(name, merged);
    enqueue(merged.into);
  };
}
