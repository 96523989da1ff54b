import * as z from 'zod';
import { parseInstant } from '#core/time.ts';
import { PayloadError } from '#integrations/errors.ts';

/**
 * What we read of Zendesk's answers, and no more: other keys pass unread. Whatever Zendesk may leave out, null or add to
 * (statuses, channels, priorities, event types) is accepted here and given a meaning in the files that read it.
 */

/** A number in the API, text in webhooks and events; -1 is the system. Kept as text: it names, it does not count. */
const id = z
  .union([z.int(), z.string().regex(/^-?\d{1,19}$/)])
  .transform(String)
  .refine((text) => Number.isSafeInteger(Number(text)));
/** Where an id is missing or empty, nobody is meant. */
const maybeId = z
  .union([id, z.literal('').transform(() => undefined)])
  .nullish()
  .transform((value) => value ?? undefined);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);
const instant = z.string().transform((value, context) => {
  const at = parseInstant(value);
  if (at !== undefined) return at;
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});
const maybeInstant = instant.nullish().transform((value) => value ?? undefined);
/** A list that may be missing or null. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

const end = z
  .object({ ticket_id: maybeId, ticket_ids: listOf(id) })
  .nullish()
  .transform((value) => value ?? { ticket_id: undefined, ticket_ids: [] });

/** How something came about. The channel is a word or a number. */
const via = z
  .object({
    channel: z
      .union([z.string(), z.number()])
      .nullish()
      .transform((value) => (value === null || value === undefined ? undefined : String(value).toLowerCase())),
    source: z
      .object({ from: end, to: end, rel: text })
      .nullish()
      .transform((value) => value ?? undefined),
  })
  .nullish()
  .transform((value) => value ?? undefined);
export type Via = z.output<typeof via>;

const custom = z
  .object({ custom: z.record(z.string(), z.unknown()).nullish() })
  .nullish()
  .transform((value) => Object.keys(value?.custom ?? {}));

const ticket = z.object({
  id,
  url: text,
  subject: text,
  raw_subject: text,
  description: text,
  status: text,
  custom_status_id: maybeId,
  priority: text,
  via,
  requester_id: maybeId,
  submitter_id: maybeId,
  assignee_id: maybeId,
  group_id: maybeId,
  brand_id: maybeId,
  collaborator_ids: listOf(id),
  follower_ids: listOf(id),
  email_cc_ids: listOf(id),
  is_public: flag,
  tags: listOf(z.string()),
  custom_fields: listOf(z.object({ id, value: z.unknown().optional() })),
  satisfaction_rating: z
    .object({ score: text, updated_at: maybeInstant })
    .nullish()
    .transform((value) => value ?? undefined),
  created_at: instant,
  updated_at: maybeInstant,
});
export type RawTicketFacts = z.output<typeof ticket>;

const comment = z.object({
  id,
  author_id: maybeId,
  body: text,
  plain_body: text,
  public: flag,
  audit_id: maybeId,
  via,
  metadata: custom,
  created_at: instant,
});
export type RawComment = z.output<typeof comment>;

/** Events differ by type; what a type does not have is absent. */
const event = z.object({
  id: maybeId,
  type: text,
  via,
  author_id: maybeId,
  body: text,
  plain_body: text,
  public: flag,
  field_name: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => (value === null || value === undefined ? undefined : String(value))),
  value: z.unknown().optional(),
  previous_value: z.unknown().optional(),
  recipients: z.unknown().optional(),
});
export type RawEvent = z.output<typeof event>;

const audit = z.object({
  id,
  author_id: maybeId,
  created_at: instant,
  via,
  metadata: custom,
  events: listOf(event),
});
export type RawAudit = z.output<typeof audit>;

const user = z.object({ id, name: text, role: text, locale: text });
const ticketField = z.object({ id, key: text, title: text, raw_title: text, active: flag });
export type RawTicketField = z.output<typeof ticketField>;
const customStatus = z.object({ id, status_category: text });
const mergedTicket = z.object({ id, created_at: instant });

const rawTicket = z.object({
  ticket,
  comments: z.array(comment).nullish(),
  audits: z.array(audit).nullish(),
  users: z.array(user).nullish(),
  ticketFields: z.array(ticketField).nullish(),
  customStatuses: z.array(customStatus).nullish(),
  /** Tickets that were merged into this one. */
  mergedTickets: z.array(mergedTicket).nullish(),
  /** The account's name; without it the ticket's own `url` tells. */
  account: text,
  /** Where the account is, without a slash at the end; only for a sandbox. */
  origin: text,
  readAt: maybeInstant,
  /** The user our credentials speak for. */
  self: maybeId,
});
/** A raw ticket: the ticket, and beside it whatever else of it was read. */
export type RawTicket = z.output<typeof rawTicket>;

/** @throws {PayloadError} ZENDESK_PAYLOAD, with the path of the first thing that is not as documented; never its text */
export function readRawTicket(raw: unknown): RawTicket {
  return readAs(rawTicket, raw);
}

/** The ids and keys of an account's ticket fields. @throws {PayloadError} */
export function readTicketFields(raw: unknown): readonly RawTicketField[] {
  return readAs(z.object({ ticket_fields: z.array(ticketField) }), raw).ticket_fields;
}

/** Reads a payload by a shape. @throws {PayloadError} ZENDESK_PAYLOAD */
export function readAs<T extends z.ZodType>(shape: T, raw: unknown): z.output<T> {
  const read = shape.safeParse(raw);
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new PayloadError('ZENDESK_PAYLOAD', path, `'${path}' is not as Zendesk documents it`);
}
