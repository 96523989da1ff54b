import type { Instant } from './time.ts';
import type { ComplaintFields } from './complaint/fields.ts';
import type { Severity } from './complaint/vocabulary.ts';
import type { LedgerEntry } from './effect/ledger.ts';

/** Which ticket, of which account, of which helpdesk. `account` is the account's name in its address, never an address. */
export interface TicketRef {
  readonly platform: string;
  readonly account: string;
  readonly id: string;
}

/** `platform:account:id`: how a ticket is named in keys, logs and on the command line. */
export function refText(ref: TicketRef): string {
  return `${ref.platform}:${ref.account}:${ref.id}`;
}

export const channels = [
  'phone',
  'email',
  'web',
  'chat',
  'social',
  'inPerson',
  'letter',
  'regulatorPortal',
  'api',
  'other',
] as const;
/** How the ticket reached the company. */
export type Channel = (typeof channels)[number];

export const ticketStatuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed', 'deleted'] as const;
/**
 * Where the helpdesk says the ticket is. `pending` waits on the complainant, `hold` on somebody else; `closed` can no
 * longer be written to; `deleted` is gone (also scrubbed or spam).
 */
export type TicketStatus = (typeof ticketStatuses)[number];

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

export const roles = ['complainant', 'agent', 'automatic', 'other'] as const;
/**
 * In what capacity somebody acts on a ticket. `automatic`: a bot, a trigger, an automation, a mail robot: never a
 * person. `other`: a person who is neither the complainant nor staff, such as somebody in copy.
 */
export type Role = (typeof roles)[number];

/** Somebody on a ticket. `id` is the helpdesk's own; the name is shown, never copied elsewhere. */
export interface Person {
  readonly id: string;
  readonly name: string | undefined;
  readonly role: Role;
}

interface Happened {
  /** The helpdesk's own instant. */
  readonly at: Instant;
  /** The helpdesk's id of the change; entries of one update share it, so that a reply and a status in one save are seen as one. */
  readonly update: string;
  readonly by: Person;
}

/**
 * What the complainant wrote on a ticket that was merged into another before it was marked as anything. Some helpdesks let
 * nobody write on a ticket that was merged away, so that it never will be.
 */
export interface UnmarkedWords {
  readonly subject: string;
  /** Oldest first. */
  readonly messages: readonly string[];
  readonly tags: readonly string[];
}

/** One thing that happened to a ticket, in neutral words. */
export type TimelineEntry = Happened &
  (
    | { readonly kind: 'opened' }
    /** Words written on the ticket. `id` is the comment's; the first one is the ticket's own text. */
    | { readonly kind: 'said'; readonly id: string; readonly public: boolean; readonly text: string }
    | { readonly kind: 'status'; readonly from: TicketStatus | undefined; readonly to: TicketStatus }
    | { readonly kind: 'priority'; readonly from: Priority | undefined; readonly to: Priority | undefined }
    | { readonly kind: 'assigned'; readonly to: string | undefined; readonly group: string | undefined }
    /** This ticket was merged into another (`into`), or took another in (`from`), whose receipt may be earlier. */
    | {
        readonly kind: 'merged';
        readonly into: string | undefined;
        readonly from: string | undefined;
        readonly receivedAt: Instant | undefined;
        /** What the ticket that was taken in was marked as: its complaint lives on in this one. */
        readonly complaint?: 'yes' | 'possible' | undefined;
        /** How grave that was, by its marks. */
        readonly severity?: Severity | undefined;
        /** What was written on it, and on what had been merged into it before, where those bear no mark of ours. */
        readonly unmarked?: readonly UnmarkedWords[] | undefined;
      }
    | { readonly kind: 'rated'; readonly score: 'good' | 'bad' }
    /** One of our own fields was changed; the value is as the helpdesk holds it. */
    | { readonly kind: 'field'; readonly field: keyof ComplaintFields; readonly value: string | undefined }
  );

export const targetMetrics = ['firstReply', 'nextReply', 'update', 'resolution', 'work', 'waiting', 'other'] as const;
/** What a promise of the helpdesk's own is about. `work`: time in the hands of agents; `waiting`: of the complainant's. */
export type TargetMetric = (typeof targetMetrics)[number];

export const targetStages = ['running', 'paused', 'done', 'overdue', 'unknown'] as const;
export type TargetStage = (typeof targetStages)[number];

/** A promise as the helpdesk's own SLA settings see it. It is shown beside ours and never judged by. */
export interface HelpdeskTarget {
  readonly metric: TargetMetric;
  readonly stage: TargetStage;
  /** `undefined` where the helpdesk names no instant, as it does while a target is paused. */
  readonly dueAt: Instant | undefined;
}

/** Another ticket of the same complainant that was taken for a complaint, as a search of the helpdesk tells of it. */
export interface OtherComplaint {
  readonly ref: TicketRef;
  readonly url: string;
  readonly subject: string;
  /** Its first words, as far as the search gives them; read to compare, and copied nowhere. */
  readonly opening: string;
  readonly receivedAt: Instant;
  readonly status: TicketStatus;
  readonly category: string | undefined;
}

/** One platform's ticket in neutral words; made only by an integration's `normalise.ts`. Entries may come in any order. */
export interface TicketRecord {
  readonly ref: TicketRef;
  /** Where an agent opens it: built from the account's name, never taken from the payload. */
  readonly url: string;
  readonly subject: string;
  readonly channel: Channel;
  readonly status: TicketStatus;
  /**
   * The helpdesk refuses every change of it, for good: what it shows it keeps, and as nothing can be claimed on it, nothing
   * more is told. Not every helpdesk freezes a ticket when it is closed.
   */
  readonly isFrozen?: true | undefined;
  readonly priority: Priority | undefined;
  readonly complainant: Person;
  readonly assignee: Person | undefined;
  readonly group: string | undefined;
  readonly brand: string | undefined;
  readonly language: string | undefined;
  readonly tags: readonly string[];
  /** What the helpdesk's own form says that it is, in its words, where it asks: "Complaint", "Question". */
  readonly form?: string | undefined;
  /** From which domain the complainant writes, where that is known: a regulator's tells much, a person's next to nothing. */
  readonly senderDomain?: string | undefined;
  /** Our own fields, found by their keys. */
  readonly fields: ComplaintFields;
  readonly timeline: readonly TimelineEntry[];
  readonly ledger: readonly LedgerEntry[];
  /** The helpdesk's own view as of `readAt`, where it was asked for. */
  readonly targets?: readonly HelpdeskTarget[] | undefined;
  /** Other complaints of the same complainant, where they were asked for; a search of limited length, which may lag. */
  readonly others?: readonly OtherComplaint[] | undefined;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly readAt: Instant;
  /** What an optimistic write must present: the helpdesk's own mark of this state. */
  readonly version: string;
}
