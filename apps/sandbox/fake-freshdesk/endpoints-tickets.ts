import { createTicket, saveTicket } from './change.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import {
  idParam,
  isMap,
  noContent,
  notAllowed,
  notFound,
  ok,
  Refused,
  ticketParam,
  validationFailed,
  writableTicket,
} from './call.ts';
import type { DeskTicket, JsonMap } from './desk.ts';
import type { MergeNote } from './merge.ts';
import { mergeTickets } from './merge.ts';
import { includesOf } from './paging.ts';
import { conversationJson, listedConversations, requesterJson, statsJson, wholeTicketJson } from './payload.ts';
import { readTicketBody } from './ticket-body.ts';
import { deleteTicket, restoreTicket } from './ticket-end.ts';
import { contact } from './who.ts';

/** Reading, creating, updating, merging and deleting single tickets, and the archive. */
export const ticketEndpoints: readonly Endpoint[] = [
  { method: 'put', path: '/tickets/merge', answer: merge },
  { method: 'get', path: '/tickets/archived/:id', answer: archived },
  { method: 'get', path: '/tickets/:id', creditsPerInclude: 1, answer: show },
  { method: 'post', path: '/tickets', limit: 'ticketCreate', answer: create },
  { method: 'put', path: '/tickets/:id', limit: 'ticketUpdate', answer: update },
  { method: 'delete', path: '/tickets/:id', answer: remove },
  { method: 'put', path: '/tickets/:id/restore', answer: restore },
];

/** Includes of a single ticket show at most so many conversations, the oldest first. */
const conversationsIncluded = 10;

function show(call: Call): Answer {
  const ticket = ticketParam(call);
  const included = includesOf(call, ['conversations', 'requester', 'company', 'stats']);
  return ok({ ...wholeTicketJson(call.desk, ticket), ...includedJson(call, ticket, included) });
}

function includedJson(call: Call, ticket: DeskTicket, included: readonly string[]): JsonMap {
  const conversations = (): JsonMap[] =>
    listedConversations(call, ticket).slice(0, conversationsIncluded).map(conversationJson);
  return {
    ...(included.includes('conversations') ? { conversations: conversations() } : {}),
    ...(included.includes('requester') ? { requester: requesterJson(call.desk, ticket) } : {}),
    ...(included.includes('company') ? { company: {} } : {}),
    ...(included.includes('stats') ? { stats: statsJson(ticket) } : {}),
  };
}

function create(call: Call): Answer {
  const { desk } = call;
  const { update, description = '', requester } = readTicketBody(call, undefined);
  const requesterId =
    update.facts?.requester_id ?? (requester === undefined ? call.agent.id : contact(desk, requester).id);
  const facts = { ...update.facts, subject: update.facts?.subject ?? null, requester_id: requesterId };
  const ccEmails = Array.isArray(call.body['cc_emails']) ? call.body['cc_emails'].map(String) : [];
  const ticket = createTicket(desk, { ...update, facts, description, ccEmails });
  const headers = { location: `${call.base}/tickets/${ticket.id}` };
  return { status: 201, body: wholeTicketJson(desk, ticket), headers };
}

function update(call: Call): Answer {
  const ticket = writableTicket(call, 'PUT');
  if (Object.keys(call.body).length === 0) {
    throw validationFailed([{ field: 'base', message: 'The request has no attribute', code: 'missing_field' }]);
  }
  const { update, description, requester } = readTicketBody(call, ticket);
  const facts =
    requester === undefined ? update.facts : { ...update.facts, requester_id: contact(call.desk, requester).id };
  saveTicket(call.desk, ticket, { ...update, facts, description });
  return ok(wholeTicketJson(call.desk, ticket));
}

function remove(call: Call): Answer {
  deleteTicket(call.desk, writableTicket(call, 'DELETE'));
  return noContent;
}

function restore(call: Call): Answer {
  restoreTicket(call.desk, ticketParam(call));
  return noContent;
}

function archived(call: Call): Answer {
  const ticket = call.desk.tickets.get(idParam(call));
  if (ticket === undefined || !ticket.archived) return notFound;
  const included = includesOf(call, ['conversations', 'requester', 'company', 'stats']);
  return ok({ ...wholeTicketJson(call.desk, ticket), archived: true, ...includedJson(call, ticket, included) });
}

function merge(call: Call): Answer {
  const { primary_id: primary, ticket_ids: others } = call.body;
  const target = mergeable(call, primary);
  if (!Array.isArray(others) || others.length === 0) {
    throw validationFailed([{ field: 'ticket_ids', message: 'It should be a/an Array', code: 'missing_field' }]);
  }
  const sources = others.map((id: unknown) => mergeable(call, id));
  for (const source of sources) {
    mergeTickets(call.desk, {
      source,
      target,
      author: call.agent.id,
      noteInTarget: noteOf(call.body['note_in_primary']),
      noteInSource: noteOf(call.body['note_in_secondary']),
    });
  }
  return noContent;
}

function mergeable(call: Call, id: unknown): DeskTicket {
  const ticket = typeof id === 'number' ? call.desk.tickets.get(id) : undefined;
  if (ticket === undefined || ticket.archived) throw new Refused(notFound);
  if (ticket.deleted || ticket.spam) throw notAllowed('PUT');
  return ticket;
}

function noteOf(asked: unknown): MergeNote | undefined {
  if (!isMap(asked) || typeof asked['body'] !== 'string') return undefined;
  return { body: asked['body'], private: asked['private'] !== false };
}
