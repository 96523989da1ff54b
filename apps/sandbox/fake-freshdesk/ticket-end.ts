import type { Desk, DeskTicket } from './desk.ts';
import { touch } from './sla.ts';

/** Out of the lists and closed to every write, until it is restored. */
export function deleteTicket(desk: Desk, ticket: DeskTicket): void {
  ticket.deleted = true;
  told(desk, ticket, '{ticket_action:deleted}');
}

/** Out of the lists and closed to every write, until somebody says it is none. */
export function markSpam(desk: Desk, ticket: DeskTicket): void {
  ticket.spam = true;
  told(desk, ticket, '{ticket_action:marked_spam}');
}

/** Back from deletion and from spam. */
export function restoreTicket(desk: Desk, ticket: DeskTicket): void {
  ticket.deleted = false;
  ticket.spam = false;
  told(desk, ticket, '{ticket_action:restored}');
}

/** Gone from every list and every read. */
export function deleteForever(desk: Desk, ticket: DeskTicket): void {
  ticket.deleted = true;
  desk.tickets.delete(ticket.id);
  touch(desk, ticket);
}

/** Only the archive has it from now on. `updated_at` stays. */
export function archive(desk: Desk, ticket: DeskTicket): void {
  ticket.archived = true;
  desk.revision += 1;
  desk.happened({ ticket, event: undefined });
}

function told(desk: Desk, ticket: DeskTicket, event: string): void {
  touch(desk, ticket);
  if (desk.switches().hooksTellDeletion) desk.happened({ ticket, event });
}
