import { MINUTE_MS, SECOND_MS } from '#core/time.ts';

/**
 * What nobody has seen written down, or what differs between accounts. The first value named is the one a fresh account
 * has; whoever speaks to Freshdesk must get along with all of them.
 */
export interface Switches {
  /** Whether `updated_since` lists a ticket changed in that very second. */
  readonly updatedSince: 'inclusive' | 'exclusive';
  /** What `tags` in a PUT do to the tags that are there. */
  readonly tagsOnPut: 'replace' | 'add';
  readonly tagCase: 'kept' | 'lowered';
  /** Longer tags are refused. */
  readonly longestTag: number;
  /** What `custom_fields` in a PUT do to fields they do not name. */
  readonly customFieldsOnPut: 'merge' | 'replace';
  /** Longer values of one-line text fields are refused; characters. */
  readonly longestText: number;
  /** The API name of a new field may end in the account's number. */
  readonly fieldNames: 'plain' | 'suffixed';
  /** Whether required fields make writes fail that do not touch them. */
  readonly formValidation: boolean;
  /** The engine of accounts opened after August 2025 recalculates due dates some seconds after a write. */
  readonly slaEngine: 'new' | 'classic';
  /** How long after a ticket was created, or with the new engine written, its due dates are there; ms. */
  readonly slaDelayMs: number;
  /** What the time in a paused status does to the due dates when the ticket leaves it. */
  readonly dueAfterPause: 'pushed out' | 'kept';
  /** How long after a promise broke the ticket says so; the soonest and the latest, ms. */
  readonly escalationDelayMs: { readonly soonest: number; readonly latest: number };
  /** Whether a customer's word opens a ticket that waited or was resolved, as the rule of a fresh account does. */
  readonly reopenOnReply: boolean;
  readonly resolvedAtOnReopen: 'cleared' | 'kept';
  /** Whether an unassigned ticket becomes theirs who answers it first. */
  readonly firstResponderTakes: boolean;
  /** By what a message that no person wrote can be told. */
  readonly automaticMarks: 'both' | 'automation_id' | 'auto_response';
  /** Whether editing or removing a note moves the ticket's `updated_at`. */
  readonly noteEditMovesUpdatedAt: boolean;
  readonly ratingMovesUpdatedAt: boolean;
  /** How far behind a list of conversations may be, ms. */
  readonly staleConversationsMs: number;
  /** What the conversations of a deleted or spam ticket answer. */
  readonly deletedConversations: 403 | 200 | 404;
  /** Whether the webhook's rules also hear of deletion and spam. */
  readonly hooksTellDeletion: boolean;
  /** Deliveries beyond as many an hour wait for the next one. */
  readonly hooksPerHour: number;
  /** How often a delivery that failed is tried again, and after how long. */
  readonly hookRetries: { readonly times: number; readonly everyMs: number };
  /** The documentation prints a blank after the `<` of a Link header. */
  readonly linkBlank: boolean;
  /** A client once saw rate headers as `100.0`. */
  readonly rateHeaders: 'whole' | 'decimal';
  readonly body429: string;
  /** What agents see: 1 every ticket, 2 their groups', 3 their own. */
  readonly ticketScope: 1 | 2 | 3;
  /** Some answers carry attributes that nobody knows yet. */
  readonly surprises: boolean;
}

export const usualSwitches: Switches = {
  updatedSince: 'inclusive',
  tagsOnPut: 'replace',
  tagCase: 'kept',
  longestTag: 32,
  customFieldsOnPut: 'merge',
  longestText: 255,
  fieldNames: 'plain',
  formValidation: true,
  slaEngine: 'new',
  slaDelayMs: 3 * SECOND_MS,
  dueAfterPause: 'pushed out',
  escalationDelayMs: { soonest: 38 * SECOND_MS, latest: 12 * MINUTE_MS + 5 * SECOND_MS },
  reopenOnReply: true,
  resolvedAtOnReopen: 'cleared',
  firstResponderTakes: true,
  automaticMarks: 'both',
  noteEditMovesUpdatedAt: true,
  ratingMovesUpdatedAt: true,
  staleConversationsMs: 0,
  deletedConversations: 403,
  hooksTellDeletion: false,
  hooksPerHour: 1000,
  hookRetries: { times: 0, everyMs: 30 * MINUTE_MS },
  linkBlank: true,
  rateHeaders: 'whole',
  body429: 'You have used up the calls of this minute.',
  ticketScope: 1,
  surprises: true,
};
