import { toIso } from '#core/time.ts';
import type { Inside, TicketTruth } from '../fake-shared/truth.ts';
import type { Desk, DeskTicket, JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import { auditJson, commentJson, commentsOf, fieldJson, formsJson, ticketJson, userJson } from './payload.ts';
import { slasJson } from './targets.ts';
import { viewTicket } from './view.ts';

/** The account read directly. @see Inside */
export function createInside(desk: Desk): Inside {
  const truthOf = (ticket: DeskTicket): TicketTruth => ({
    id: String(ticket.id),
    view: () => viewTicket(desk, ticket),
    raw: () => rawTicket(desk, ticket),
  });
  return {
    *truth() {
      for (const ticket of desk.tickets.values()) yield truthOf(ticket);
    },
    truthOf: (id) => {
      const ticket = desk.tickets.get(Number(id));
      return ticket === undefined ? undefined : truthOf(ticket);
    },
    audit: () => desk.log,
  };
}

function rawTicket(desk: Desk, ticket: DeskTicket): JsonMap {
  const base = `https://${desk.account}.zendesk.com/api/v2`;
  return {
    account: desk.account,
    readAt: toIso(desk.time.now()),
    self: String(desk.integration.id),
    ticketFields: [...desk.fields.values()].map((field) => fieldJson(field, base)),
    ...(desk.features.ticketForms ? { ticketForms: formsJson(desk, base) } : {}),
    ticket: { ...ticketJson(desk, ticket, base), ...(desk.features.slas ? { slas: slasJson(desk, ticket) } : {}) },
    comments: commentsOf(ticket).map(commentJson),
    audits: ticket.audits.map((audit) => auditJson(ticket, audit)),
    users: peopleOn(ticket)
      .map((id) => desk.users.get(id ?? Number.NaN))
      .filter((user) => user !== undefined)
      .map((user) => userJson(user, base)),
    mergedTickets: mergedInto(desk, ticket),
  };
}

function peopleOn(ticket: DeskTicket): readonly (number | null)[] {
  const said = ticket.audits.flatMap((audit) => [
    audit.authorId,
    ...audit.events.map((event) => (event.type === 'Comment' ? event.authorId : null)),
  ]);
  const assigned = ticket.audits.flatMap((audit) =>
    audit.events.flatMap((event) =>
      (event.type === 'Change' || event.type === 'Create') && event.field === 'assignee_id'
        ? [Number(event.value)]
        : [],
    ),
  );
  const { requester_id: requester, assignee_id: assignee } = ticket.facts;
  return [...new Set([requester, assignee, ticket.submitterId, ...said, ...assigned])];
}

/** Which tickets were merged into this one, when each was received, and what the requester wrote on it and those before. */
function mergedInto(desk: Desk, ticket: DeskTicket): JsonMap[] {
  return sourcesOf(desk, ticket).map((source) => ({
    id: source.id,
    created_at: stamp(source.createdAt),
    tags: source.tags,
    told: toldOn(desk, source, []),
  }));
}

function toldOn(desk: Desk, ticket: DeskTicket, above: readonly DeskTicket[]): JsonMap[] {
  if (above.includes(ticket)) return [];
  const said = commentsOf(ticket).filter(({ event }, at) => at === 0 || event.authorId === ticket.facts.requester_id);
  const own = {
    subject: ticket.facts.subject,
    messages: said.map(({ event }) => event.body),
    tags: ticket.tags,
    custom_fields: ticketJson(desk, ticket, '')['custom_fields'],
  };
  return [own, ...sourcesOf(desk, ticket).flatMap((source) => toldOn(desk, source, [...above, ticket]))];
}

function sourcesOf(desk: Desk, ticket: DeskTicket): readonly DeskTicket[] {
  return ticket.audits
    .filter(({ via }) => via.channel === 'merge')
    .map(({ via }) => desk.tickets.get(Number(via.source.from['ticket_id'])))
    .filter((source) => source !== undefined);
}
