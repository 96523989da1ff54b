import type { ComplaintFields } from '#core/complaint/fields.ts';
import type { AlertMessage, PostedAlert, TagChange, TicketChange } from '#core/effect/effect.ts';
import type { RoundUp } from '#core/report/round-up.ts';
import type { OtherComplaint, TicketRecord, TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';

/**
 * The time, and waiting for it. Everything that waits in the suite waits here, so that a simulated day takes no day.
 */
export interface Timekeeper {
  /** Never goes back. */
  now(): Instant;
  /** What the machine's clock says at present, which may be set back: to be compared with what others' clocks say. */
  wall(): Instant;
  /** Resolves at `at` or a little later, never before it; rejects with the signal's reason when aborted. */
  sleepUntil(at: Instant, signal?: AbortSignal): Promise<void>;
  /** Does a piece of work and counts it as in hand until it settles, but for the time it sleeps or stands by. */
  task<T>(work: () => Promise<T>): Promise<T>;
  /** Waits, within a task, for work that counts for itself elsewhere; meanwhile the one who waits does not count. */
  standBy<T>(work: Promise<T>): Promise<T>;
}

export interface Changes {
  readonly tickets: readonly TicketRef[];
  /** Where to go on from; to be presented at the next call. */
  readonly cursor: string;
  readonly more: boolean;
}

/** A page of a search; `cursor` leads to the next one, while there is more. */
export interface FoundPage {
  readonly tickets: readonly TicketRef[];
  readonly cursor: string | undefined;
  readonly more: boolean;
  /** How many there are on all pages, where the helpdesk says so; about, for it may lag. */
  readonly total?: number | undefined;
}

/** What is still to be dealt with, whoever has seen it: where a process that remembers nothing begins. */
export interface TicketBacklog {
  /** Tickets that are neither solved nor closed, a page at a time; by search, which may lag some minutes. */
  unsolved(cursor: string | undefined, signal: AbortSignal): Promise<FoundPage>;
}

/** Reads tickets. All methods: reject with IntegrationError or PayloadError only; honour `signal`; are safe to repeat. */
export interface TicketSource {
  /** Tickets changed since the cursor, or since `sinceAt` where there is none. A ticket may come again and again. */
  changesSince(from: string | { readonly sinceAt: Instant }, signal: AbortSignal): Promise<Changes>;
  /** The whole ticket as it is now. A deleted one is a record with status `deleted`. */
  read(ticket: TicketRef, signal: AbortSignal): Promise<TicketRecord>;
  /** Tickets that carry our tag (given without prefix) and can still be written to; by search, which may lag. */
  tagged(tag: string, cursor: string | undefined, signal: AbortSignal): Promise<FoundPage>;
}

/** Other complaints of one person. Rejects with IntegrationError only; honours `signal`; is safe to repeat. */
export interface ComplaintSearch {
  /**
   * Tickets of a record's complainant, but itself, that carry our tags, the latest first and no more than a page; by
   * search, which may lag.
   */
  othersOf(record: Pick<TicketRecord, 'ref' | 'complainant'>, signal: AbortSignal): Promise<readonly OtherComplaint[]>;
}

/** What became of a write; `conflict`: somebody was quicker. */
export type Written = 'written' | 'unkept' | 'conflict';

/** Writes to one ticket. Rejects with IntegrationError only; honours `signal`. */
export interface TicketActions {
  /**
   * Tags, fields, note, ledger and assignment of one step in one save, refused when the ticket moved on since `record`
   * was read. Touches nothing that is not ours but what the change names. `unkept`: it was saved, and the helpdesk did not
   * keep all of it; what was to follow the save was left.
   */
  write(record: TicketRecord, change: TicketChange, signal: AbortSignal): Promise<Written>;
}

/** A complaint that reached a colleague and not the helpdesk: what its ticket is opened with. */
export interface NewTicket {
  /**
   * What it is made from, such as the address of a message: of one source one ticket is opened, however often it is asked
   * for. No blanks, 200 signs at most.
   */
  readonly source: string;
  /** Since when there can be a ticket of this source. */
  readonly sourceAt: Instant;
  readonly subject: string;
  /** What happened, plain text. */
  readonly text: string;
  /** Who complains; where nobody said, the ticket is in the name of who reports it. */
  readonly complainant: { readonly email: string; readonly name: string | undefined } | undefined;
  /** The agent who reports it. */
  readonly reporter: { readonly id: string; readonly email: string };
  /** `complaint` ends in the source: a helpdesk that has no better place knows the ticket by it. */
  readonly fields: ComplaintFields & { readonly complaint: string };
}

/** A ticket that was opened, now or before. */
export interface OpenedTicket {
  /** `already`: there was one of this source. */
  readonly outcome: 'opened' | 'already';
  readonly ticket: TicketRef;
  /** Where an agent opens it. */
  readonly url: string;
}

/** Opens tickets. Rejects with IntegrationError or PayloadError only; honours `signal`. */
export interface TicketIntake {
  /** Whether the complainant may get to read `text`; where not, it is a note among colleagues. */
  readonly isTextShown: boolean;
  /**
   * Opens a ticket, once for each source. Safe to repeat: whoever got no answer asks again.
   *
   * @throws {IntegrationError} with outcome `unknown` where it may have been opened all the same
   */
  open(ticket: NewTicket, signal: AbortSignal): Promise<OpenedTicket>;
}

/** Which ticket an address names, for links that people share. */
export interface TicketAddresses {
  /**
   * The id of this account's ticket that a browser opens at this address; `undefined` for every other address, however
   * much it looks like one. Says nothing of whether there is such a ticket.
   */
  idOf(address: string): string | undefined;
}

/** Who works here. */
export interface AgentDirectory {
  /** The helpdesk's id of the active agent with this e-mail address. */
  byEmail(email: string, signal: AbortSignal): Promise<string | undefined>;
}

export interface ClaimRequest {
  /** Effects' keys without the ticket's own name, as the ledger holds them: all that one claim is for, held together or not at all. */
  readonly keys: readonly string[];
  /** A fresh nonce for each attempt. */
  readonly owner: string;
  /** As a claim in the ledger holds it: one, or several with a blank between. */
  readonly channel: string;
  /**
   * Tags that the record lacks, for a helpdesk to save with the claim, at no reading of their own. They need not come to be:
   * what is lacking then is written by itself.
   */
  readonly tags?: TagChange | undefined;
  /**
   * Called when what claims is about to be sent, each time it is: however long it waited for the helpdesk's limits, the
   * lease begins there. Answers what time it is at the helpdesk by then, as far as its answers have told.
   */
  readonly sending?: (() => Instant) | undefined;
}

/** What is written of a post: where it stands, and for what it spoke. */
export interface MarkRequest {
  /** As of a claim. */
  readonly keys: readonly string[];
  readonly posted: PostedAlert;
  readonly covers: readonly string[];
  /** As of a claim, where the ticket has not moved on since the version on which they were judged. */
  readonly tags?: (TagChange & { readonly judgedOn: TicketRecord['version'] }) | undefined;
}

/** The part of the alert protocol that differs by helpdesk; `apps/runtime/claim.ts` holds the part that does not. */
export interface AlertLedger {
  /** The helpdesk's own time, from the answer that gave `record` or a newer one. */
  claim(record: TicketRecord, request: ClaimRequest, signal: AbortSignal): Promise<'held' | 'conflict' | 'unknown'>;
  /**
   * Takes back a claim under which nothing was posted and nothing will be, where it would be in people's way. Nothing
   * rests on it: a claim that stays runs out.
   */
  giveBack(ticket: TicketRef, claim: Pick<ClaimRequest, 'keys' | 'owner'>, signal: AbortSignal): Promise<void>;
  /**
   * Writes `posted` for the keys and `covered`, by the first of them, for what was spoken for. Idempotent; a closed ticket
   * is accepted.
   */
  mark(ticket: TicketRef, request: MarkRequest, signal: AbortSignal): Promise<'marked' | 'closed'>;
}

/**
 * What became of a post. `refused`: it certainly was not posted; `unknown`: it may have been, and must never be answered
 * by posting again.
 */
export type PostResult =
  | { readonly outcome: 'sent'; readonly posted: PostedAlert }
  | {
      readonly outcome: 'refused';
      readonly code: string;
      readonly retryAfterMs: number | undefined;
      readonly permanent: boolean;
    }
  | { readonly outcome: 'unknown'; readonly code: string };

/** When a message may be sent, and in whose name it waits for its turn. */
export interface PostTurn {
  readonly channel: string;
  /** Whose message it is: those of one channel take turns. */
  readonly account: string;
  /** Begun by then or refused. */
  readonly latestAt: Instant;
}

export interface PostRequest extends PostTurn {
  readonly alert: AlertMessage;
  /** The protocol's `k`: hex SHA-256 of the effect's key; rides on the message as metadata. */
  readonly mark: string;
  /** The card's message id, for a reply in its thread. */
  readonly thread: string | undefined;
  readonly broadcast: boolean;
}

/** What a digest says of one complaint. */
export interface DigestEntry {
  /** All of one ticket, the gravest first. */
  readonly alerts: readonly [AlertMessage, ...AlertMessage[]];
  /** The marks of all its keys; each rides on the digest. */
  readonly marks: readonly string[];
}

/** One message for several complaints. */
export interface DigestRequest extends PostTurn {
  readonly entries: readonly DigestEntry[];
}

/** A round-up as it is to be posted. */
export interface RoundUpRequest extends PostTurn {
  /** In words that may be read in the channel. */
  readonly roundUp: RoundUp;
  /** Whose complaints, where others' may be told of in the same channel. */
  readonly whose?: string | undefined;
  /** Rides on the message as metadata, by which it is found again. */
  readonly mark: string;
  readonly now: Instant;
}

/** Posts round-ups. As with alerts, rejects only where aborted; `find` is that of `AlertChannel`. */
export interface RoundUpChannel {
  postRoundUp(request: RoundUpRequest, signal: AbortSignal): Promise<PostResult>;
  /** Takes a round-up of ours away again. */
  takeBack(posted: PostedAlert, signal: AbortSignal): Promise<PostResult>;
  readonly find: AlertChannel['find'];
}

/** Posts alerts to people. Rejects only where aborted; everything else is a result. */
export interface AlertChannel {
  post(request: PostRequest, signal: AbortSignal): Promise<PostResult>;
  /** What is posted is `shared`. */
  postDigest(request: DigestRequest, signal: AbortSignal): Promise<PostResult>;
  /** Refused for good only where that message can be edited no more: what keeps a whole workspace is mended one day. */
  update(posted: PostedAlert, alert: AlertMessage, mark: string, signal: AbortSignal): Promise<PostResult>;
  /**
   * Our message that carries `mark`, in the channel itself or in the thread, or `undefined`; rejects with IntegrationError
   * where it cannot be looked up.
   */
  find(
    where: { readonly channel: string; readonly thread: string | undefined; readonly sinceAt: Instant },
    mark: string,
    signal: AbortSignal,
  ): Promise<PostedAlert | undefined>;
}

/**
 * What is to be done about one thing that we need in an account. `create`: it is not there; `adopt`: it is there but not
 * made by us, or not as it has to be, and is used, changed only where the note says so; `leave`: it is in order;
 * `cannot`: only a person can make it right, and the note says how.
 */
export type SetupState = 'create' | 'adopt' | 'leave' | 'cannot';

/** One line of a plan: a field, webhook or trigger of ours, and what is to be done about it. */
export interface SetupStep {
  readonly kind: 'ticket field' | 'webhook' | 'trigger';
  readonly name: string;
  readonly state: SetupState;
  /** For people: what is found, what is changed, or how to mend it. */
  readonly note: string | undefined;
  /** Does it; safe to repeat; rejects with IntegrationError or PayloadError. `undefined` where nothing is to be done. */
  readonly perform: ((signal: AbortSignal) => Promise<void>) | undefined;
}

/** Makes an account ready for us and touches nothing that is not ours. Rejects with IntegrationError or PayloadError. */
export interface HelpdeskSetup {
  /** What is there and what is lacking, as of now; changes nothing. */
  plan(signal: AbortSignal): Promise<readonly SetupStep[]>;
  /** What only a person can do, in the order to do it. Holds no secret but one that we suggest ourselves. */
  byHand(signal: AbortSignal): Promise<readonly string[]>;
  /** What the account signs our webhook with; `undefined` where there is no such webhook or the account signs nothing. */
  webhookSecret(signal: AbortSignal): Promise<string | undefined>;
}

export const findingStates = ['ok', 'warn', 'fail', 'unknown'] as const;
/** `warn`: it works, but less well than it could; `fail`: something does not work; `unknown`: it could not be found out. */
export type FindingState = (typeof findingStates)[number];

/** What an examination found. Holds no secret and nothing of a ticket. */
export interface Finding {
  readonly state: FindingState;
  readonly what: string;
  /** How to mend it; `undefined` where nothing has to be done. */
  readonly mend: string | undefined;
}

/** Looks at one side of an installation and changes nothing. Whatever it rejects with is a finding, too. */
export interface Examination {
  /** Such as `zendesk fields`. */
  readonly check: string;
  readonly examine: (signal: AbortSignal) => Promise<readonly Finding[]>;
}
