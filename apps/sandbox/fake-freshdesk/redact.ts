import { saveTicket } from './change.ts';
import type { Desk, DeskTicket } from './desk.ts';
import { noteAct } from './note-write.ts';

const redacted = '<div>[redacted]</div>';

/** Overwrites whatever the requester wrote; there is no redaction in the product, so this is what its apps do. */
export function redact(desk: Desk, ticket: DeskTicket): void {
  for (const conversation of ticket.conversations.filter(({ incoming }) => incoming)) {
    conversation.body = redacted;
    conversation.updatedAt = desk.time.now();
    noteAct(desk, ticket, 'comment edited', conversation);
  }
  saveTicket(desk, ticket, { description: redacted });
}
