import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import { DAY_MS, SECOND_MS, type Instant } from '#core/time.ts';
import { beside } from '#integrations/beside.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { HttpAnswer } from '#integrations/http.ts';
import { createReceipts } from '#integrations/receipts.ts';
import type { AgentNames } from './agent-names.ts';
import type { CallHow, FreshdeskCalls } from './calls.ts';
import { ledgerNotes } from './claims.ts';
import type { LedgerNote } from './claims.ts';
import type { FieldMap } from './field-map.ts';
import { isOver } from './history.ts';
import { maxConversationPages } from './limits.ts';
import { createShowMergedAway } from './merged-away.ts';
import { mergedFrom } from './merges.ts';
import { toRecord } from './normalise.ts';
import { allRows } from './pages.ts';
import { readConversations, readRawTicket } from './payload.ts';
import type { RawTicket } from './payload.ts';

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

/** A ticket in both forms: as the account tells it, and as we say it. */
export interface ReadTicket {
  readonly raw: RawTicket;
  readonly record: TicketRecord;
}

export interface TicketReader {
  /** The whole ticket. Of a deleted or spam one only what its bin still shows. */
  whole(ticket: TicketRef, signal: AbortSignal): Promise<ReadTicket>;
  /**
   * The ticket without what was said on it, and so without the ledger, nor who wrote in: enough for status, tags and fields.
   * Without `stats`, which cost as much again, nothing can be said of its history.
   */
  state(ticket: TicketRef, include: 'stats' | 'nothing', how: Looking): Promise<ReadTicket>;
  /** Our notes that make up the ledger. */
  notes(ticket: TicketRef, how: Looking): Promise<readonly LedgerNote[]>;
}

type Looking = Omit<CallHow, 'lane'>;

/** Raw JSON parts of a ticket; read by `normalise` once they are together. */
type Parts = Readonly<Record<string, unknown>>;

const surveySource = 6;
/** What comes with a ticket; each costs the account as much as a call. */
type Include = 'nothing' | 'stats' | typeof everything;
const everything = 'requester,stats';

export function createTicketReader(
  calls: FreshdeskCalls,
  { fields, names }: { readonly fields: FieldMap; readonly names: AgentNames },
  account: Account,
): TicketReader {
  const show = async (ref: TicketRef, include: Include, how: Looking): Promise<Parts> => {
    const id = ownId(ref, account);
    const { body, at } = await shown(calls, { id, include }, how);
    const ticketFields = await beside('freshdesk', fields.known(how.signal, body));
    return { ...common(account, at), ticketFields, ticket: body };
  };
  const saidOn = (id: number, isArchived: boolean, how: Looking): Promise<readonly unknown[]> => {
    const path = `tickets/${isArchived ? 'archived/' : ''}${id}/conversations`;
    return allRows(calls, { path, mostPages: maxConversationPages }, { lane: 'api', ...how });
  };
  const conversationsOf = (ref: TicketRef, isArchived: boolean, how: Looking): Promise<readonly unknown[]> =>
    beside('freshdesk', saidOn(ownId(ref, account), isArchived, how));
  const read = (parts: Parts): ReadTicket => {
    const raw = readRawTicket(parts);
    return { raw, record: toRecord(raw, account) };
  };
  const state: TicketReader['state'] = async (ref, include, how) => read(await show(ref, include, how));
  const receipts = createReceipts(
    createShowMergedAway({
      ticket: (id, signal) => orNothing(state(refOf(id, account), 'nothing', { signal })),
      conversations: ({ id, archived }, signal) => orNothing(saidOn(Number(id), archived, { signal })),
    }),
  );
  return {
    async whole(ref, signal) {
      const parts = await show(ref, everything, { signal });
      const { ticket } = readRawTicket(parts);
      // What lies in the bin shows its conversations to nobody.
      if (ticket.deleted || ticket.spam) return read(parts);
      const conversations = await conversationsOf(ref, ticket.archived, { signal });
      const said = { ...parts, conversations };
      const { raw, record } = read(said);
      receipts.forget(raw.ticket.id);

      return read({
        ...said,
        users: await names.of(staffOn(raw), signal),
        mergedTickets: await receipts.of(raw.ticket.id, mergedFrom(raw.conversations ?? []), signal),
        satisfactionRatings: await ratingsOf(calls, { raw, record }, { prefix: account.prefix, signal }),
      });
    },
    state,
    notes: async (ref, how) => ledgerNotes(readConversations(await conversationsOf(ref, false, how)), account.prefix),
  };
}

