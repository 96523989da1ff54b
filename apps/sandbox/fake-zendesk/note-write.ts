import type { FieldWrite, Write, Writer } from '../fake-shared/write-log.ts';
import { tagChanges } from '../fake-shared/write-log.ts';
import type { AuditEvent, Desk, DeskAudit, DeskTicket } from './desk.ts';

/** Notes one save with all it changed. What a ticket is created with counts as changed from nothing. */
export function noteAudit(desk: Desk, ticket: DeskTicket, audit: DeskAudit, act: 'created' | 'saved'): void {
  const changes = audit.events.filter((event) => event.type === 'Change' || event.type === 'Create');
  const tags = changes.find((event) => event.field === 'tags');
  const comment = audit.events.find((event) => event.type === 'Comment');
  desk.log.note({
    at: audit.at,
    ticketId: String(ticket.id),
    act,
    ...(tags === undefined ? {} : tagChanges(previousTags(tags), tags.value as readonly string[])),
    fields: changes.filter((event) => event !== tags).map((event) => fieldWrite(desk, event)),
    ...(comment === undefined ? {} : { comment: commentWrite(desk, comment) }),
  });
}

/** Notes what was done to the ticket as a whole, or to a comment that was there. */
export function noteAct(
  desk: Desk,
  ticket: DeskTicket,
  act: Exclude<Write['act'], 'created' | 'saved'>,
  comment?: Comment,
): void {
  const ticketId = String(ticket.id);
  const written = comment === undefined ? {} : { comment: commentWrite(desk, comment) };
  desk.log.note({ at: desk.time.now(), ticketId, act, ...written });
}

type Comment = Extract<AuditEvent, { readonly type: 'Comment' }>;
type Change = Extract<AuditEvent, { readonly type: 'Change' | 'Create' }>;

function previousTags(event: Change): readonly string[] {
  return event.type === 'Change' ? (event.previous as readonly string[]) : [];
}

function fieldWrite(desk: Desk, event: Change): FieldWrite {
  const field = desk.fields.get(Number(event.field))?.key ?? event.field;
  return { field, before: event.type === 'Change' ? event.previous : null, after: event.value };
}

function commentWrite(desk: Desk, { id, public: isPublic, authorId }: Comment): NonNullable<Write['comment']> {
  const of: Writer = authorId === desk.integration.id ? 'us' : 'others';
  return { id: String(id), public: isPublic, of };
}
