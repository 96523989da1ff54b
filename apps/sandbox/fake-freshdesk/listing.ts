import type { Desk, DeskTicket } from './desk.ts';
import { nowOf, seconds } from './desk.ts';
import { dueAt } from './sla.ts';

export const orders = ['created_at', 'due_by', 'updated_at', 'status'] as const;
export type Order = (typeof orders)[number];

/** All tickets but archived ones in an order. */
export interface Listing {
  /** Ascending; tickets of one second by their numbers. */
  inOrder(order: Order): readonly DeskTicket[];
}

/**
 * Keeps the tickets in the order they were last asked for: an account of a hundred thousand is walked in a thousand pages,
 * and little changes between two of them.
 */
export function createListing(desk: Desk): Listing {
  let kept: DeskTicket[] = [];
  let keptOrder: Order | undefined;
  let keptRevision = -1;
  let newest = 0;
  return {
    inOrder: (order) => {
      // Due dates come into being without any change of the ticket.
      if (order === keptOrder && desk.revision === keptRevision && order !== 'due_by') return kept;
      const present = kept.filter((ticket) => !ticket.archived && desk.tickets.has(ticket.id));
      for (const ticket of desk.tickets.values()) if (ticket.id > newest && !ticket.archived) present.push(ticket);
      newest = Math.max(
        newest,
        present.reduce((id, ticket) => Math.max(id, ticket.id), 0),
      );
      const key = keyOf(desk, order);
      kept = present.sort((one, other) => key(one) - key(other) || one.id - other.id);
      keptOrder = order;
      keptRevision = desk.revision;
      return kept;
    },
  };
}

function keyOf(desk: Desk, order: Order): (ticket: DeskTicket) => number {
  switch (order) {
    case 'created_at':
      return (ticket) => seconds(ticket.createdAt);
    case 'updated_at':
      return (ticket) => seconds(ticket.updatedAt);
    case 'status':
      return (ticket) => ticket.facts.status;
    case 'due_by': {
      const at = nowOf(desk);
      return (ticket) => dueAt(ticket, at)?.resolveBy ?? Number.MAX_SAFE_INTEGER;
    }
  }
}
