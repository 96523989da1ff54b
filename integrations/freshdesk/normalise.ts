import type { ComplaintFields } from '#core/complaint/fields.ts';
import { decodeLedger } from '#core/effect/ledger-text.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { Person, TicketRecord, TicketStatus } from '#core/ticket.ts';
import { payloadError } from '#integrations/read-json.ts';
import { stampOf } from '#integrations/read-instant.ts';
import { isAccountName } from '#integrations/account-name.ts';
import { accountOrigin } from './account.ts';
import { foldLedger, ledgerNotes } from './claims.ts';
import { historyOf } from './history.ts';
import { findOwnFields, ownValues } from './own-fields.ts';
import type { RawTicket } from './payload.ts';
import { freshdeskPayload, readRawTicket } from './payload.ts';
import { readTags } from './own-tags.ts';
import { targetsOf } from './targets.ts';
import { readTimeline } from './timeline.ts';
import { channelOf, priorityOf, readLabels, statusOf } from './vocabulary.ts';
import { mailDomain } from '#integrations/mail-domain.ts';

/** What a ticket is said to belong to where the raw ticket names no account; its own keys never do. */
export const unknownAccount = 'unknown';

/**
 * A raw Freshdesk ticket in neutral words.
 *
 * `raw` is one object: `ticket`, and beside it whatever else was read, all optional: `conversations` (without them there
 * is no ledger), `ticketFields` (without them statuses and sources of the account's own have no label), `users` (agents
 * and contacts, for their names), `satisfactionRatings`, `account`, `readAt`. Runs in a browser as well.
 *
 * Our fields `ledger` and `history` are no part of the record's fields: they are read into its ledger and timeline.
 *
 * @param options.prefix with which our fields' labels begin
 * @throws {PayloadError} FRESHDESK_PAYLOAD, and nothing else, for what is not as Freshdesk documents it
 */
export function normalise(raw: unknown, options: { readonly prefix: string }): TicketRecord {
  return toRecord(readRawTicket(raw), options);
}

/** The same for a raw ticket that was read already. @throws {PayloadError} for the name of an account that is none */
export function toRecord(read: RawTicket, { prefix }: { readonly prefix: string }): TicketRecord {
  const { ticket } = read;
  const account = accountOf(read);
  const labels = readLabels(read.ticketFields);
  const status = statusOf(ticket.status, labels);
  const values = ownValues(ticket.custom_fields, ownFieldsOf(read, prefix));
  const updatedAt = ticket.updated_at ?? ticket.created_at;
  return {
    ref: { platform: 'freshdesk', account, id: ticket.id },
    url: `${read.origin ?? accountOrigin(account)}/a/tickets/${ticket.id}`,
    subject: ticket.subject ?? '',
    channel: channelOf(ticket.source, labels),
    status: presentStatus(read, status),
    isFrozen: ticket.archived ? true : undefined,
    priority: priorityOf(ticket.priority),
    complainant: { id: ticket.requester_id ?? '-1', name: ticket.requester?.name, role: 'complainant' },
    assignee: assigneeOf(read),
    group: ticket.group_id,
    brand: ticket.product_id,
    // Only a contact tells, who would have to be asked for beside every ticket.
    language: undefined,
    tags: readTags(ticket.tags, prefix),
    form: ticket.type,
    senderDomain: mailDomain(ticket.requester?.email),
    fields: withoutOwnKeeping(values),
    timeline: readTimeline(read, historyOf(ticket, status, values), prefix),
    ledger: ledgerOf(read, values.ledger, prefix),
    targets: targetsOf(ticket),
    createdAt: ticket.created_at,
    updatedAt,
    readAt: read.readAt ?? updatedAt,
    version: ticket.updated_text ?? stampOf(updatedAt),
  };
}

/** The notes alone tell who holds a claim; the field remembers what was posted. */
function ledgerOf(read: RawTicket, field: string | undefined, prefix: string): readonly LedgerEntry[] {
  const conversations = read.conversations ?? read.ticket.conversations ?? none;
  const known = field === undefined ? none : decodeLedger(field).filter(({ kind }) => kind !== 'claimed');
  return conversations.length === 0 ? foldLedger(none, known) : foldLedger(ledgerNotes(conversations, prefix), known);
}

const none: readonly never[] = [];

/** What people decided: our ledger and history are read into the record's own. */
function withoutOwnKeeping(values: ReturnType<typeof ownValues>): ComplaintFields {
  if (values.ledger === undefined && values.history === undefined) return values;
  const { ledger: _, history: __, ...fields } = values;
  return fields;
}

/** Our fields by the names the account gave them; where it was not asked, by those the ticket itself shows. */
export function ownFieldsOf({ ticket, ticketFields }: RawTicket, prefix: string) {
  const named = ticketFields ?? Object.keys(ticket.custom_fields).map((name) => ({ name, label: undefined }));
  return findOwnFields(named, prefix);
}

function accountOf({ account }: RawTicket): string {
  if (account === undefined) return unknownAccount;
  if (isAccountName(account)) return account;
  throw payloadError('account', freshdeskPayload);
}

/** Spam and what lies in the bin take no writing and are in no list. */
function presentStatus({ ticket }: RawTicket, status: TicketStatus): TicketStatus {
  if (ticket.deleted || ticket.spam) return 'deleted';
  return ticket.archived ? 'closed' : status;
}

function assigneeOf({ ticket, users }: RawTicket): Person | undefined {
  const id = ticket.responder_id;
  if (id === undefined) return undefined;
  const user = users?.find((user) => user.id === id);
  return { id, name: user?.name, role: 'agent' };
}
