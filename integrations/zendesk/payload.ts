import type * as z from 'zod';
import type { Instant } from '#core/time.ts';
import { plainText } from '#integrations/read-instant.ts';
import {
  readFlag,
  readId,
  readInstant,
  readItems,
  readList,
  readMaybeId,
  readMaybeInstant,
  readMaybeList,
  readMaybeListOnce,
  readMaybeObject,
  readObject,
  readPayload,
  readRows,
  readText,
  readWithin,
  readWords,
} from '#integrations/read-json.ts';
import type { Documented } from '#integrations/read-json.ts';
import { readShape } from '#integrations/read-shape.ts';
import { mergedTicketOf, type RawMergedTicket } from './merged-ticket.ts';
import { readVia } from './via.ts';
import type { Via } from './via.ts';

/**
 * What we read of Zendesk's answers, and no more: other keys pass unread. Whatever Zendesk may leave out, null or add to
 * (statuses, channels, priorities, event types) is accepted here and given a meaning in the files that read it.
 */
export const zendeskPayload: Documented = { code: 'ZENDESK_PAYLOAD', by: 'Zendesk' };

export interface RawTicketFacts {
  readonly id: string;
  readonly url: string | undefined;
  readonly subject: string | undefined;
  readonly raw_subject: string | undefined;
  readonly description: string | undefined;
  readonly status: string | undefined;
  readonly custom_status_id: string | undefined;
  readonly ticket_form_id: string | undefined;
  readonly priority: string | undefined;
  readonly via: Via;
  readonly requester_id: string | undefined;
  readonly submitter_id: string | undefined;
  readonly assignee_id: string | undefined;
  readonly group_id: string | undefined;
  readonly brand_id: string | undefined;
  /** Ids of whoever is in copy, as they came. */
  readonly collaborator_ids: readonly unknown[];
  readonly follower_ids: readonly unknown[];
  readonly email_cc_ids: readonly unknown[];
  readonly is_public: boolean | undefined;
  readonly tags: readonly string[];
  /** `{id, value}`, as they came: an account has hundreds of fields, and few are ours. */
  readonly custom_fields: readonly unknown[];
  readonly satisfaction_rating: RawRating | undefined;
  /** With `include=slas`. */
  readonly slas: unknown;
  readonly created_at: Instant;
  readonly updated_at: Instant | undefined;
  /** The same as it was written, to the second; `undefined` where it was written in any other way. */
  readonly updated_text: string | undefined;
}

interface RawRating {
  readonly score: string | undefined;
  readonly updated_at: Instant | undefined;
}

export interface RawComment {
  readonly id: string;
  readonly author_id: string | undefined;
  readonly body: string | undefined;
  readonly plain_body: string | undefined;
  readonly html_body: string | undefined;
  readonly public: boolean | undefined;
  readonly audit_id: string | undefined;
  readonly via: Via;
  readonly metadata: RawMetadata;
  readonly created_at: Instant;
}

/** What whoever saved wrote beside the save. */
export type RawMetadata = object | undefined;

/** Events differ by type; what a type does not have is absent. */
export interface RawEvent {
  /** Only of words: comments and notifications. */
  readonly id: string | undefined;
  readonly type: string | undefined;
  /** Comment, VoiceComment, TweetComment and their like; what only concerns a comment has its name elsewhere. */
  readonly isComment: boolean;
  /** `undefined` where it is the audit's. */
  readonly via: Via | undefined;
  readonly author_id: string | undefined;
  readonly body: string | undefined;
  readonly plain_body: string | undefined;
  readonly html_body: string | undefined;
  readonly public: boolean | undefined;
  readonly field_name: string | undefined;
  readonly value: unknown;
  readonly previous_value: unknown;
  readonly recipients: unknown;
}

export interface RawAudit {
  readonly id: string;
  readonly author_id: string | undefined;
  readonly created_at: Instant;
  readonly via: Via;
  readonly metadata: RawMetadata;
  readonly events: readonly RawEvent[];
}

export interface RawUser {
  readonly id: string;
  readonly name: string | undefined;
  readonly role: string | undefined;
  /** Nothing but its domain is kept. */
  readonly email: unknown;
  readonly locale: string | undefined;
}

export interface RawTicketField {
  readonly id: string;
  readonly key: string | undefined;
  readonly title: string | undefined;
  readonly raw_title: string | undefined;
  readonly active: boolean | undefined;
}

interface RawCustomStatus {
  readonly id: string;
  readonly status_category: string | undefined;
}

