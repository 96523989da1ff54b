import type { Call } from './call.ts';
import type { Conversation, Desk, DeskTicket, JsonMap, Rating } from './desk.ts';
import { nowOf, stamp, stampOrNull } from './desk.ts';
import { toText } from './html.ts';
import { dueAt } from './sla.ts';

/** A ticket as the API gives it, without its text. */
export function ticketJson(desk: Desk, ticket: DeskTicket): JsonMap {
  const { facts } = ticket;
  const due = dueAt(ticket, nowOf(desk));
  return {
    cc_emails: ticket.ccEmails,
    fwd_emails: [],
    reply_cc_emails: ticket.ccEmails,
    ticket_cc_emails: ticket.ccEmails,
    ticket_bcc_emails: null,
    fr_escalated: ticket.isFirstResponseEscalated,
    spam: ticket.spam,
    email_config_id: null,
    group_id: facts.group_id,
    priority: facts.priority,
    requester_id: facts.requester_id,
    responder_id: facts.responder_id,
    source: facts.source,
    company_id: null,
    status: facts.status,
    subject: facts.subject,
    association_type: null,
    support_email: facts.source === 1 ? `support@${desk.account}.freshdesk.com` : null,
    to_emails: facts.source === 1 ? [`support@${desk.account}.freshdesk.com`] : null,
    product_id: null,
    id: ticket.id,
    type: facts.type,
    due_by: due === null ? null : stamp(due.resolveBy),
    fr_due_by: due === null ? null : stamp(due.respondBy),
    nr_due_by: null,
    nr_escalated: false,
    is_escalated: ticket.isEscalated,
    custom_fields: customFields(desk, ticket),
    created_at: stamp(ticket.createdAt),
    updated_at: stamp(ticket.updatedAt),
    tags: ticket.tags,
    associated_tickets_count: null,
    form_id: null,
    sentiment_score: null,
    source_additional_info: null,
    structured_description: null,
    ...(ticket.deleted ? { deleted: true } : {}),
    ...(desk.switches().surprises && ticket.id % 3 === 0 ? { x_unheard_of: { since: null, list: [1, 'two'] } } : {}),
  };
}

/** The ticket's own text, as HTML and without its tags. */
export function descriptionJson(ticket: DeskTicket): JsonMap {
  return { description: ticket.description, description_text: toText(ticket.description) };
}

/** A ticket with its text: what a single read and a write answer. */
export function wholeTicketJson(desk: Desk, ticket: DeskTicket): JsonMap {
  return { ...ticketJson(desk, ticket), ...descriptionJson(ticket), attachments: [] };
}

/** Every custom field of the account, `null` where it is empty. */
function customFields(desk: Desk, ticket: DeskTicket): JsonMap {
  const custom = desk.fields.filter((field) => field.isCustom);
  return Object.fromEntries(custom.map(({ name }) => [name, ticket.values.get(name) ?? null]));
}

export function statsJson({ stats }: DeskTicket): JsonMap {
  return Object.fromEntries(Object.entries(stats).map(([name, at]) => [name, stampOrNull(at)]));
}

/** The requester as `include=requester` shows them. */
export function requesterJson(desk: Desk, ticket: DeskTicket): JsonMap {
  const person = desk.people.get(ticket.facts.requester_id);
  return {
    id: ticket.facts.requester_id,
    name: person?.name ?? null,
    email: person?.email ?? null,
    mobile: null,
    phone: null,
  };
}

export function conversationJson(one: Conversation): JsonMap {
  return {
    body: one.body,
    body_text: toText(one.body),
    id: one.id,
    incoming: one.incoming,
    private: one.private,
    user_id: one.userId,
    support_email: null,
    source: one.source,
    category: one.category,
    to_emails: one.toEmails,
    from_email: one.fromEmail,
    cc_emails: [],
    bcc_emails: null,
    email_failure_count: null,
    outgoing_failures: null,
    thread_id: null,
    thread_message_id: null,
    last_edited_at: one.updatedAt === one.createdAt ? null : stamp(one.updatedAt),
    last_edited_user_id: null,
    attachments: [],
    automation_id: one.automationId,
    automation_type_id: one.automationId === null ? null : 1,
    auto_response: one.autoResponse,
    ticket_id: one.ticketId,
    created_at: stamp(one.createdAt),
    updated_at: stamp(one.updatedAt),
    source_additional_info: null,
  };
}

/** The conversations a list would show now: the newest may be missing where lists lag. */
export function listedConversations(call: Call, ticket: DeskTicket): readonly Conversation[] {
  const { staleConversationsMs } = call.desk.switches();
  const seenAt = call.desk.time.now() - staleConversationsMs;
  return staleConversationsMs === 0
    ? ticket.conversations
    : ticket.conversations.filter(({ createdAt }) => createdAt <= seenAt);
}

export function ratingJson(ticket: DeskTicket, rating: Rating): JsonMap {
  return {
    id: rating.id,
    survey_id: 1,
    user_id: rating.userId,
    agent_id: rating.agentId,
    feedback: rating.feedback,
    group_id: ticket.facts.group_id,
    ticket_id: ticket.id,
    created_at: stamp(rating.createdAt),
    updated_at: stamp(rating.createdAt),
    ratings: { default_question: rating.score },
  };
}
