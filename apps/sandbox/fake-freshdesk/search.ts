import { DAY_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Desk, DeskTicket, Indexed, TicketFacts } from './desk.ts';
import type { FieldValue } from './fields.ts';
import type { Clause, Query } from './search-query.ts';
import { dueAt } from './sla.ts';

interface Found {
  readonly ticket: DeskTicket;
  readonly state: Indexed;
}

/**
 * Tickets that a query finds, by number. Archived, deleted and spam ones are left out; the others are as the index knew
 * them `staleMs` ago.
 */
export function findTickets(desk: Desk, query: Query, staleMs: number): DeskTicket[] {
  const seenAt = desk.time.now() - staleMs;
  return [...desk.tickets.values()]
    .filter((ticket) => !ticket.archived && !ticket.deleted && !ticket.spam)
    .map((ticket) => indexedAt(ticket, seenAt))
    .filter((found) => found !== undefined)
    .filter((found) => holds(found, query, desk.time.now()))
    .map(({ ticket }) => ticket);
}

function indexedAt(ticket: DeskTicket, seenAt: Instant): Found | undefined {
  // Only the newest states are kept: where all of them are too new, the oldest stands in.
  const state =
    ticket.indexed.findLast(({ at }) => at <= seenAt) ?? (ticket.createdAt <= seenAt ? ticket.indexed[0] : undefined);
  return state === undefined ? undefined : { ticket, state };
}

function holds(found: Found, query: Query, now: Instant): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.every((part) => holds(found, part, now));
    case 'or':
      return query.parts.some((part) => holds(found, part, now));
    case 'clause':
      return is(found, query, now);
  }
}

function is(found: Found, clause: Clause, now: Instant): boolean {
  const { state } = found;
  if (clause.field === 'tag') {
    return clause.value === null ? state.tags.length === 0 : state.tags.includes(clause.value);
  }
  const dayOf = days[clause.field];
  if (dayOf !== undefined) return isOnDay(dayOf(found, now), clause);
  const factOf = facts[clause.field];
  return matches(factOf === undefined ? (state.values.get(clause.field) ?? null) : factOf(state.facts), clause);
}

const facts: Readonly<Record<string, (facts: TicketFacts) => string | number | null>> = {
  agent_id: (held) => held.responder_id,
  group_id: (held) => held.group_id,
  priority: (held) => held.priority,
  status: (held) => held.status,
  type: (held) => held.type,
};

const days: Readonly<Record<string, (found: Found, now: Instant) => Instant | undefined>> = {
  due_by: ({ ticket }, now) => dueAt(ticket, now)?.resolveBy,
  fr_due_by: ({ ticket }, now) => dueAt(ticket, now)?.respondBy,
  created_at: ({ ticket }) => ticket.createdAt,
  updated_at: ({ state }) => state.at,
};

/** Fields that can be searched beside custom ones. */
export const searchable: ReadonlySet<string> = new Set(['tag', ...Object.keys(facts), ...Object.keys(days)]);

/** Those of them that hold days. */
export const searchableDays: ReadonlySet<string> = new Set(Object.keys(days));

function matches(held: FieldValue | null, { operator, value }: Clause): boolean {
  if (held === null || value === null) return held === value;
  if (typeof held !== 'number') return String(held) === value;
  return compared(held, Number(value), operator);
}

/** Days are whole ones. */
function isOnDay(at: Instant | undefined, { operator, value }: Clause): boolean {
  if (at === undefined || value === null) return at === undefined && value === null;
  return compared(Math.floor(at / DAY_MS), Math.floor(Date.parse(`${value}T00:00:00Z`) / DAY_MS), operator);
}

function compared(one: number, other: number, operator: Clause['operator']): boolean {
  switch (operator) {
    case ':':
      return one === other;
    case ':>':
      return one >= other;
    case ':<':
      return one <= other;
  }
}
