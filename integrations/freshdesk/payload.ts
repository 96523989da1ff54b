import type * as z from 'zod';
import { parseInstant, type Instant } from '#core/time.ts';
import { plainText } from '#integrations/read-instant.ts';
import {
  readCode,
  readFlag,
  readId,
  readInstant,
  readMaybeId,
  readMaybeInstant,
  readMaybeList,
  readMaybeListOnce,
  readMaybeObject,
  readObject,
  readPayload,
  readRows as readRowsOf,
  readText,
  readWithin,
  readWords,
} from '#integrations/read-json.ts';
import type { Documented } from '#integrations/read-json.ts';
import { readShape } from '#integrations/read-shape.ts';

/**
 * What we read of Freshdesk's answers, and no more: other keys pass unread. Whatever Freshdesk may leave out, null or add
 * to (statuses, sources, priorities, kinds of conversation) is accepted here and given a meaning in the files that read
 * it.
 */
export const freshdeskPayload: Documented = { code: 'FRESHDESK_PAYLOAD', by: 'Freshdesk' };

/** When what happened, as far as the account remembers; only with `include=stats`. */
export interface RawStats {
  readonly first_responded_at: Instant | undefined;
  readonly status_updated_at: Instant | undefined;
  readonly reopened_at: Instant | undefined;
  readonly resolved_at: Instant | undefined;
  readonly closed_at: Instant | undefined;
  readonly pending_since: Instant | undefined;
}

export interface RawConversation {
  readonly id: string;
  readonly user_id: string | undefined;
  readonly body: string | undefined;
  readonly body_text: string | undefined;
  readonly incoming: boolean;
  readonly private: boolean;
  readonly source: number | undefined;
  readonly auto_response: boolean;
  readonly automation_id: unknown;
  readonly created_at: Instant;
}

export interface RawTicketFacts {
  readonly id: string;
  readonly subject: string | undefined;
  readonly description: string | undefined;
  readonly description_text: string | undefined;
  readonly status: number | undefined;
  readonly priority: number | undefined;
  readonly source: number | undefined;
  readonly spam: boolean;
  readonly deleted: boolean;
  readonly archived: boolean;
  readonly requester_id: string | undefined;
  readonly responder_id: string | undefined;
  readonly group_id: string | undefined;
  readonly product_id: string | undefined;
  readonly tags: readonly string[];
  /** As they came: an account has many, and few are ours. */
  readonly custom_fields: Readonly<Record<string, unknown>>;
  readonly stats: RawStats | undefined;
  readonly requester: RawRequester | undefined;
  /** What the account's form says that it is, in its own words. */
  readonly type: string | undefined;
  /** With `include=conversations`: the first ten. */
  readonly conversations: readonly RawConversation[] | undefined;
  /** What the account itself owes, by its own SLA settings, as it came. */
  readonly due: RawDue;
  readonly created_at: Instant;
  readonly updated_at: Instant | undefined;
  /** The same as it was written, to the second; `undefined` where it was written in any other way. */
  readonly updated_text: string | undefined;
}

interface RawRequester {
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** Nothing but its domain is kept. */
  readonly email: unknown;
}

export interface RawDue {
  readonly fr_due_by?: unknown;
  readonly nr_due_by?: unknown;
  readonly due_by?: unknown;
  readonly fr_escalated?: unknown;
  readonly nr_escalated?: unknown;
  readonly is_escalated?: unknown;
}

/** `choices` has a shape for each kind of field; who reads it must know them all. */
export interface RawTicketField {
  readonly id: string | undefined;
  readonly name: string;
  readonly label: string | undefined;
  readonly choices: unknown;
}

/** A contact as it is, or an agent, whose person stands in `contact`. */
export interface RawUser {
  readonly id: string;
  readonly name: string | undefined;
}

/** A customer's rating: 103 to -103, or 1 to 3 in the classic survey. */
export interface RawRating {
  readonly created_at: Instant;
  readonly user_id: string | undefined;
  readonly ratings: { readonly default_question?: unknown } | undefined;
}

interface RawMergedTicket {
  readonly id: string;
  readonly created_at: Instant;
  readonly tags: readonly string[];
}

