import type { ComplaintEventKind } from '../complaint/complaint.ts';
import type { ContentTag, Severity } from '../complaint/vocabulary.ts';
import type { Channel } from '../ticket.ts';
import type { Instant } from '../time.ts';
import type { Span } from './span.ts';

export const anchors = [
  'received',
  'acknowledged',
  'escalated',
  'stageAcknowledged',
  'decisionAccepted',
  'lastUpdate',
  'portalReceived',
] as const;
/** The event from which a clock is counted. */
export type Anchor = (typeof anchors)[number];

/** When a warning is due: after a share of the span, or some time before the due instant. */
export type WarnAt =
  | { readonly kind: 'share'; readonly percent: number }
  | { readonly kind: 'before'; readonly span: Span; readonly text: string };

/** Which complaints an obligation concerns; all that is named must hold. */
export interface Predicate {
  readonly severity?: readonly Severity[];
  readonly category?: readonly string[];
  readonly channel?: readonly Channel[];
  readonly brand?: readonly string[];
  readonly tag?: readonly string[];
  /** None of these tags is there. */
  readonly notTag?: readonly string[];
  readonly stage?: 1 | 2;
}

/** A promise: from an event, within a span, on a calendar, kept by certain events. */
export interface Obligation {
  readonly id: string;
  /** The preset it comes from, or `policy`. */
  readonly preset: string;
  /** For people: "Acknowledge the complaint". */
  readonly title: string;
  readonly anchor: Anchor;
  readonly span: Span;
  /** The span as it was written. */
  readonly spanText: string;
  readonly calendar: string;
  readonly pausable: boolean;
  readonly satisfiedBy: readonly ComplaintEventKind[];
  /** A holding reply that extends the promise, counted from the same anchor. */
  readonly substitutes: { readonly extendsTo: Span; readonly requires: readonly ContentTag[] } | undefined;
  /** A holding reply with all of this content keeps the promise, without a new date. */
  readonly holdingKeeps?: { readonly requires: readonly ContentTag[] } | undefined;
  /**
   * Makes it an offer and not a promise: when it is past due and not met nothing is broken, and the obligation of this id
   * takes its place.
   */
  readonly orElse?: string | undefined;
  /** Content the satisfying message must have, told from its words; in a language we cannot read it is taken on trust. */
  readonly requires: readonly ContentTag[];
  readonly recurring: boolean;
  readonly onlyIf: Predicate | undefined;
  readonly warnAt: readonly WarnAt[];
  /** A regulator's deadline: never paused, never held back by quiet hours. */
  readonly regulatory: boolean;
  readonly source: { readonly text: string; readonly url: string | undefined; readonly readOn: string };
  /** Applies to what was received from here on. */
  readonly effectiveFrom: Instant | undefined;
  /** Applies to what was received before this. */
  readonly effectiveTo: Instant | undefined;
}
