import { touch } from './change.ts';
import type { Desk, DeskTicket } from './desk.ts';
import { noteAct } from './note-write.ts';
import { commentsOf } from './payload.ts';

/** What stands where words were, a mark for each letter, as redaction leaves it. */
const blackedOut = (text: string): string => text.replaceAll(/\S/gu, '▇');

/**
 * Makes unreadable for good whatever the requester wrote, of a closed ticket too. A write of the system's own: neither
 * `updated_at` nor the version moves.
 */
export function redact(desk: Desk, ticket: DeskTicket): void {
  const theirs = commentsOf(ticket).filter(({ event }) => event.authorId === ticket.facts.requester_id);
  for (const { event } of theirs) {
    if (event.body === ticket.description) ticket.description = blackedOut(event.body);
    event.body = blackedOut(event.body);
    noteAct(desk, ticket, 'comment edited', event);
  }
  touch(desk, ticket);
  desk.happened({ ticket, audit: undefined, kind: 'updated' });
}
