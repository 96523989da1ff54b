import * as z from 'zod';
import { parseInstant } from '#core/time.ts';
import { PayloadError } from '#integrations/errors.ts';

/**
 * What we read of Freshdesk's answers, and no more: other keys pass unread. Whatever Freshdesk may leave out, null or add
 * to (statuses, sources, priorities, kinds of conversation) is accepted here and given a meaning in the files that read
 * it.
 */

/** A number in the API, text in webhooks. Kept as text: it names, it does not count. */
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
  .transform((value) => value === true);
/** An open integer: which ones there are is the account's own affair. Some clients hand it on as text. */
const code = z
  .unknown()
  .optional()
  .transform((value) => {
    const number = typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
    return Number.isSafeInteger(number) ? (number as number) : undefined;
  });
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

/** When what happened, as far as the account remembers; only with `include=stats`. */
const stats = z.object({
  status_updated_at: maybeInstant,
  reopened_at: maybeInstant,
  resolved_at: maybeInstant,
  closed_at: maybeInstant,
  pending_since: maybeInstant,
});
export type RawStats = z.output<typeof stats>;

const conversation = z.object({
  id,
  user_id: maybeId,
  body: text,
  body_text: text,
  incoming: flag,
  private: flag,
  source: code,
  auto_response: flag,
  automation_id: z.unknown().optional(),
  created_at: instant,
});
export type RawConversation = z.output<typeof conversation>;

const ticket = z.object({
  id,
  subject: text,
  description: text,
  description_text: text,
  status: code,
  priority: code,
  source: code,
  spam: flag,
  deleted: flag,
  archived: flag,
  requester_id: maybeId,
  responder_id: maybeId,
  group_id: maybeId,
  product_id: maybeId,
  tags: listOf(z.string()),
  custom_fields: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((value) => value ?? {}),
  stats: stats.nullish().transform((value) => value ?? undefined),
  requester: z
    .object({ id: maybeId, name: text })
    .nullish()
    .transform((value) => value ?? undefined),
  /** With `include=conversations`: the first ten. */
  conversations: z.array(conversation).nullish(),
  created_at: instant,
  updated_at: maybeInstant,
});
export type RawTicketFacts = z.output<typeof ticket>;

/** `choices` has a shape for each kind of field; who reads it must know them all. */
const ticketField = z.object({ id: maybeId, name: z.string(), label: text, choices: z.unknown().optional() });
export type RawTicketField = z.output<typeof ticketField>;

/** A contact as it is, or an agent, whose person stands in `contact`. */
const user = z.object({
  id,
  name: text,
  contact: z
    .object({ name: text })
    .nullish()
    .transform((value) => value ?? undefined),
});

/** A customer's rating: 103 to -103, or 1 to 3 in the classic survey. */
const rating = z.object({
  created_at: instant,
  user_id: maybeId,
  ratings: z.record(z.string(), z.unknown()).nullish(),
});
export type RawRating = z.output<typeof rating>;

const mergedTicket = z.object({ id, created_at: instant });

const rawTicket = z.object({
  ticket,
  conversations: z.array(conversation).nullish(),
  ticketFields: z.array(ticketField).nullish(),
  users: z.array(user).nullish(),
  satisfactionRatings: z.array(rating).nullish(),
  /** Tickets that were merged into this one. */
  mergedTickets: z.array(mergedTicket).nullish(),
  /** The account's name. */
  account: text,
  /** Where the account is, without a slash at the end; only for a sandbox. */
  origin: text,
  readAt: maybeInstant,
});
/** A raw ticket: the ticket, and beside it whatever else of it was read. */
export type RawTicket = z.output<typeof rawTicket>;

/** @throws {PayloadError} FRESHDESK_PAYLOAD, with the path of the first thing that is not as documented; never its text */
export function readRawTicket(raw: unknown): RawTicket {
  return readAs(rawTicket, raw);
}

/** An account's ticket fields. @throws {PayloadError} */
export function readTicketFields(raw: unknown): readonly RawTicketField[] {
  return readAs(z.array(ticketField), raw);
}

/** What is said on a ticket. @throws {PayloadError} */
export function readConversations(raw: unknown): readonly RawConversation[] {
  return readAs(z.array(conversation), raw);
}

/** Row of a list or a search: enough to say which ticket, when it changed, and whether it bears a tag. */
const row = z.object({ id, created_at: instant, updated_at: instant, tags: listOf(z.string()) });
export type RawRow = z.output<typeof row>;

/** @throws {PayloadError} */
export function readRows(raw: unknown): readonly RawRow[] {
  return readAs(z.array(row), raw);
}

/** What a search found, and how many there are in all. @throws {PayloadError} */
export function readFound(raw: unknown): { readonly total: number; readonly results: readonly RawRow[] } {
  return readAs(z.object({ total: z.int(), results: z.array(row) }), raw);
}

/** Reads a payload by a shape. @throws {PayloadError} FRESHDESK_PAYLOAD */
export function readAs<T extends z.ZodType>(shape: T, raw: unknown): z.output<T> {
  const read = shape.safeParse(raw);
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new PayloadError('FRESHDESK_PAYLOAD', path, `'${path}' is not as Freshdesk documents it`);
}
