import type { TicketActions } from '#integrations/contract.ts';
import type { TicketWriter } from './ticket-writer.ts';

/** Writes to the tickets of one account, each change in one save under `safe_update`. */
export function createZendeskActions(writer: TicketWriter): TicketActions {
  return {
    async write(record, change, signal) {
      const settled = await writer.settled(record, signal);
      return settled === 'conflict' ? 'conflict' : writer.save(settled, change, signal);
    },
  };
}