/** A raw ticket: the ticket, and beside it whatever else of it was read. */
export interface RawTicket {
  readonly ticket: RawTicketFacts;
  readonly conversations: readonly RawConversation[] | undefined;
  readonly ticketFields: readonly RawTicketField[] | undefined;
  readonly users: readonly RawUser[] | undefined;
  readonly satisfactionRatings: readonly RawRating[] | undefined;
  /** Tickets that were merged into this one. */
  readonly mergedTickets: readonly RawMergedTicket[] | undefined;
  /** The account's name. */
  readonly account: string | undefined;
  /** Where the account is, without a slash at the end; only for a sandbox. */
  readonly origin: string | undefined;
  readonly readAt: Instant | undefined;
}

/** Row of a list or a search: enough to say which ticket, when it changed, and whether it bears a tag. */
export interface RawRow {
  readonly id: string;
  /**
   * Both 0 where the row does not say: it must not hold up those behind it, and is told whenever it is met. Nor must odd
   * tags, which count for none.
   */
  readonly created_at: Instant;
  readonly updated_at: Instant;
  readonly tags: readonly string[];
}

/** @throws {PayloadError} FRESHDESK_PAYLOAD, with the path of the first thing that is not as documented; never its text */
export function readRawTicket(raw: unknown): RawTicket {
  return readPayload(raw, rawTicketOf, freshdeskPayload);
}

/** An account's ticket fields. @throws {PayloadError} */
export function readTicketFields(raw: unknown): readonly RawTicketField[] {
  return readPayload(raw, (raw) => readRowsOf(raw, '', ticketFieldOf), freshdeskPayload);
}

/** What is said on a ticket. @throws {PayloadError} */
export function readConversations(raw: unknown): readonly RawConversation[] {
  return readPayload(raw, (raw) => readRowsOf(raw, '', conversationOf), freshdeskPayload);
}

/** @throws {PayloadError} */
export function readRows(raw: unknown): readonly RawRow[] {
  return readPayload(raw, (raw) => readRowsOf(raw, '', rowOf), freshdeskPayload);
}

/** What a search found, and how many there are in all. @throws {PayloadError} */
export function readFound(raw: unknown): { readonly total: number; readonly results: readonly RawRow[] } {
  const read = (raw: unknown) => {
    const { total, results } = readObject<'total' | 'results'>(raw, '');
    return { total: Number(readId(total, 'total')), results: readRowsOf(results, 'results', rowOf) };
  };
  return readPayload(raw, read, freshdeskPayload);
}

/** Reads a payload by a shape; for what is read seldom. @throws {PayloadError} FRESHDESK_PAYLOAD */
export function readAs<T extends z.ZodType>(shape: T, raw: unknown): z.output<T> {
  return readShape(shape, raw, freshdeskPayload);
}

function rawTicketOf(value: unknown): RawTicket {
  const raw = readObject<keyof RawTicket>(value, '');
  return {
    ticket: readWithin(raw.ticket, 'ticket', ticketOf),
    conversations: readMaybeList(raw.conversations, 'conversations', conversationOf),
    ticketFields: readFieldsOnce(raw.ticketFields),
    users: readMaybeList(raw.users, 'users', userOf),
    satisfactionRatings: readMaybeList(raw.satisfactionRatings, 'satisfactionRatings', ratingOf),
    mergedTickets: readMaybeList(raw.mergedTickets, 'mergedTickets', mergedTicketOf),
    account: readText(raw.account, 'account'),
    origin: readText(raw.origin, 'origin'),
    readAt: readMaybeInstant(raw.readAt, 'readAt'),
  };
}

function ticketOf(value: unknown): RawTicketFacts {
  const raw = readObject<keyof RawTicketFacts | keyof RawDue>(value, '');
  return {
    id: readId(raw.id, 'id'),
    subject: readText(raw.subject, 'subject'),
    description: readText(raw.description, 'description'),
    description_text: readText(raw.description_text, 'description_text'),
    status: readCode(raw.status),
    priority: readCode(raw.priority),
    source: readCode(raw.source),
    spam: readFlag(raw.spam, 'spam') === true,
    deleted: readFlag(raw.deleted, 'deleted') === true,
    archived: readFlag(raw.archived, 'archived') === true,
    requester_id: readMaybeId(raw.requester_id, 'requester_id'),
    responder_id: readMaybeId(raw.responder_id, 'responder_id'),
    group_id: readMaybeId(raw.group_id, 'group_id'),
    product_id: readMaybeId(raw.product_id, 'product_id'),
    tags: readWords(raw.tags, 'tags'),
    custom_fields: readMaybeObject<string>(raw.custom_fields, 'custom_fields') ?? {},
    stats: statsOf(raw.stats),
    requester: requesterOf(raw.requester),
    type: typeof raw.type === 'string' ? raw.type : undefined,
    conversations: readMaybeList(raw.conversations, 'conversations', conversationOf),
    due: raw,
    created_at: readInstant(raw.created_at, 'created_at'),
    updated_at: readMaybeInstant(raw.updated_at, 'updated_at'),
    updated_text: plainText(raw.updated_at),
  };
}

