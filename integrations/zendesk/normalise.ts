import type { ComplaintFields } from '#core/complaint/fields.ts';
import { decodeLedger } from '#core/effect/ledger-text.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { Person, Role, TicketRecord, TicketStatus } from '#core/ticket.ts';
import { payloadError } from '#integrations/read-json.ts';
import { stampOf } from '#integrations/read-instant.ts';
import { isAccountName } from '#integrations/account-name.ts';
import { accountInAddress, accountOrigin } from './account.ts';
import { nameOwnFields, ownValues } from './own-fields.ts';
import type { OwnValues } from './own-fields.ts';
import type { RawTicket, RawUser } from './payload.ts';
import { readRawTicket, zendeskPayload } from './payload.ts';
import { readPeople, writeMark } from './people.ts';
import { targetsOf } from './targets.ts';
import { readTimeline } from './timeline.ts';
import { channelOf, priorityOf, statusCategory, statusOf } from './vocabulary.ts';
import { mailDomain } from '#integrations/mail-domain.ts';

/** What a ticket is said to belong to where neither the raw ticket nor its address names an account. */
export const unknownAccount = 'unknown';

/**
 * A raw Zendesk ticket in neutral words.
 *
 * `raw` is one object: `ticket`, and beside it whatever else was read, all optional: `comments`, `audits`, `users`,
 * `ticketFields` (without them our fields and the ledger cannot be found), `customStatuses`, `ticketForms`, `mergedTickets`,
 * `account`, `readAt`, `self` (the user our credentials speak for). Runs in a browser as well.
 *
 * @param options.prefix with which our fields' keys begin
 * @throws {PayloadError} ZENDESK_PAYLOAD, and nothing else, for what is not as Zendesk documents it
 */
export function normalise(raw: unknown, options: { readonly prefix: string }): TicketRecord {
  return toRecord(readRawTicket(raw), options);
}

function toRecord(read: RawTicket, { prefix }: { readonly prefix: string }): TicketRecord {
  const { ticket } = read;
  const account = accountOf(read);
  const people = readPeople(read);
  const ownFields = nameOwnFields(read.ticketFields ?? noFields, prefix);
  const { fields, ledger } = apart(ownValues(ticket.custom_fields, ownFields));
  const status = currentStatus(read);
  const requester = requesterOf(read);
  const updatedAt = ticket.updated_at ?? ticket.created_at;
  return {
    ref: { platform: 'zendesk', account, id: ticket.id },
    url: `${read.origin ?? accountOrigin(account)}/agent/tickets/${ticket.id}`,
    subject: ticket.subject ?? ticket.raw_subject ?? '',
    channel: channelOf(ticket.via),
    status,
    isFrozen: isFrozen(status),
    priority: priorityOf(ticket.priority),
    complainant: inRole(people.person(ticket.requester_id), 'complainant'),
    assignee: ticket.assignee_id === undefined ? undefined : inRole(people.person(ticket.assignee_id), 'agent'),
    group: ticket.group_id,
    brand: ticket.brand_id,
    language: requester?.locale,
    senderDomain: mailDomain(requester?.email),
    form: formOf(read),
    tags: ticket.tags,
    fields,
    timeline: readTimeline({ raw: read, people, prefix, mark: writeMark(prefix), ownFields }),
    ledger: decodeLedger(ledger),
    targets: targetsOf(ticket.slas ?? read.slas),
    createdAt: ticket.created_at,
    updatedAt,
    readAt: read.readAt ?? updatedAt,
    version: ticket.updated_text ?? stampOf(updatedAt),
  };
}

function inRole(person: Person, role: Role): Person {
  return person.role === role ? person : { ...person, role };
}

const noFields: readonly never[] = [];

function requesterOf({ ticket, users }: RawTicket): RawUser | undefined {
  return users?.find((user) => user.id === ticket.requester_id);
}

function accountOf({ account, ticket }: RawTicket): string {
  if (account === undefined) return accountInAddress(ticket.url ?? '') ?? unknownAccount;
  if (isAccountName(account)) return account;
  throw payloadError('account', zendeskPayload);
}

function formOf({ ticket, ticketForms }: RawTicket): string | undefined {
  return ticketForms?.find(({ id }) => id === ticket.ticket_form_id)?.name;
}

/** Zendesk answers every change of a closed ticket with 422, "Status closed prevents ticket update". @see https://github.com/Speedygeek/ZendeskApi_v2/issues/59 */
function isFrozen(status: TicketStatus): true | undefined {
  return status === 'closed' ? true : undefined;
}

function currentStatus(raw: RawTicket): TicketStatus {
  const { ticket } = raw;
  // What is left of a ticket that was deleted for good.
  if (ticket.subject === 'SCRUBBED' && ticket.description === 'X') return 'deleted';
  return statusOf(ticket.status, statusCategory(raw, ticket.custom_status_id));
}

/** The ledger is none of the complaint's own fields. */
function apart(own: OwnValues): { readonly fields: ComplaintFields; readonly ledger: string | undefined } {
  if (own[ledgerField] === undefined) return { fields: own, ledger: undefined };
  const { [ledgerField]: ledger, ...fields } = own;
  return { fields, ledger };
}
