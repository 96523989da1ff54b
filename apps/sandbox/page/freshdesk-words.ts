import type { Priority, TicketStatus } from '#core/ticket.ts';
import type { SandboxTicket } from '../model.ts';

const statuses: Readonly<Record<TicketStatus, string>> = {
  new: 'Open',
  open: 'Open',
  pending: 'Pending',
  hold: 'Waiting on third party',
  solved: 'Resolved',
  closed: 'Closed',
  deleted: 'Deleted',
};

/** What Freshdesk calls a status. */
export function freshdeskStatus(status: TicketStatus): string {
  return statuses[status];
}

/** The statuses an agent may set. */
export const settable: readonly TicketStatus[] = ['open', 'pending', 'hold', 'solved', 'closed'];

const priorities: Readonly<Record<Priority, string>> = { low: 'Low', normal: 'Medium', high: 'High', urgent: 'Urgent' };

/** What Freshdesk calls a priority; every ticket has one. */
export function freshdeskPriority(priority: Priority | undefined): string {
  return priorities[priority ?? 'low'];
}

/** The label on a ticket's card: nobody has answered yet, or the customer spoke last. */
export function cardLabel({ status, comments }: SandboxTicket): 'New' | 'Customer responded' | undefined {
  if (status !== 'open' && status !== 'pending' && status !== 'hold') return undefined;
  const said = comments.filter((comment) => comment.public && comment.role !== 'automatic');
  if (!said.some(({ role }) => role === 'agent')) return 'New';
  return said.at(-1)?.role === 'complainant' ? 'Customer responded' : undefined;
}
