import { DAY_MS, SECOND_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Crowd, Member } from '../fake-shared/crowd.ts';
import { lazily, membersOf, ticketsPerCustomer } from '../fake-shared/crowd.ts';
import type { Conversation, Desk, DeskPerson, DeskTicket, Stats } from './desk.ts';
import { closed, open, resolved } from './desk.ts';
import { toHtml } from './html.ts';
import { archivedAfterMs, archiveLater, defaultTargets, noDue, recalculate } from './sla.ts';
import { addPerson } from './who.ts';

/** A resolved ticket is closed after two days, by the rule of a fresh account. */
const closedAfterMs = 2 * DAY_MS;

/** Fills the account with a crowd's tickets, and tells nobody. @returns their ids, the oldest first */
export function seedTickets(desk: Desk, crowd: Crowd): string[] {
  const now = desk.time.now();
  const agent = addPerson(desk, { name: 'Sam Seed', email: `sam.seed@${desk.account}.example` }, 'agent');
  const customers = Array.from({ length: Math.max(1, Math.ceil(crowd.tickets / ticketsPerCustomer)) }, (_, index) =>
    addPerson(desk, { name: `Customer ${index + 1}`, email: `customer-${index + 1}@crowd.example` }, 'contact'),
  );
  const ids: string[] = [];
  for (const member of membersOf(crowd, now)) {
    const customer = customers[Math.floor(member.customer * customers.length)] ?? agent;
    const ticket = seeded(desk, member, { now, agent, customer });
    desk.tickets.set(ticket.id, ticket);
    if (ticket.facts.status === open) promise(desk, ticket, now);
    else if (ticket.facts.status === closed && !ticket.archived) archiveLater(desk, ticket);
    ids.push(String(ticket.id));
  }
  desk.revision += 1;
  return ids;
}

/** A promise that was broken long ago was flagged long ago. */
function promise(desk: Desk, ticket: DeskTicket, now: Instant): void {
  const { respond, resolve } = defaultTargets[1] ?? { respond: 0, resolve: 0 };
  const dates = {
    respondBy: ticket.createdAt + respond * SECOND_MS,
    resolveBy: ticket.createdAt + resolve * SECOND_MS,
  };
  if (dates.resolveBy > now) {
    recalculate(desk, ticket, true);
    return;
  }
  ticket.due = { ...noDue, shown: dates };
  ticket.isEscalated = true;
}

interface Among {
  readonly now: Instant;
  readonly agent: DeskPerson;
  readonly customer: DeskPerson;
}

function seeded(desk: Desk, member: Member, { now, agent, customer }: Among): DeskTicket {
  const { createdAt, lastAt, isSolved } = member;
  const closedAt = isSolved && lastAt + closedAfterMs <= now ? lastAt + closedAfterMs : null;
  const facts = {
    subject: member.subject,
    status: closedAt !== null ? closed : isSolved ? resolved : open,
    priority: 1,
    source: 2,
    type: null,
    requester_id: customer.id,
    responder_id: agent.id,
    group_id: desk.groups[0]?.id ?? null,
  };
  const id = desk.ids.ticket();
  const conversations = lazily(conversationsOf(desk, member, { id, agent, customer }));
  return {
    id,
    facts,
    description: toHtml(member.text),
    tags: member.tags,
    values: new Map(),
    ccEmails: [],
    createdAt,
    updatedAt: closedAt ?? lastAt,
    stats: statsOf(member, closedAt),
    due: noDue,
    isEscalated: false,
    isFirstResponseEscalated: false,
    spam: false,
    deleted: false,
    archived: closedAt !== null && closedAt + archivedAfterMs <= now,
    get conversations() {
      return conversations();
    },
    ratings: [],
    mergedFrom: [],
    indexed: [{ at: createdAt, facts, tags: member.tags, values: new Map() }],
  };
}

function statsOf({ createdAt, lastAt, isSolved, replies }: Member, closedAt: Instant | null): Stats {
  const said = replies();
  return {
    agent_responded_at: said.findLast(({ isByRequester }) => !isByRequester)?.at ?? null,
    requester_responded_at: said.findLast(({ isByRequester }) => isByRequester)?.at ?? null,
    first_responded_at: said[0]?.at ?? null,
    status_updated_at: closedAt ?? (isSolved ? lastAt : createdAt),
    reopened_at: null,
    resolved_at: isSolved ? lastAt : null,
    closed_at: closedAt,
    pending_since: null,
  };
}

/** Reserves the numbers now, so that they are in order whenever the conversations are made. */
function conversationsOf(
  desk: Desk,
  member: Member,
  on: { readonly id: number; readonly agent: DeskPerson; readonly customer: DeskPerson },
): () => Conversation[] {
  const firstId = desk.ids.next();
  const step = desk.ids.next() - firstId;
  for (let more = 2; more < member.replyCount; more += 1) desk.ids.next();
  return () =>
    member.replies().map(({ at, isByRequester, text }, index): Conversation => {
      const conversation: Conversation = {
        id: firstId + step * index,
        ticketId: on.id,
        body: toHtml(text),
        incoming: isByRequester,
        private: false,
        source: 0,
        category: isByRequester ? null : 3,
        userId: isByRequester ? on.customer.id : on.agent.id,
        automationId: null,
        autoResponse: false,
        fromEmail: null,
        toEmails: [],
        createdAt: at,
        updatedAt: at,
      };
      desk.conversations.set(conversation.id, conversation);
      return conversation;
    });
}
