import type { Answer, Call, Endpoint } from './call.ts';
import { idParam, manyIds, notFound, ok, Refused } from './call.ts';
import type { DeskTicket, JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import { page } from './paging.ts';
import { deleteTicket, restoreTicket } from './ticket-end.ts';

/** Deleted tickets as long as they can be restored: scrubbed ones are not among them. */
export const deletedEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/deleted_tickets', limit: 'deleted-tickets', answer: list },
  { method: 'put', path: '/deleted_tickets/:id/restore', limit: 'deleted-tickets', answer: restore },
];

function list(call: Call): Answer {
  const rows = [...call.desk.tickets.values()].filter(({ deletedFrom }) => deletedFrom !== undefined);
  const json = (ticket: DeskTicket): JsonMap => ({
    id: ticket.id,
    subject: ticket.facts.subject,
    description: ticket.description,
    previous_state: ticket.deletedFrom,
    deleted_at: stamp(ticket.generatedAt),
  });
  return ok(page(call, { name: 'deleted_tickets', path: '/deleted_tickets.json', rows, id: (row) => row.id, json }));
}

function restore(call: Call): Answer {
  const ticket = call.desk.tickets.get(idParam(call));
  if (ticket?.deletedFrom === undefined) throw new Refused(notFound);
  restoreTicket(call.desk, ticket);
  return ok({});
}

/** Deletes those that are there; answers what a job tells of each. */
export function destroyMany(call: Call): JsonMap[] {
  return manyIds(call).map((id) => {
    const ticket = call.desk.tickets.get(id);
    if (ticket === undefined || ticket.facts.status === 'deleted') {
      return { id, success: false, status: 'Failed', errors: 'TicketNotFound' };
    }
    deleteTicket(call.desk, ticket);
    return { id, success: true, status: 'Deleted', action: 'delete' };
  });
}
