import type { TicketActions } from '#integrations/contract.ts';
import type { TicketWriter } from './ticket-writer.ts';

/** Writes to the tickets of one account: one save of the ticket, and one note where there is something to say. */
export function createFreshdeskActions(writer: TicketWriter): TicketActions {
  return { write: (record, change, signal) => writer.save(record, change, signal) };
}