interface RawTicketForm {
  readonly id: string;
  readonly name: string | undefined;
}

/** A raw ticket: the ticket, and beside it whatever else of it was read. */
export interface RawTicket {
  readonly ticket: RawTicketFacts;
  readonly comments: readonly RawComment[] | undefined;
  readonly audits: readonly RawAudit[] | undefined;
  readonly users: readonly RawUser[] | undefined;
  readonly ticketFields: readonly RawTicketField[] | undefined;
  readonly customStatuses: readonly RawCustomStatus[] | undefined;
  readonly ticketForms: readonly RawTicketForm[] | undefined;
  /** Tickets that were merged into this one. */
  readonly mergedTickets: readonly RawMergedTicket[] | undefined;
  /** The account's name; without it the ticket's own `url` tells. */
  readonly account: string | undefined;
  /** Where the account is, without a slash at the end; only for a sandbox. */
  readonly origin: string | undefined;
  readonly readAt: Instant | undefined;
  /** The user our credentials speak for. */
  readonly self: string | undefined;
  /** The sideload, where it was given beside the ticket rather than in it. */
  readonly slas: unknown;
}

/** @throws {PayloadError} ZENDESK_PAYLOAD, with the path of the first thing that is not as documented; never its text */
export function readRawTicket(raw: unknown): RawTicket {
  return readPayload(raw, rawTicketOf, zendeskPayload);
}

/** The ids and keys of an account's ticket fields. @throws {PayloadError} */
export function readTicketFields(raw: unknown): readonly RawTicketField[] {
  const read = (raw: unknown): readonly RawTicketField[] =>
    readRows(readObject<'ticket_fields'>(raw, '').ticket_fields, 'ticket_fields', ticketFieldOf);
  return readPayload(raw, read, zendeskPayload);
}

/** Reads a payload by a shape; for what is read seldom. @throws {PayloadError} ZENDESK_PAYLOAD */
export function readAs<T extends z.ZodType>(shape: T, raw: unknown): z.output<T> {
  return readShape(shape, raw, zendeskPayload);
}

function rawTicketOf(value: unknown): RawTicket {
  const raw = readObject<keyof RawTicket>(value, '');
  return {
    ticket: readWithin(raw.ticket, 'ticket', ticketOf),
    comments: readMaybeList(raw.comments, 'comments', commentOf),
    audits: readMaybeList(raw.audits, 'audits', auditOf),
    users: readMaybeList(raw.users, 'users', userOf),
    ticketFields: readFieldsOnce(raw.ticketFields),
    customStatuses: readMaybeList(raw.customStatuses, 'customStatuses', customStatusOf),
    ticketForms: readMaybeList(raw.ticketForms, 'ticketForms', ticketFormOf),
    mergedTickets: readMaybeList(raw.mergedTickets, 'mergedTickets', mergedTicketOf),
    account: readText(raw.account, 'account'),
    origin: readText(raw.origin, 'origin'),
    readAt: readMaybeInstant(raw.readAt, 'readAt'),
    self: readMaybeId(raw.self, 'self'),
    slas: raw.slas,
  };
}

function ticketOf(value: unknown): RawTicketFacts {
  const raw = readObject<keyof RawTicketFacts | 'fields'>(value, '');
  return {
    id: readId(raw.id, 'id'),
    url: readText(raw.url, 'url'),
    subject: readText(raw.subject, 'subject'),
    raw_subject: readText(raw.raw_subject, 'raw_subject'),
    description: readText(raw.description, 'description'),
    status: readText(raw.status, 'status'),
    custom_status_id: readMaybeId(raw.custom_status_id, 'custom_status_id'),
    ticket_form_id: readMaybeId(raw.ticket_form_id, 'ticket_form_id'),
    priority: readText(raw.priority, 'priority'),
    via: readVia(raw.via),
    requester_id: readMaybeId(raw.requester_id, 'requester_id'),
    submitter_id: readMaybeId(raw.submitter_id, 'submitter_id'),
    assignee_id: readMaybeId(raw.assignee_id, 'assignee_id'),
    group_id: readMaybeId(raw.group_id, 'group_id'),
    brand_id: readMaybeId(raw.brand_id, 'brand_id'),
    collaborator_ids: readItems(raw.collaborator_ids, 'collaborator_ids'),
    follower_ids: readItems(raw.follower_ids, 'follower_ids'),
    email_cc_ids: readItems(raw.email_cc_ids, 'email_cc_ids'),
    is_public: readFlag(raw.is_public, 'is_public'),
    tags: readWords(raw.tags, 'tags'),
    // The same list stands there twice.
    custom_fields: readItems(raw.custom_fields ?? raw.fields, 'custom_fields'),
    satisfaction_rating: ratingOf(raw.satisfaction_rating),
    slas: raw.slas,
    created_at: readInstant(raw.created_at, 'created_at'),
    updated_at: readMaybeInstant(raw.updated_at, 'updated_at'),
    updated_text: plainText(raw.updated_at),
  };
}

