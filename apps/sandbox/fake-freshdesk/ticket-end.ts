import type { Desk, DeskTicket } from './desk.ts';
import { noteAct } from './note-write.ts';
import { touch } from './sla.ts';

/** Out of the lists and closed to every write, until it is restored. */
export function deleteTicket(desk: Desk, ticket: DeskTicket): void {
  ticket.deleted = true;
  noteAct(desk, ticket, 'deleted');
  told(desk, ticket, '{ticket_action:deleted}');
}

/** Out of the lists and closed to every write, until somebody says it is none. */
export function markSpam(desk: Desk, ticket: DeskTicket): void {
  ticket.spam = true;
  noteAct(desk, ticket, 'marked as spam');
  told(desk, ticket, '{ticket_action:marked_spam}');
}

/** Back from deletion and from spam. */
export function restoreTicket(desk: Desk, ticket: DeskTicket): void {
  ticket.deleted = false;
  ticket.spam = false;
  noteAct(desk, ticket, 'restored');
  told(desk, ticket, '{ticket_action:restored}');
}

/** Gone from every list and every read. */
export function deleteForever(desk: Desk, ticket: DeskTicket): void {
  ticket.deleted = true;
  desk.tickets.delete(ticket.id);
  noteAct(desk, ticket, 'scrubbed');
  touch(desk, ticket);
}

/** Only the archive has it from now on. `updated_at` stays. */
export function archive(desk: Desk, ticket: DeskTicket): void {
  ticket.archived = true;
  noteAct(desk, ticket, 'archived');
  desk.revision += 1;
  desk.happened({ ticket, event: undefined });
}

function told(desk: Desk, ticket: DeskTicket, event: string): void {
  touch(desk, ticket);
  if (desk.switches().hooksTellDeletion) desk.happened({ ticket, event });
}
