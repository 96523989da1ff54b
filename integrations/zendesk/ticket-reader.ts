import * as z from 'zod';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { beside } from '#integrations/beside.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { HttpAnswer } from '#integrations/http.ts';
import { createReceipts } from '#integrations/receipts.ts';
import type { AccountList } from './account-list.ts';
import type { CallHow, ZendeskCalls } from './calls.ts';
import type { FieldMap } from './field-map.ts';
import type { OwnUser } from './own-user.ts';
import { fieldsBelievedMs, maxAudits, maxComments } from './limits.ts';
import { createShowMergedAway } from './merged-away.ts';
import { mergedFrom } from './merges.ts';
import { normalise } from './normalise.ts';
import { allRows } from './pages.ts';
import { readAs, readRawTicket } from './payload.ts';
import type { RawTicket } from './payload.ts';
import { showMany } from './show-many.ts';

/** One account, as everything that reads and writes its tickets knows it. */
export interface Account {
  readonly name: string;
  /** Scheme and host, no slash at the end. */
  readonly origin: string;
  /** Whether the origin is a test host rather than the account's own. */
  readonly isTestHost: boolean;
  readonly prefix: string;
  readonly time: Timekeeper;
}

export interface TicketReader {
  /** The whole ticket. Where the credentials may not read audits, without the changes only they tell. */
  whole(ticket: TicketRef, signal: AbortSignal): Promise<TicketRecord>;
  /** The ticket without what was said and done on it: enough for tags, fields and the ledger. */
  state(ticket: TicketRef, signal: AbortSignal, how?: Pick<CallHow, 'isBegun'>): Promise<TicketRecord>;
  /** A raw ticket from elsewhere, such as a row of an export, as a record. */
  fromRow(row: unknown): TicketRecord;
}

/** Raw JSON parts of a ticket; read by `normalise` once they are together. */
type Parts = Readonly<Record<string, unknown>>;

const shown = z.object({ ticket: z.unknown(), users: z.array(z.unknown()).nullish() });
const anId = z.union([z.number(), z.string()]).transform(String);
const listed = z.object({
  custom_status_id: anId.optional().catch(undefined),
  ticket_form_id: anId.optional().catch(undefined),
});

/** What is known of the account beside its tickets. */
interface Known {
  readonly fields: FieldMap;
  readonly statuses: AccountList;
  readonly forms: AccountList;
  readonly ownUser: OwnUser;
}

export function createTicketReader(calls: ZendeskCalls, known: Known, account: Account): TicketReader {
  const showTicket = createShow(calls, account.time);
  const receipts = createReceipts(createShowMergedAway(calls));
  const show = async (ref: TicketRef, signal: AbortSignal, how?: Pick<CallHow, 'isBegun'>): Promise<Parts> => {
    const answer = await showTicket(ownId(ref, account), { lane: 'api', signal, ...how });
    const { ticket, users } = readAs(shown, answer.body);
    const { own, ...lists } = await beside('zendesk', listsFor(ticket, signal));
    return { ...common(account, answer.at), self: own.id, ...lists, ticket, users: [own, ...(users ?? [])] };
  };
  const listsFor = async (ticket: unknown, signal: AbortSignal) => {
    const named = listed.safeParse(ticket).data;
    return {
      own: await known.ownUser(signal),
      ticketFields: await known.fields.known(ticket, signal),
      customStatuses: await known.statuses.known(named?.custom_status_id, signal),
      ticketForms: named?.ticket_form_id === undefined ? [] : await known.forms.known(named.ticket_form_id, signal),
    };
  };
  const withAll = async (ref: TicketRef, ticket: Parts, signal: AbortSignal): Promise<Parts> => {
    const path = `tickets/${ref.id}`;
    const users = [...(ticket['users'] as unknown[])];
    const list = {
      path: `${path}/comments.json`,
      name: 'comments',
      most: maxComments,
      beside: (authors: readonly unknown[]) => users.push(...authors),
    };
    // Only after the ticket: whatever is said meanwhile makes the ticket newer than its version says, never older.
    const comments = await allRows(calls, list, signal);
    const audits = await auditsOf(calls, path, signal);
    const read = { ...ticket, users, comments, audits };
    const raw = readRawTicket(read);
    const others = await missingUsers(calls, raw, signal);
    receipts.forget(raw.ticket.id);
    const mergedTickets = await receipts.of(raw.ticket.id, mergedFrom(raw), signal);
    return { ...read, users: [...users, ...others], mergedTickets };
  };
  const record = (parts: Parts): TicketRecord => normalise(parts, { prefix: account.prefix });
  return {
    whole: async (ref, signal) => {
      const ticket = await show(ref, signal);
      return record(await beside('zendesk', withAll(ref, ticket, signal)));
    },
    state: async (ref, signal, how) => record(await show(ref, signal, how)),
    fromRow: (row) => record({ ...common(account, undefined), ticket: row }),
  };
}

