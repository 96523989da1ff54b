import type { ComplaintFields } from '../complaint/fields.ts';
import type { TicketRef } from '../ticket.ts';
import type { Instant } from '../time.ts';
import type { LedgerEntry, PressAction } from './ledger.ts';

/** Tags to add and to take away, without the policy's prefix. */
export interface TagChange {
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
}

/**
 * What is to become of a ticket, in one save. Tags and fields are named without the policy's prefix and are always our
 * own. What is absent stays as it is.
 */
export interface TicketChange extends TagChange {
  readonly fields?: ComplaintFields;
  /** A private note, plain text; nobody outside the company sees it. */
  readonly note?: string;
  /** Entries to add to the ledger; one of the same key and kind (or a `posted` after a `claimed`) takes the old one's place. */
  readonly ledger?: readonly LedgerEntry[];
  /** The helpdesk's own id of the agent. */
  readonly assignee?: string;
  readonly group?: string;
}

/** Where a message of ours stands. `message` is the platform's id of it within `channel`. */
export interface PostedAlert {
  readonly channel: string;
  readonly message: string;
  /** It is a digest and speaks for other complaints, too: it is answered in its thread and never edited. */
  readonly shared?: boolean | undefined;
  /** The channel as the policy calls it, where what may be said there rests on that. */
  readonly named?: string | undefined;
}

export const alertKinds = ['card', 'warning', 'breach', 'late', 'level'] as const;
/** `card`: the one message a complaint has; the others are what happened to it. `level`: a step up the ladder. */
export type AlertKind = (typeof alertKinds)[number];

/** A value people read. `ticket` is text that came from outside: shown plain, cut, and able to mention nobody. */
export type FactValue =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'ticket'; readonly text: string }
  | { readonly kind: 'instant'; readonly at: Instant }
  /** A channel of the policy, by name or id. */
  | { readonly kind: 'channel'; readonly channel: string }
  /** Somebody whom the policy names; `member` is their id where alerts are posted, and calls them. Never a ticket's. */
  | { readonly kind: 'person'; readonly name: string; readonly member: string | undefined };

export interface Fact {
  readonly label: string;
  readonly value: FactValue;
}

/** How a message looks at a glance. */
export type Tone = 'calm' | 'warning' | 'broken' | 'done';

/** One button or menu. `open` is a link, `more` leads to forms; the others come back to us with the ticket they speak of. */
export type AlertAction = PressAction | 'more' | 'open';

/** Words sent to people, as data; an integration turns them into its platform's own form. */
export interface AlertMessage {
  readonly kind: AlertKind;
  readonly ticket: TicketRef;
  readonly url: string;
  readonly tone: Tone;
  /** Our words: what is at stake, in one line. */
  readonly headline: string;
  /** The ticket's subject: text from outside. */
  readonly subject: string;
  readonly facts: readonly Fact[];
  /** Our words, small print: the policy's version, what was done and by whom. */
  readonly footnote: string;
  readonly actions: readonly AlertAction[];
}

/** Something that ought to be true by now. The shell performs it once: the key says whether it was done before. */
export type Effect = {
  /** `platform:account:ticket:obligation:step:cycle` */
  readonly key: string;
  readonly ticket: TicketRef;
} & (
  | { readonly kind: 'change-ticket'; readonly change: TicketChange }
  | {
      readonly kind: 'post-alert';
      /** A channel of the policy, by the name or id written there. */
      readonly channel: string;
      readonly alert: AlertMessage;
      /** Key of the card in whose thread it belongs; `undefined` for a message of its own. */
      readonly under: string | undefined;
      /** A reply that is shown in the channel too. */
      readonly broadcast: boolean;
      /** Keys of weaker alerts that this one speaks for; marked as covered with it. */
      readonly covers: readonly string[];
      /** The channel's name, to be kept with the message on the ledger; `undefined` where nothing rests on it. */
      readonly named?: string | undefined;
    }
  | { readonly kind: 'update-card'; readonly posted: PostedAlert; readonly alert: AlertMessage }
);
