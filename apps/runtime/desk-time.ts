import { SECOND_MS, type Instant } from '#core/time.ts';

/**
 * What a helpdesk's clock says, as far as its answers have told. Promises are the helpdesk's: what falls due is judged by
 * its time, so a machine whose clock is wrong tells nobody too early.
 */
export interface DeskTime {
  /** An answer came between two instants of our own time, and said, to the second, what time it was. */
  hear(askedAt: Instant, said: Instant, heardAt: Instant): void;
  /** By how much the helpdesk is ahead of us; 0 while nothing says otherwise. */
  aheadMs(): number;
}

/** Answers that are remembered: enough to know the helpdesk's clock to a small part of a second. */
const remembered = 32;

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
    aheadMs() {
      if (bounds.length === 0 || (least() <= 0 && most() >= 0)) return 0;
      // The least that is possible: to be late by a part of a second is better than to be early.
      return least();
    },
  };
}
