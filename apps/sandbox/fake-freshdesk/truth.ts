import { toIso } from '#core/time.ts';
import type { Inside, TicketTruth } from '../fake-shared/truth.ts';
import type { Desk, DeskTicket, JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import { agentJson, contactJson } from './payload-people.ts';
import { fieldJson } from './payload-fields.ts';
import { conversationJson, ratingJson, requesterJson, statsJson, wholeTicketJson } from './payload.ts';
import { viewTicket } from './view.ts';

/** The account read directly; what was due by now has happened first. @see Inside */
export function createInside(desk: Desk): Inside {
  const catchUp = (): void => desk.jobs.runUntil(desk.time.now());
  const truthOf = (ticket: DeskTicket): TicketTruth => ({
    id: String(ticket.id),
    view: () => viewTicket(desk, ticket),
    raw: () => rawTicket(desk, ticket),
  });
  return {
    *truth() {
      catchUp();
      for (const ticket of desk.tickets.values()) yield truthOf(ticket);
    },
    truthOf: (id) => {
      catchUp();
      const ticket = desk.tickets.get(Number(id));
      return ticket === undefined ? undefined : truthOf(ticket);
    },
    audit: () => desk.log,
  };
}

function rawTicket(desk: Desk, ticket: DeskTicket): JsonMap {
  return {
    account: desk.account,
    readAt: toIso(desk.time.now()),
    ticketFields: desk.fields.map((field) => fieldJson(desk, field)),
    ticket: {
      ...wholeTicketJson(desk, ticket),
      ...(ticket.archived ? { archived: true } : {}),
      requester: requesterJson(desk, ticket),
      stats: statsJson(ticket),
    },
    conversations: ticket.conversations.map(conversationJson),
    users: peopleOn(ticket)
      .map((id) => desk.people.get(id ?? Number.NaN))
      .filter((person) => person !== undefined)
      .map((person) => (person.kind === 'agent' ? agentJson(desk, person) : contactJson(person))),
    satisfactionRatings: ticket.ratings.map((rating) => ratingJson(ticket, rating)),
    mergedTickets: ticket.mergedFrom.map(({ id, createdAt, tags }) => ({ id, created_at: stamp(createdAt), tags })),
  };
}

function peopleOn(ticket: DeskTicket): readonly (number | null)[] {
  const { requester_id: requester, responder_id: responder } = ticket.facts;
  return [...new Set([requester, responder, ...ticket.conversations.map(({ userId }) => userId)])];
}
