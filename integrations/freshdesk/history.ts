import type { ComplaintFields } from '#core/complaint/fields.ts';
import { ticketStatuses } from '#core/ticket.ts';
import type { TicketStatus } from '#core/ticket.ts';
import { SECOND_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import { inOrder } from '#integrations/in-order.ts';
import { maxFieldChars } from './limits.ts';
import { noValues, type OwnFieldName } from './own-fields.ts';
import type { RawTicketFacts } from './payload.ts';

/**
 * What happened to a ticket that Freshdesk tells no history of: it is written into a field of ours when it is seen, and
 * read from there again.
 */
export type Seen =
  | { readonly kind: 'status'; readonly at: Instant; readonly to: TicketStatus }
  | {
      readonly kind: 'field';
      readonly at: Instant;
      readonly field: keyof ComplaintFields;
      /** Empty where the field was emptied. */
      readonly value: string;
    };

/** Fields in which people decide, in a word or two. What they write at length keeps no history. */
const decidedFields = ['complaint', 'category', 'severity', 'vulnerability', 'outcome'] as const;
const longestValue = 300;
const maxRows = 200;
const version = 1;
const none: readonly never[] = [];

/** The history as the text of its field: `{"v":1,"e":[["status",at,to],["field",at,field,value]]}`. */
export function encodeHistory(history: readonly Seen[]): string {
  const rows = history.map((seen) =>
    seen.kind === 'status' ? ['status', seen.at, seen.to] : ['field', seen.at, seen.field, seen.value],
  );
  // Clocks count by statuses, so what is least needed goes first: the oldest change of a field.
  for (let text = JSON.stringify({ v: version, e: rows }); ; text = JSON.stringify({ v: version, e: rows })) {
    if (rows.length <= maxRows && text.length <= maxFieldChars) return text;
    const oldest = rows.findIndex(([kind]) => kind === 'field');
    rows.splice(Math.max(0, oldest), 1);
  }
}

/** What the field holds; damaged rows are left out, for people can edit it. */
export function decodeHistory(text: string | undefined): readonly Seen[] {
  if (text === undefined) return none;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return none;
  }
  if (typeof value !== 'object' || value === null) return none;
  const { v, e } = value as { v?: unknown; e?: unknown };
  return v === version && Array.isArray(e) ? e.map(seenOf).filter((seen) => seen !== undefined) : none;
}

function seenOf(row: unknown): Seen | undefined {
  if (!Array.isArray(row)) return undefined;
  const [kind, at, what, value] = row as readonly unknown[];
  if (typeof at !== 'number' || !Number.isSafeInteger(at)) return undefined;
  if (kind === 'status') {
    const to = ticketStatuses.find((status) => status === what);
    return to === undefined ? undefined : { kind, at, to };
  }
  const field = decidedFields.find((field) => field === what);
  return kind === 'field' && field !== undefined && typeof value === 'string' ? { kind, at, field, value } : undefined;
}

/**
 * The whole history: what was written down, and what the ticket shows now.
 *
 * @param status the present one, in our words
 */
export function historyOf(
  ticket: RawTicketFacts,
  status: TicketStatus,
  values: Readonly<Partial<Record<OwnFieldName, string>>>,
): readonly Seen[] {
  // As of nearly every one in a list that comes without what happened, and is no complaint.
  if (ticket.stats === undefined && values === noValues) return none;
  const known = decodeHistory(values.history);
  const statuses: Changed[] = [];
  const fields: Decided[] = [];
  for (const seen of known) {
    if (seen.kind === 'status') statuses.push(seen);
    else fields.push(seen);
  }
  addShown(statuses, ticket, status);
  addDecided(fields, ticket, values);
  return statuses.length === 0 ? fields : [...inTurn(statuses, ticket, status), ...fields];
}

/** Adds what our fields hold now where it is not what was written down last. */
function addDecided(
  fields: Decided[],
  ticket: RawTicketFacts,
  values: Readonly<Partial<Record<OwnFieldName, string>>>,
): void {
  if (fields.length === 0 && values === noValues) return;
  const at = ticket.updated_at ?? ticket.created_at;
  for (const field of decidedFields) {
    const value = values[field] ?? '';
    const last = fields.length === 0 ? '' : (fields.findLast((seen) => seen.field === field)?.value ?? '');
    if (value !== last && value.length <= longestValue) fields.push({ kind: 'field', at, field, value });
  }
}

type Changed = Extract<Seen, { kind: 'status' }>;
type Decided = Extract<Seen, { kind: 'field' }>;

/** Adds what the account remembers of earlier changes, each of them only for the last time it happened. */
function addShown(to: Changed[], { stats, created_at: createdAt }: RawTicketFacts, status: TicketStatus): void {
  if (stats === undefined) return;
  // What is closed at once is marked as resolved in the same moment.
  if (stats.resolved_at !== stats.closed_at) addAt(stats.resolved_at, 'solved', createdAt, to);
  addAt(stats.closed_at, 'closed', createdAt, to);
  addAt(stats.reopened_at, 'open', createdAt, to);
  if (status === 'pending' || status === 'hold') addAt(stats.pending_since, status, createdAt, to);
  addAt(stats.status_updated_at, status, createdAt, to);
}

function addAt(at: Instant | undefined, status: TicketStatus, createdAt: Instant, to: Changed[]): void {
  if (at !== undefined && at >= createdAt) to.push({ kind: 'status', at, to: status });
}

/**
 * In order, each change once. A ticket is open when it is made unless something says otherwise; and one that was opened
 * again had been solved, though nobody saw when. What was seen in one second stays in the order in which it was seen; the
 * status that the ticket has came last: it changed twice within that second, or the account calls it otherwise now.
 */
function inTurn(
  statuses: readonly Changed[],
  { created_at: createdAt, stats }: RawTicketFacts,
  status: TicketStatus,
): readonly Changed[] {
  const turn: Changed[] = [];
  const isLast = ({ at, to }: Changed): boolean => at === stats?.status_updated_at && to === status;
  const ordered = inOrder(statuses, (a, b) => a.at - b.at || Number(isLast(a)) - Number(isLast(b)));
  for (const seen of ordered) {
    const before = turn.at(-1) ?? { to: 'open', at: undefined };
    const isReopening = seen.to === 'open' && seen.at === stats?.reopened_at && seen.at !== before.at;
    if (isReopening && !isOver(before.to) && seen.at > createdAt) {
      turn.push({ ...seen, at: Math.max(createdAt, seen.at - SECOND_MS), to: 'solved' }, seen);
    } else if (seen.to !== before.to) turn.push(seen);
  }
  return turn.filter(({ at, to }) => at > createdAt || to !== 'open');
}

/** Whether a status is that of a ticket which asks for nothing more. */
export function isOver(status: TicketStatus | undefined): boolean {
  return status === 'solved' || status === 'closed';
}

/** Whether the ticket asks for nothing more at present. */
export function isNowOver(history: readonly Seen[]): boolean {
  const last = history.findLast((seen) => seen.kind === 'status');
  return last?.kind === 'status' && isOver(last.to);
}

/** The text to write into our field, `undefined` where it tells everything already. */
export function historyToWrite(history: readonly Seen[], written: string | undefined): string | undefined {
  if (history.length === 0) return undefined;
  const text = encodeHistory(history);
  return text === written || text === encodeHistory(decodeHistory(written)) ? undefined : text;
}
