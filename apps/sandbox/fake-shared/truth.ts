import type { Audit } from './write-log.ts';
import type { TicketView } from './view.ts';

/** A ticket as it is this instant: read from memory, past every limit, fault, lag and held-back row. */
export interface TicketTruth {
  readonly id: string;
  readonly view: () => TicketView;
  /**
   * Everything the API could tell of it, together, in the shape this helpdesk's `normalise` reads: ticket, what was said,
   * what changed, people, fields, ratings, and what was merged into it.
   */
  readonly raw: () => Readonly<Record<string, unknown>>;
}

/** The account read directly, for whoever must know what is really so. */
export interface Inside {
  /** Every ticket there is, deleted and archived ones included, by number. One at a time: an account may be large. */
  readonly truth: () => Iterable<TicketTruth>;
  readonly truthOf: (id: string) => TicketTruth | undefined;
  /** Who wrote what. */
  readonly audit: () => Audit;
}