function statsOf(value: unknown): RawStats | undefined {
  const raw = readMaybeObject<keyof RawStats>(value, 'stats');
  if (raw === undefined) return undefined;
  return {
    first_responded_at: readMaybeInstant(raw.first_responded_at, 'stats.first_responded_at'),
    status_updated_at: readMaybeInstant(raw.status_updated_at, 'stats.status_updated_at'),
    reopened_at: readMaybeInstant(raw.reopened_at, 'stats.reopened_at'),
    resolved_at: readMaybeInstant(raw.resolved_at, 'stats.resolved_at'),
    closed_at: readMaybeInstant(raw.closed_at, 'stats.closed_at'),
    pending_since: readMaybeInstant(raw.pending_since, 'stats.pending_since'),
  };
}

function requesterOf(value: unknown): RawRequester | undefined {
  const raw = readMaybeObject<keyof RawRequester>(value, 'requester');
  if (raw === undefined) return undefined;
  return { id: readMaybeId(raw.id, 'requester.id'), name: readText(raw.name, 'requester.name'), email: raw.email };
}

function conversationOf(value: unknown): RawConversation {
  const raw = readObject<keyof RawConversation>(value, '');
  return {
    id: readId(raw.id, 'id'),
    user_id: readMaybeId(raw.user_id, 'user_id'),
    body: readText(raw.body, 'body'),
    body_text: readText(raw.body_text, 'body_text'),
    incoming: readFlag(raw.incoming, 'incoming') === true,
    private: readFlag(raw.private, 'private') === true,
    source: readCode(raw.source),
    auto_response: readFlag(raw.auto_response, 'auto_response') === true,
    automation_id: raw.automation_id,
    created_at: readInstant(raw.created_at, 'created_at'),
  };
}

function ticketFieldOf(value: unknown): RawTicketField {
  const raw = readObject<keyof RawTicketField>(value, '');
  return {
    id: readMaybeId(raw.id, 'id'),
    name: readText(raw.name, 'name') ?? '',
    label: readText(raw.label, 'label'),
    choices: raw.choices,
  };
}

const readFieldsOnce = readMaybeListOnce('ticketFields', ticketFieldOf);

function userOf(value: unknown): RawUser {
  const raw = readObject<'id' | 'name' | 'contact'>(value, '');
  const contact = readMaybeObject<'name'>(raw.contact, 'contact');
  return {
    id: readId(raw.id, 'id'),
    name: readText(raw.name, 'name') ?? readText(contact?.name, 'contact.name'),
  };
}

function ratingOf(value: unknown): RawRating {
  const raw = readObject<keyof RawRating>(value, '');
  return {
    created_at: readInstant(raw.created_at, 'created_at'),
    user_id: readMaybeId(raw.user_id, 'user_id'),
    ratings: readMaybeObject<'default_question'>(raw.ratings, 'ratings'),
  };
}

function mergedTicketOf(value: unknown): RawMergedTicket {
  const raw = readObject<keyof RawMergedTicket>(value, '');
  return {
    id: readId(raw.id, 'id'),
    created_at: readInstant(raw.created_at, 'created_at'),
    tags: readWords(raw.tags, 'tags'),
  };
}

function rowOf(value: unknown): RawRow {
  const raw = readObject<keyof RawRow>(value, '');
  return {
    id: readId(raw.id, 'id'),
    created_at: instantIn(raw.created_at),
    updated_at: instantIn(raw.updated_at),
    tags: wordsIn(raw.tags),
  };
}

function wordsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter((one) => typeof one === 'string') : [];
}

function instantIn(value: unknown): Instant {
  return (typeof value === 'string' ? parseInstant(value) : undefined) ?? 0;
}
