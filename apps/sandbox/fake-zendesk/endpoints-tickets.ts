import { createTicket, updateTicket } from './change.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { bodyObject, invalidRecord, isMap, manyIds, numberOf, ok, Refused, ticketParam } from './call.ts';
import type { DeskAudit, DeskTicket, JsonMap } from './desk.ts';
import { page } from './paging.ts';
import { auditJson, commentsOf, plainVia, ticketJson } from './payload.ts';
import { deleteTicket } from './ticket-end.ts';
import { endUser } from './who.ts';
import { sideloads } from './sideload.ts';
import { isStale, readTags, readUpdate, requesterOf, warning } from './ticket-body.ts';
import { targetsBeside } from './targets.ts';
import type { By } from './update.ts';

/** Reading, creating, updating and deleting single tickets. */
export const ticketEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/tickets', limit: 'tickets-index', answer: list },
  { method: 'get', path: '/tickets/show_many', answer: showMany },
  { method: 'get', path: '/tickets/:id', answer: show },
  { method: 'post', path: '/tickets', answer: create },
  { method: 'put', path: '/tickets/:id', limit: 'ticket-update', answer: update },
  { method: 'delete', path: '/tickets/:id', limit: 'delete', answer: remove },
  { method: 'get', path: '/tickets/:id/tags', answer: (call) => ok({ tags: ticketParam(call).tags }) },
  { method: 'put', path: '/tickets/:id/tags', limit: 'ticket-update', answer: (call) => changeTags(call, added) },
  { method: 'post', path: '/tickets/:id/tags', limit: 'ticket-update', answer: (call) => changeTags(call, replaced) },
  { method: 'delete', path: '/tickets/:id/tags', limit: 'ticket-update', answer: (call) => changeTags(call, removed) },
];

function list(call: Call): Answer {
  const external = call.query.get('external_id');
  const rows = [...call.desk.tickets.values()].filter(
    ({ archived, facts }) =>
      !archived && facts.status !== 'deleted' && (external === null || facts.external_id === external),
  );
  const beside = targetsBeside(call);
  const json = (ticket: DeskTicket): JsonMap => ({ ...ticketJson(call.desk, ticket, call.base), ...beside(ticket) });
  return ok({ ...page(call, { name: 'tickets', path: '/tickets.json', rows, id: (row) => row.id, json }) });
}

function showMany(call: Call): Answer {
  const tickets = manyIds(call)
    .map((id) => call.desk.tickets.get(id))
    .filter((ticket) => ticket !== undefined && ticket.facts.status !== 'deleted')
    .filter((ticket) => ticket !== undefined);
  const beside = targetsBeside(call);
  const json = tickets.map((ticket) => ({ ...ticketJson(call.desk, ticket, call.base), ...beside(ticket) }));
  return ok({ tickets: json, ...sideloads(call, tickets), next_page: null, previous_page: null, count: json.length });
}

function show(call: Call): Answer {
  const ticket = ticketParam(call);
  const beside = targetsBeside(call);
  const json = { ...ticketJson(call.desk, ticket, call.base), ...beside(ticket) };
  return ok({ ticket: json, ...sideloads(call, [ticket]) });
}

function create(call: Call): Answer {
  const asked = bodyObject(call, 'ticket');
  const { desk } = call;
  const read = readUpdate(call, asked);
  const { comment } = read;
  if (comment === undefined) throw invalidRecord('base', 'Description: cannot be blank');
  const by = author(call, asked);
  const named = requesterOf(asked);
  const requester = read.facts?.requester_id ?? (named === undefined ? by.author : endUser(desk, named).id);
  const subject = read.facts?.subject ?? comment.body.slice(0, 80);
  const facts = { ...read.facts, subject, requester_id: requester };
  // Opened on somebody's behalf, the first comment is theirs.
  const first = { ...comment, authorId: comment.authorId ?? requester };
  const ticket = createTicket(desk, { update: { ...read, facts, comment: first }, recipient: null }, by);
  linkFollowup(call, ticket, numberOf(asked['via_followup_source_id']));
  const json = { ...ticketJson(desk, ticket, call.base), generated_timestamp: 0 };
  return {
    status: 201,
    body: { ticket: json, audit: lastAudit(ticket) },
    headers: { location: `${call.base}/tickets/${ticket.id}.json`, ...warning(asked, 'create') },
  };
}

function linkFollowup(call: Call, ticket: DeskTicket, sourceId: number | undefined): void {
  const source = sourceId === undefined ? undefined : call.desk.tickets.get(sourceId);
  if (source?.facts.status === 'closed') source.followups.push(ticket.id);
}

function update(call: Call): Answer {
  const ticket = ticketParam(call);
  const asked = bodyObject(call, 'ticket');
  guard(ticket, asked);
  const read = readUpdate(call, asked);
  if (read.comment !== undefined && commentsOf(ticket).length >= call.desk.switches.mostComments) {
    throw invalidRecord('base', `Ticket has reached the limit of ${call.desk.switches.mostComments} comments`);
  }
  const audit = updateTicket(call.desk, ticket, read, author(call, asked));
  const json = ticketJson(call.desk, ticket, call.base);
  const body = { ticket: json, audit: audit === undefined ? emptyAudit(call, ticket) : auditJson(ticket, audit) };
  return { status: 200, body, headers: warning(asked, 'update') };
}

function emptyAudit(call: Call, ticket: DeskTicket): JsonMap {
  const audit: DeskAudit = {
    id: call.desk.ids.next(),
    at: call.desk.time.now(),
    authorId: author(call, {}).author,
    via: plainVia('api'),
    custom: {},
    events: [],
  };
  return auditJson(ticket, audit);
}

function lastAudit(ticket: DeskTicket): JsonMap | null {
  const audit = ticket.audits.at(-1);
  return audit === undefined ? null : auditJson(ticket, audit);
}

function remove(call: Call): Answer {
  deleteTicket(call.desk, ticketParam(call));
  return { status: 204 };
}

type TagChange = (held: readonly string[], given: readonly string[]) => string[];
const added: TagChange = (held, given) => [...held, ...given];
const replaced: TagChange = (_held, given) => [...given];
const removed: TagChange = (held, given) => held.filter((tag) => !given.includes(tag));

function changeTags(call: Call, change: TagChange): Answer {
  const ticket = ticketParam(call);
  guard(ticket, call.body);
  const given = (readTags(call.body['tags']) ?? []).flatMap((tag) => tag.toLowerCase().split(/\s+/));
  updateTicket(call.desk, ticket, { tags: change(ticket.tags, given) }, author(call, {}));
  return ok({ tags: ticket.tags });
}

/** @throws {Refused} 409 for an outdated picture of the ticket, 422 for a closed ticket */
export function guard(ticket: DeskTicket, asked: JsonMap): void {
  if (isStale(ticket, asked)) {
    // Zendesk's own words were never seen; clients go by the status.
    const description = 'Safe Update prevented the update due to outdated ticket data';
    throw new Refused({ status: 409, body: { error: 'UpdateConflict', description } });
  }
  if (ticket.facts.status === 'closed') throw invalidRecord('status', 'Status closed prevents ticket update');
}

/** Who saves: the caller, with what the body says about the save. */
export function author(call: Call, asked: JsonMap): By {
  const custom = isMap(asked['metadata']) ? asked['metadata'] : undefined;
  return { author: call.user?.id ?? call.desk.integration.id, via: plainVia('api'), custom };
}