function ratingOf(value: unknown): RawRating | undefined {
  const raw = readMaybeObject<keyof RawRating>(value, 'satisfaction_rating');
  if (raw === undefined) return undefined;
  return {
    score: readText(raw.score, 'satisfaction_rating.score'),
    updated_at: readMaybeInstant(raw.updated_at, 'satisfaction_rating.updated_at'),
  };
}

function commentOf(value: unknown): RawComment {
  const raw = readObject<keyof RawComment>(value, '');
  return {
    id: readId(raw.id, 'id'),
    author_id: readMaybeId(raw.author_id, 'author_id'),
    body: readText(raw.body, 'body'),
    plain_body: readText(raw.plain_body, 'plain_body'),
    html_body: readText(raw.html_body, 'html_body'),
    public: readFlag(raw.public, 'public'),
    audit_id: readMaybeId(raw.audit_id, 'audit_id'),
    via: readVia(raw.via),
    metadata: customOf(raw.metadata),
    created_at: readInstant(raw.created_at, 'created_at'),
  };
}

function auditOf(value: unknown): RawAudit {
  const raw = readObject<keyof RawAudit>(value, '');
  return {
    id: readId(raw.id, 'id'),
    author_id: readMaybeId(raw.author_id, 'author_id'),
    created_at: readInstant(raw.created_at, 'created_at'),
    via: readVia(raw.via),
    metadata: customOf(raw.metadata),
    events: readList(raw.events, 'events', eventOf),
  };
}

function eventOf(value: unknown): RawEvent {
  const raw = readObject<keyof RawEvent>(value, '');
  const type = readText(raw.type, 'type');
  const isComment = type?.endsWith('Comment') === true;
  const isWords = isComment || type === 'Notification';
  return {
    id: isWords ? readMaybeId(raw.id, 'id') : undefined,
    type,
    isComment,
    via: raw.via === null || raw.via === undefined ? undefined : readVia(raw.via),
    author_id: readMaybeId(raw.author_id, 'author_id'),
    body: isWords ? readText(raw.body, 'body') : undefined,
    plain_body: isWords ? readText(raw.plain_body, 'plain_body') : undefined,
    html_body: isWords ? readText(raw.html_body, 'html_body') : undefined,
    public: isWords ? readFlag(raw.public, 'public') : undefined,
    field_name: readText(raw.field_name, 'field_name'),
    value: raw.value,
    previous_value: raw.previous_value,
    recipients: raw.recipients,
  };
}

function customOf(value: unknown): RawMetadata {
  if (value === null || value === undefined) return undefined;
  const { custom } = readObject<'custom'>(value, 'metadata');
  return typeof custom === 'object' && custom !== null ? custom : undefined;
}

function userOf(value: unknown): RawUser {
  const raw = readObject<keyof RawUser>(value, '');
  return {
    id: readId(raw.id, 'id'),
    name: readText(raw.name, 'name'),
    role: readText(raw.role, 'role'),
    // An odd one says nothing, and a ticket is not refused for it.
    email: raw.email,
    locale: readText(raw.locale, 'locale'),
  };
}

function ticketFieldOf(value: unknown): RawTicketField {
  const raw = readObject<keyof RawTicketField>(value, '');
  return {
    id: readId(raw.id, 'id'),
    key: readText(raw.key, 'key'),
    title: readText(raw.title, 'title'),
    raw_title: readText(raw.raw_title, 'raw_title'),
    active: readFlag(raw.active, 'active'),
  };
}

const readFieldsOnce = readMaybeListOnce('ticketFields', ticketFieldOf);

function customStatusOf(value: unknown): RawCustomStatus {
  const raw = readObject<keyof RawCustomStatus>(value, '');
  return { id: readId(raw.id, 'id'), status_category: readText(raw.status_category, 'status_category') };
}

function ticketFormOf(value: unknown): RawTicketForm {
  const raw = readObject<keyof RawTicketForm>(value, '');
  return { id: readId(raw.id, 'id'), name: readText(raw.name, 'name') };
}
