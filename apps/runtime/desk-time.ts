import { SECOND_MS, type Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/**
 * What a helpdesk's clock says, as far as its answers have told. Promises are the helpdesk's: what falls due is judged by
 * its time, so a machine whose clock is wrong tells nobody too early.
 */
export interface DeskTime {
  /** An answer came between two instants of our own time, and said, to the second, what time it was. */
  hear(askedAt: Instant, said: Instant, heardAt: Instant): void;
  /** By how much the helpdesk is ahead of us at the least, so that nothing is told too early; 0 before any answer. */
  aheadMs(): number;
}

/** What time it is at helpdesks, by the one that is the least ahead of us: whatever is told by it, is told too early nowhere. */
export function timeAt(desks: readonly { readonly clock: DeskTime }[], { now }: Pick<Timekeeper, 'now'>): Instant {
  return now() + Math.min(...desks.map(({ clock }) => clock.aheadMs()));
}

/**
 * Answers that are remembered. Each says a whole second, and only those that come just after one begins tell the clock to a
 * small part of it: of this many, some do.
 */
const remembered = 512;

export function createDeskTime(): DeskTime {
  let bounds: { readonly least: number; readonly most: number }[] = [];
  const least = (): number => Math.max(...bounds.map((bound) => bound.least));
  const most = (): number => Math.min(...bounds.map((bound) => bound.most));
  return {
    hear(askedAt, said, heardAt) {
      // It said a whole second, somewhere between asking and hearing.
      const bound = { least: said - heardAt, most: said + SECOND_MS - 1 - askedAt };
      bounds = [...bounds.slice(1 - remembered), bound];
      // One of the clocks was set: what was heard before is worth nothing.
      if (least() > most()) bounds = [bound];
    },
    // Our own clock is not believed even where no answer contradicts it: it may be ahead by as much as answers hide.
    aheadMs: () => (bounds.length === 0 ? 0 : least()),
  };
}
