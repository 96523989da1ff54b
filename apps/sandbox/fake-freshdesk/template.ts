import type { Desk, DeskTicket } from './desk.ts';
import { priorityLabels } from './fields.ts';

/**
 * Fills a webhook's text in. Placeholders are replaced as they stand, without any escaping: a subject with a quotation
 * mark makes broken JSON.
 *
 * @param template  with `{{ticket.id}}`, `{{ticket.url}}`, `{{triggered_event}}` and the like; unknown ones become nothing
 */
export function fillIn(template: string, desk: Desk, ticket: DeskTicket, event: string): string {
  const requester = desk.people.get(ticket.facts.requester_id);
  const values: Readonly<Record<string, string>> = {
    'ticket.id': String(ticket.id),
    'ticket.url': `https://${desk.account}.freshdesk.com/helpdesk/tickets/${ticket.id}`,
    'ticket.subject': ticket.facts.subject ?? '',
    'ticket.description': ticket.description,
    'ticket.status': desk.statuses.find(({ id }) => id === ticket.facts.status)?.label ?? '',
    'ticket.priority': priorityLabels[ticket.facts.priority] ?? '',
    'ticket.requester.name': requester?.name ?? '',
    'ticket.requester.email': requester?.email ?? '',
    triggered_event: event,
  };
  return template.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (_whole, name: string) => values[name] ?? '');
}
