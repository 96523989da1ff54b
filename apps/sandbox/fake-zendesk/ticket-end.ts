import { touch } from './change.ts';
import type { Desk, DeskTicket } from './desk.ts';
import { noteAct } from './note-write.ts';

/** Out of the lists; the export and single reads still have it. */
export function archive(desk: Desk, ticket: DeskTicket): void {
  ticket.archived = true;
  touch(desk, ticket);
  noteAct(desk, ticket, 'archived');
  desk.happened({ ticket, audit: undefined, kind: 'archived' });
}

/** Gone for people and for single reads; the export says `deleted`. Makes no audit that anyone can read. */
export function deleteTicket(desk: Desk, ticket: DeskTicket): void {
  ticket.deletedFrom = ticket.facts.status;
  ticket.facts = { ...ticket.facts, status: 'deleted' };
  touch(desk, ticket);
  noteAct(desk, ticket, 'deleted');
  desk.happened({ ticket, audit: undefined, kind: 'deleted' });
}

/** Back as it was. @throws for one that was not deleted, or was for good */
export function restoreTicket(desk: Desk, ticket: DeskTicket): void {
  const { deletedFrom } = ticket;
  if (deletedFrom === undefined) throw new Error(`ticket ${ticket.id} cannot be restored`);
  ticket.facts = { ...ticket.facts, status: deletedFrom };
  ticket.deletedFrom = undefined;
  touch(desk, ticket);
  noteAct(desk, ticket, 'restored');
  desk.happened({ ticket, audit: undefined, kind: 'restored' });
}

/** Deleted for good: only the bare row is left, for the export. */
export function scrub(desk: Desk, ticket: DeskTicket): void {
  ticket.facts = { ...ticket.facts, status: 'deleted', subject: 'SCRUBBED' };
  ticket.description = 'X';
  ticket.tags = [];
  ticket.values.clear();
  ticket.audits.length = 0;
  ticket.hasPublicComment = false;
  ticket.scrubbed = true;
  ticket.deletedFrom = undefined;
  touch(desk, ticket);
  noteAct(desk, ticket, 'scrubbed');
  desk.happened({ ticket, audit: undefined, kind: 'scrubbed' });
}
