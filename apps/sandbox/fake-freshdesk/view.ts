import type { CommentView, TicketView } from '../fake-shared/view.ts';
import type { Role } from '#core/ticket.ts';
import { toIso } from '#core/time.ts';
import type { Conversation, Desk, DeskTicket } from './desk.ts';
import { slugOf } from './fields.ts';
import { toText } from './html.ts';
import { priorityWord, statusWord } from './status.ts';

const channels: Readonly<Record<number, string>> = {
  1: 'email',
  2: 'web',
  3: 'voice',
  7: 'chat',
  9: 'web',
  10: 'email',
};

/** A ticket as an agent would see it, in the words the other helpdesk's fake uses; its own text is the first comment. */
export function viewTicket(desk: Desk, ticket: DeskTicket): TicketView {
  const { facts } = ticket;
  return {
    id: String(ticket.id),
    subject: facts.subject ?? '',
    status: statusWord(ticket),
    priority: priorityWord(facts.priority),
    tags: ticket.tags,
    fields: fieldsByKey(desk, ticket),
    comments: [ownText(desk, ticket), ...ticket.conversations.map((one) => viewConversation(desk, ticket, one))],
    assignee: facts.responder_id === null ? undefined : desk.people.get(facts.responder_id)?.name,
    requester: nameOf(desk, facts.requester_id),
    channel: channels[facts.source] ?? 'other',
    createdAt: toIso(ticket.createdAt),
    updatedAt: toIso(ticket.updatedAt),
    archived: ticket.archived,
  };
}

function ownText(desk: Desk, ticket: DeskTicket): CommentView {
  const outbound = ticket.facts.source === 10;
  const author = outbound ? (ticket.facts.responder_id ?? ticket.facts.requester_id) : ticket.facts.requester_id;
  return {
    id: `description-${ticket.id}`,
    at: toIso(ticket.createdAt),
    author: nameOf(desk, author),
    role: outbound ? 'agent' : 'complainant',
    public: true,
    text: toText(ticket.description),
  };
}

function viewConversation(desk: Desk, ticket: DeskTicket, one: Conversation): CommentView {
  return {
    id: String(one.id),
    at: toIso(one.createdAt),
    author: one.userId === null ? 'Freshdesk' : nameOf(desk, one.userId),
    role: roleOf(desk, ticket, one),
    public: !one.private,
    text: toText(one.body),
  };
}

function roleOf(desk: Desk, ticket: DeskTicket, one: Conversation): Role {
  if (one.autoResponse || one.automationId !== null || one.userId === null) return 'automatic';
  if (one.userId === desk.integration.id) return 'automatic';
  if (one.userId === ticket.facts.requester_id) return 'complainant';
  return desk.people.get(one.userId)?.kind === 'contact' ? 'other' : 'agent';
}

function nameOf(desk: Desk, id: number): string {
  return desk.people.get(id)?.name ?? 'Deleted contact';
}

/** By the keys the fields were made with: their names differ from account to account. */
function fieldsByKey(desk: Desk, ticket: DeskTicket): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const field of desk.fields) {
    const value = ticket.values.get(field.name);
    if (value !== undefined) fields[slugOf(field.label)] = String(value);
  }
  return fields;
}
