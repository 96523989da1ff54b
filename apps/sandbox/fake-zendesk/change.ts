import { withConsequences } from './consequences.ts';
import type { AuditEvent, Desk, DeskAudit, DeskTicket, FieldValue, TicketFacts, Via } from './desk.ts';
import { noteAudit } from './note-write.ts';
import type { By, TicketUpdate } from './update.ts';
import { statusId } from './update.ts';

export interface NewTicket {
  readonly update: TicketUpdate & {
    readonly facts: Partial<TicketFacts> & { readonly subject: string; readonly requester_id: number };
    readonly comment: NonNullable<TicketUpdate['comment']>;
  };
  readonly recipient: string | null;
  /** What a trigger sends to the requester in the same save, if anything. */
  readonly notification?: { readonly via: Via; readonly body: string } | undefined;
}

/** A new ticket, with its Create events and first comment in one audit. */
export function createTicket(desk: Desk, draft: NewTicket, by: By): DeskTicket {
  const at = desk.time.now();
  const update = withConsequences(desk, undefined, draft.update, by);
  const facts: TicketFacts = {
    status: 'new',
    custom_status_id: statusId(desk, 'new'),
    priority: null,
    type: null,
    assignee_id: null,
    group_id: desk.groups.keys().next().value ?? null,
    external_id: null,
    satisfaction_score: 'unoffered',
    subject: draft.update.facts.subject,
    requester_id: draft.update.facts.requester_id,
    ...update.facts,
  };
  const ticket: DeskTicket = {
    id: desk.ids.ticket(),
    facts,
    description: draft.update.comment.body,
    submitterId: by.author,
    recipient: draft.recipient,
    tags: update.tags ?? [],
    values: new Map([...(update.values ?? [])].filter(([, value]) => value !== null)),
    via: by.via,
    createdAt: at,
    updatedAt: at,
    generatedAt: at,
    archived: false,
    scrubbed: false,
    audits: [],
    hasPublicComment: false,
    followups: [],
    indexed: [],
  };
  const events: AuditEvent[] = [commentEvent(desk, draft.update.comment, by)];
  for (const [field, value] of Object.entries(facts)) {
    if (field === 'satisfaction_score') continue;
    events.push({ id: desk.ids.next(), type: 'Create', field, value: eventValue(value) });
  }
  if (ticket.tags.length > 0) events.push({ id: desk.ids.next(), type: 'Create', field: 'tags', value: ticket.tags });
  for (const [id, value] of ticket.values) {
    events.push({ id: desk.ids.next(), type: 'Create', field: String(id), value: eventValue(value) });
  }
  if (draft.notification !== undefined) {
    const { via, body } = draft.notification;
    const subject = `[Request received] ${facts.subject}`;
    events.push({ id: desk.ids.next(), type: 'Notification', subject, body, recipients: [facts.requester_id], via });
  }
  desk.tickets.set(ticket.id, ticket);
  const audit = record(desk, ticket, events, by);
  noteAudit(desk, ticket, audit, 'created');
  desk.happened({ ticket, audit, kind: 'created' });
  return ticket;
}

/**
 * One save of a ticket. What is already so makes no event; a save without any event leaves no audit and does not move
 * `updated_at`.
 *
 * @returns the audit, `undefined` where nothing happened
 */
export function updateTicket(desk: Desk, ticket: DeskTicket, asked: TicketUpdate, by: By): DeskAudit | undefined {
  const update = withConsequences(desk, ticket, asked, by);
  const events = [
    ...(update.comment === undefined ? [] : [commentEvent(desk, update.comment, by)]),
    ...factChanges(desk, ticket, update),
    ...valueChanges(desk, ticket, update),
  ];
  if (events.length === 0) return undefined;
  ticket.facts = { ...ticket.facts, ...update.facts };
  if (update.tags !== undefined) ticket.tags = update.tags;
  for (const [id, value] of update.values ?? []) setValue(ticket, id, value);
  ticket.updatedAt = desk.time.now();
  const audit = record(desk, ticket, events, by);
  noteAudit(desk, ticket, audit, 'saved');
  desk.happened({ ticket, audit, kind: 'updated' });
  return audit;
}

function factChanges(desk: Desk, ticket: DeskTicket, update: TicketUpdate): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (const [field, value] of Object.entries(update.facts ?? {})) {
    const previous = ticket.facts[field as keyof TicketFacts];
    if (value !== previous) events.push(changeEvent(desk, field, eventValue(value), eventValue(previous)));
  }
  if (update.tags !== undefined && !same(update.tags, ticket.tags)) {
    events.push(changeEvent(desk, 'tags', update.tags, ticket.tags));
  }
  return events;
}

function valueChanges(desk: Desk, ticket: DeskTicket, update: TicketUpdate): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (const [id, value] of update.values ?? []) {
    const previous = ticket.values.get(id) ?? null;
    if (!same(value, previous)) events.push(changeEvent(desk, String(id), eventValue(value), eventValue(previous)));
  }
  return events;
}

/** What the system does on its own: only `generated_timestamp` moves. */
export function touch(desk: Desk, ticket: DeskTicket): void {
  ticket.generatedAt = desk.time.now();
  desk.feed.moved(ticket);
}

const snapshotsKept = 20;

function record(desk: Desk, ticket: DeskTicket, events: readonly AuditEvent[], by: By): DeskAudit {
  const at = desk.time.now();
  const { author: authorId, via, custom = {} } = by;
  const audit: DeskAudit = { id: desk.ids.next(), at, authorId, via, custom, events };
  ticket.audits.push(audit);
  ticket.generatedAt = at;
  desk.feed.moved(ticket);
  ticket.hasPublicComment ||= events.some((event) => event.type === 'Comment' && event.public);
  ticket.indexed.push({ at, status: ticket.facts.status, tags: ticket.tags });
  if (ticket.indexed.length > snapshotsKept) ticket.indexed.shift();
  return audit;
}

function setValue(ticket: DeskTicket, id: number, value: FieldValue): void {
  if (value === null) ticket.values.delete(id);
  else ticket.values.set(id, value);
}

function commentEvent(desk: Desk, comment: NonNullable<TicketUpdate['comment']>, by: By): AuditEvent {
  const authorId = comment.authorId ?? by.author;
  return { id: desk.ids.next(), type: 'Comment', authorId, body: comment.body, public: comment.public };
}

function changeEvent(desk: Desk, field: string, value: unknown, previous: unknown): AuditEvent {
  return { id: desk.ids.next(), type: 'Change', field, value, previous };
}

/** Events carry ids and numbers as text. */
function eventValue(value: FieldValue): unknown {
  return typeof value === 'number' ? String(value) : value;
}

function same(one: FieldValue, other: FieldValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
