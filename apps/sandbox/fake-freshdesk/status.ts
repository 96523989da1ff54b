import type { Priority, TicketStatus } from '#core/ticket.ts';
import type { DeskTicket } from './desk.ts';

/** Neutral words for Freshdesk's numbers. There is no `new`: a ticket is open from the start. */
const numbers: Readonly<Record<Exclude<TicketStatus, 'deleted'>, number>> = {
  new: 2,
  open: 2,
  pending: 3,
  hold: 7,
  solved: 4,
  closed: 5,
};

const words: Readonly<Record<number, TicketStatus>> = {
  2: 'open',
  3: 'pending',
  4: 'solved',
  5: 'closed',
  6: 'pending',
  7: 'hold',
};

const priorityWords: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

/** @throws for `deleted`, which is no status but an act */
export function statusNumber(status: TicketStatus | number): number {
  if (typeof status === 'number') return status;
  if (status === 'deleted') throw new Error('nobody sets a ticket to deleted');
  return numbers[status];
}

/** What a ticket is, as an agent would put it; the account's own statuses are open ones. */
export function statusWord(ticket: DeskTicket): TicketStatus {
  return ticket.deleted || ticket.spam ? 'deleted' : (words[ticket.facts.status] ?? 'open');
}

/** Every ticket has a priority: without one it is low. */
export function priorityNumber(priority: Priority | null): number {
  return priority === null ? 1 : priorityWords.indexOf(priority) + 1;
}

export function priorityWord(priority: number): Priority | null {
  return priorityWords[priority - 1] ?? null;
}
