import type { Instant } from '#core/time.ts';
import type { Conversation, Desk, DeskTicket, Stats, TicketFacts } from './desk.ts';
import { closed, isOver, nowOf, pending, resolved } from './desk.ts';
import type { FieldValue } from './fields.ts';
import { noteAct, noteSave } from './note-write.ts';
import { archiveLater, noDue, recalculate } from './sla.ts';

/** What one save is to change; what is absent stays. A `null` empties a custom field. */
export interface TicketUpdate {
  /** HTML. */
  readonly description?: string | undefined;
  readonly facts?: Partial<TicketFacts> | undefined;
  /** The whole list: what is not in it is removed. */
  readonly tags?: readonly string[] | undefined;
  readonly values?: ReadonlyMap<string, FieldValue | null> | undefined;
}

export interface NewTicket extends TicketUpdate {
  readonly facts: Partial<TicketFacts> & { readonly subject: string | null; readonly requester_id: number };
  readonly description: string;
  readonly ccEmails?: readonly string[];
}

const noStats: Stats = {
  agent_responded_at: null,
  requester_responded_at: null,
  first_responded_at: null,
  status_updated_at: null,
  reopened_at: null,
  resolved_at: null,
  closed_at: null,
  pending_since: null,
};

/** A new ticket. Its due dates are there some seconds later. */
export function createTicket(desk: Desk, draft: NewTicket): DeskTicket {
  const at = nowOf(desk);
  const facts: TicketFacts = {
    status: 2,
    priority: 1,
    source: 2,
    type: null,
    responder_id: null,
    group_id: desk.groups[0]?.id ?? null,
    ...draft.facts,
  };
  const ticket: DeskTicket = {
    id: desk.ids.ticket(),
    facts,
    description: draft.description,
    tags: [],
    values: new Map(),
    ccEmails: draft.ccEmails ?? [],
    createdAt: at,
    updatedAt: at,
    stats: statsAfter(desk, { ...noStats, status_updated_at: at }, { from: 2, to: facts.status, at }),
    due: noDue,
    isEscalated: false,
    isFirstResponseEscalated: false,
    spam: false,
    deleted: false,
    archived: false,
    conversations: [],
    ratings: [],
    mergedFrom: [],
    indexed: [],
  };
  ticket.tags = draft.tags ?? [];
  ticket.values = merged(ticket.values, draft.values ?? new Map());
  desk.tickets.set(ticket.id, ticket);
  recalculate(desk, ticket, true);
  noteSave(desk, ticket, undefined);
  saved(desk, ticket, '{ticket_action:created}');
  if (facts.status === closed) archiveLater(desk, ticket);
  return ticket;
}

/** One save of a ticket's own attributes. A save that changes nothing does not move `updated_at` and is not told. */
export function saveTicket(desk: Desk, ticket: DeskTicket, update: TicketUpdate): void {
  const before = ticket.facts;
  const facts = { ...before, ...update.facts };
  const description = update.description ?? ticket.description;
  const tags = update.tags ?? ticket.tags;
  const values = update.values === undefined ? ticket.values : merged(ticket.values, update.values);
  const held = [before, ticket.description, ticket.tags, [...ticket.values]];
  if (same(held, [facts, description, tags, [...values]])) return;
  const at = nowOf(desk);
  const was = { facts: before, description: ticket.description, tags: ticket.tags, values: ticket.values };
  ticket.facts = facts;
  ticket.description = description;
  ticket.tags = tags;
  ticket.values = values;
  ticket.updatedAt = at;
  if (facts.status !== before.status) {
    ticket.stats = statsAfter(desk, ticket.stats, { from: before.status, to: facts.status, at });
  }
  if (facts.status !== before.status || facts.priority !== before.priority) recalculate(desk, ticket);
  noteSave(desk, ticket, was);
  saved(desk, ticket, eventOf(before, facts));
  if (facts.status === closed) archiveLater(desk, ticket);
}

function eventOf(before: TicketFacts, after: TicketFacts): string {
  if (before.status !== after.status) return `{status:{from:${before.status},to:${after.status}}}`;
  if (before.priority !== after.priority) return `{priority:{from:${before.priority},to:${after.priority}}}`;
  return '{ticket_action:updated}';
}

function statsAfter(
  desk: Desk,
  stats: Stats,
  change: { readonly from: number; readonly to: number; readonly at: Instant },
): Stats {
  const { from, to, at } = change;
  const isReopened = isOver(from) && !isOver(to);
  const forgets = isReopened && desk.switches().resolvedAtOnReopen === 'cleared';
  return {
    ...stats,
    status_updated_at: at,
    ...(forgets ? { resolved_at: null, closed_at: null } : {}),
    ...(isReopened ? { reopened_at: at } : {}),
    ...(to === resolved || (to === closed && from !== resolved) ? { resolved_at: at } : {}),
    ...(to === closed ? { closed_at: at } : {}),
    pending_since: to === pending ? at : null,
  };
}

/** What is said in a conversation, before it has a number and a time. */
export type Said = Pick<Conversation, 'body' | 'incoming' | 'private' | 'source' | 'userId'> &
  Partial<Pick<Conversation, 'category' | 'automationId' | 'autoResponse' | 'fromEmail' | 'toEmails'>>;

/** Adds a message or a note, and lets the ticket know who answered whom. */
export function say(desk: Desk, ticket: DeskTicket, said: Said, event: string): Conversation {
  const at = nowOf(desk);
  const conversation: Conversation = {
    category: categoryOf(said),
    automationId: null,
    autoResponse: false,
    fromEmail: null,
    toEmails: [],
    ...said,
    id: desk.ids.next(),
    ticketId: ticket.id,
    createdAt: at,
    updatedAt: at,
  };
  ticket.conversations.push(conversation);
  desk.conversations.set(conversation.id, conversation);
  ticket.updatedAt = at;
  const isByPerson = !conversation.autoResponse && conversation.automationId === null;
  if (conversation.incoming) ticket.stats = { ...ticket.stats, requester_responded_at: at };
  else if (conversation.source === 0 && isByPerson) {
    const first = ticket.stats.first_responded_at ?? at;
    ticket.stats = { ...ticket.stats, agent_responded_at: at, first_responded_at: first };
  }
  noteAct(desk, ticket, 'said', conversation);
  saved(desk, ticket, event);
  return conversation;
}

function categoryOf(said: Said): number | null {
  if (said.source === 0) return said.incoming ? null : 3;
  return said.private ? 2 : null;
}

const snapshotsKept = 20;

function saved(desk: Desk, ticket: DeskTicket, event: string): void {
  desk.revision += 1;
  const { facts, tags, values } = ticket;
  ticket.indexed.push({ at: nowOf(desk), facts, tags, values });
  if (ticket.indexed.length > snapshotsKept) ticket.indexed.shift();
  desk.happened({ ticket, event });
}

function merged(
  held: ReadonlyMap<string, FieldValue>,
  wanted: ReadonlyMap<string, FieldValue | null>,
): ReadonlyMap<string, FieldValue> {
  if (wanted.size === 0) return held;
  const values = new Map(held);
  for (const [name, value] of wanted) {
    if (value === null) values.delete(name);
    else values.set(name, value);
  }
  return values;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
