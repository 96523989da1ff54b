import type { TicketChange } from '#core/effect/effect.ts';
import { refText, type TicketRef } from '#core/ticket.ts';
import { HOUR_MS, type Instant } from '#core/time.ts';

/**
 * Changes that a helpdesk said it had saved and that its tickets did not show: a tag it writes in other words, a field it
 * cuts off or has no more. Written again at each reading, such a change would be written without end, with its note.
 */
export interface UnkeptChanges {
  /** Until when a change is left alone; `undefined` where it may be written. */
  restsUntil(ticket: TicketRef, change: TicketChange): Instant | undefined;
  /** The helpdesk said that it saved it, whatever it kept of it. */
  written(ticket: TicketRef, change: TicketChange): void;
  /** The ticket lacks nothing: what was written was kept. */
  kept(ticket: TicketRef): void;
}

/** So often a change is written before anybody is doubted: others may take it back in the same moment. */
const mostTimes = 3;
/** How long it rests then, and between one more try and the next: our choice. */
const restMs = HOUR_MS;
/** Tickets that are remembered; of more, the one longest unheard of is tried anew. */
const mostKept = 10_000;

export function createUnkeptChanges(now: () => Instant): UnkeptChanges {
  const last = new Map<string, { readonly text: string; readonly times: number; readonly at: Instant }>();
  return {
    restsUntil(ticket, change) {
      const before = last.get(refText(ticket));
      if (before === undefined || before.times < mostTimes || before.text !== textOf(change)) return undefined;
      return now() < before.at + restMs ? before.at + restMs : undefined;
    },
    written(ticket, change) {
      const name = refText(ticket);
      const text = textOf(change);
      const before = last.get(name);
      last.delete(name);
      last.set(name, { text, times: before?.text === text ? before.times + 1 : 1, at: now() });
      const oldest = last.size > mostKept ? last.keys().next().value : undefined;
      if (oldest !== undefined) last.delete(oldest);
    },
    kept: (ticket) => void last.delete(refText(ticket)),
  };
}

/** The ledger says when it was written, which is another instant each time. */
function textOf(change: TicketChange): string {
  return JSON.stringify({ ...change, ledger: undefined });
}