/** A ticket with who is on it and, where the plan has them, how the helpdesk's own targets stand. */
function createShow(calls: ZendeskCalls, time: Timekeeper): (id: number, how: CallHow) => Promise<HttpAnswer> {
  let withoutUntil = 0;
  const ask = async (id: number, beside: string[], how: CallHow): Promise<HttpAnswer> => {
    const { answer } = await calls.client(how, ({ tickets }) => {
      tickets.setSideLoad(beside);
      return tickets.show(id);
    });
    return answer;
  };
  return async (id, how) => {
    if (time.now() < withoutUntil) return ask(id, ['users'], how);
    try {
      return await ask(id, ['users', 'slas'], how);
    } catch (cause) {
      if (!(cause instanceof IntegrationError) || !['forbidden', 'rejected'].includes(cause.reason)) throw cause;
      // It may be for the targets that it is refused: then the ticket alone is given.
      const answer = await ask(id, ['users'], how);
      withoutUntil = time.now() + fieldsBelievedMs;
      return answer;
    }
  };
}

function common(account: Account, at: Instant | undefined): Parts {
  return {
    account: account.name,
    readAt: new Date(at ?? account.time.now()).toISOString(),
    ...(account.isTestHost ? { origin: account.origin } : {}),
  };
}

/** The id of a ticket of this account. @throws {IntegrationError} `rejected` for another account's, or what is no id */
export function ownId(ref: TicketRef, account: Account): number {
  const id = Number(ref.id);
  if (
    ref.platform === 'zendesk' &&
    ref.account === account.name &&
    /^\d{1,16}$/.test(ref.id) &&
    Number.isSafeInteger(id)
  ) {
    return id;
  }
  throw new IntegrationError('zendesk', 'rejected', { message: 'not a ticket of this account' });
}

async function auditsOf(
  calls: ZendeskCalls,
  path: string,
  signal: AbortSignal,
): Promise<readonly unknown[] | undefined> {
  try {
    return await allRows(calls, { path: `${path}/audits.json`, name: 'audits', most: maxAudits }, signal);
  } catch (cause) {
    // Audits need a wider scope than tickets do.
    if (cause instanceof IntegrationError && cause.reason === 'forbidden') return undefined;
    throw cause;
  }
}

async function missingUsers(calls: ZendeskCalls, raw: RawTicket, signal: AbortSignal): Promise<readonly unknown[]> {
  const known = new Set(raw.users?.map(({ id }) => id));
  const authors = [...(raw.comments ?? []), ...(raw.audits ?? [])].map((entry) => entry.author_id);
  const { requester_id: requester, submitter_id: submitter, assignee_id: assignee } = raw.ticket;
  const wanted = new Set([...authors, requester, submitter, assignee].filter((id) => id !== undefined));
  const missing = [...wanted].filter((id) => !known.has(id) && Number(id) > 0);
  return showMany(calls, { kind: 'users', ids: missing }, signal);
}