function common(account: Account, at: Instant | undefined): Parts {
  return {
    account: account.name,
    readAt: new Date(at ?? account.time.now()).toISOString(),
    ...(account.isTestHost ? { origin: account.origin } : {}),
  };
}

/** A closed ticket that nothing happened to for months is only in the archive. */
async function shown(
  calls: FreshdeskCalls,
  { id, include }: { readonly id: number; readonly include: Include },
  looking: Looking,
): Promise<HttpAnswer> {
  const how = { lane: 'api', ...looking } as const;
  const query = include === 'nothing' ? {} : { include };
  try {
    return await calls.get(`tickets/${id}`, query, how);
  } catch (cause) {
    if (!(cause instanceof IntegrationError) || cause.reason !== 'not-found') throw cause;
    const found = await orNothing(calls.get(`tickets/archived/${id}`, query, how));
    // Nor where the account has no archive, or our key may not look into it: what lies there takes no writing.
    if (found === undefined) throw cause;
    const { body, at, status } = found;
    const isTicket = typeof body === 'object' && body !== null;
    return { body: isTicket ? { ...body, archived: true } : body, at, status };
  }
}

function refOf(id: string, { name }: Account): TicketRef {
  return { platform: 'freshdesk', account: name, id };
}

/** The id of a ticket of this account. @throws {IntegrationError} `rejected` for another account's, or what is no id */
export function ownId(ref: TicketRef, account: Account): number {
  const id = Number(ref.id);
  const isOurs = ref.platform === 'freshdesk' && ref.account === account.name;
  if (isOurs && /^\d{1,16}$/.test(ref.id) && Number.isSafeInteger(id)) return id;
  throw new IntegrationError('freshdesk', 'rejected', { message: 'not a ticket of this account' });
}

/** Whoever may be an agent: who has the ticket, and who wrote on it without having written in. */
function staffOn({ ticket, conversations }: RawTicket): readonly string[] {
  const authors = (conversations ?? []).filter(({ incoming }) => !incoming).map(({ user_id: user }) => user);
  return [ticket.responder_id, ...authors].filter(
    (id) => id !== undefined && id !== ticket.requester_id && Number(id) > 0,
  ) as readonly string[];
}

/** A survey is answered within days or not at all: our choice. */
const surveyMs = 14 * DAY_MS;
/** Solving takes several seconds to show in `updated_at`; a rating changes it later. */
const solvingMs = 5 * SECOND_MS;

/**
 * Ratings come when a ticket is over, and stay when it is opened again; or with words among the conversations. A bad one
 * can make a complaint of a ticket that was none, so they are asked for whether or not we follow it; of one that we do
 * not follow only while a survey may still be answered, and not before anything has changed since it was solved. An
 * account may have no survey.
 */
async function ratingsOf(
  calls: FreshdeskCalls,
  { raw, record }: ReadTicket,
  { prefix, signal }: { readonly prefix: string; readonly signal: AbortSignal },
): Promise<readonly unknown[]> {
  const isRated = raw.conversations?.some(({ source }) => source === surveySource) === true;
  const mayBeRated = wasOver(raw, record) && (isTracked(record, prefix) || mayHaveBeenRatedSince(raw, record));
  if (!isRated && !mayBeRated) return [];
  const path = `tickets/${record.ref.id}/satisfaction_ratings`;
  const rows = await orNothing(allRows(calls, { path, mostPages: 1 }, { lane: 'api', signal }));
  return rows ?? [];
}

function mayHaveBeenRatedSince({ ticket }: RawTicket, { status, updatedAt, readAt }: TicketRecord): boolean {
  const { resolved_at: solvedAt, reopened_at: reopenedAt } = ticket.stats ?? {};
  // Solved once more, it may have been rated before.
  const isFirst = solvedAt !== undefined && reopenedAt === undefined;
  const isUntouched = isOver(status) && isFirst && updatedAt <= solvedAt + solvingMs;
  return !isUntouched && readAt - updatedAt < surveyMs;
}

function wasOver({ ticket: { stats } }: RawTicket, { status, timeline }: TicketRecord): boolean {
  const isRemembered = (stats?.reopened_at ?? stats?.resolved_at ?? stats?.closed_at) !== undefined;
  return isRemembered || isOver(status) || timeline.some((entry) => entry.kind === 'status' && isOver(entry.to));
}

/** Whether we have marked the ticket as ours to follow. */
export function isTracked({ tags }: Pick<TicketRecord, 'tags'>, prefix: string): boolean {
  return tags.some((tag) => tag.startsWith(prefix));
}

async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (cause) {
    if (cause instanceof IntegrationError && (cause.reason === 'forbidden' || cause.reason === 'not-found'))
      return undefined;
    throw cause;
  }
}
