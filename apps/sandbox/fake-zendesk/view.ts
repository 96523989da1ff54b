import type { Role } from '#core/ticket.ts';
import { toIso } from '#core/time.ts';
import type { CommentView, TicketView } from '../fake-shared/view.ts';
import type { Desk, DeskTicket } from './desk.ts';
import { systemAuthor } from './desk.ts';
import type { DeskComment } from './payload.ts';
import { commentsOf } from './payload.ts';

/** A ticket as an agent would see it. */
export function viewTicket(desk: Desk, ticket: DeskTicket): TicketView {
  const { facts } = ticket;
  return {
    id: String(ticket.id),
    subject: facts.subject,
    status: facts.status,
    priority: facts.priority,
    tags: ticket.tags,
    fields: fieldsByKey(desk, ticket),
    comments: commentsOf(ticket).map((comment) => viewComment(desk, ticket, comment)),
    assignee: facts.assignee_id === null ? undefined : desk.users.get(facts.assignee_id)?.name,
    requester: nameOf(desk, facts.requester_id),
    channel: ticket.via.channel,
    createdAt: toIso(ticket.createdAt),
    updatedAt: toIso(ticket.updatedAt),
    archived: ticket.archived,
  };
}

function viewComment(desk: Desk, ticket: DeskTicket, { audit, event }: DeskComment): CommentView {
  return {
    id: String(event.id),
    at: toIso(audit.at),
    author: nameOf(desk, event.authorId),
    role: roleOf(desk, ticket, event.authorId),
    public: event.public,
    text: event.body,
  };
}

function roleOf(desk: Desk, ticket: DeskTicket, authorId: number): Role {
  if (authorId === systemAuthor || authorId === desk.integration.id) return 'automatic';
  if (authorId === ticket.facts.requester_id) return 'complainant';
  return desk.users.get(authorId)?.role === 'end-user' ? 'other' : 'agent';
}

function nameOf(desk: Desk, id: number): string {
  return id === systemAuthor ? 'Zendesk' : (desk.users.get(id)?.name ?? 'Deleted user');
}

function fieldsByKey(desk: Desk, ticket: DeskTicket): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [id, value] of ticket.values) {
    const key = desk.fields.get(id)?.key ?? undefined;
    if (key !== undefined && value !== null) fields[key] = typeof value === 'object' ? value.join(' ') : String(value);
  }
  return fields;
}
