import { MINUTE_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { FreshdeskCalls } from './calls.ts';
import type { FieldMap } from './field-map.ts';
import { historyOf, historyToWrite } from './history.ts';
import { ownFieldsOf } from './normalise.ts';
import { ownValues } from './own-fields.ts';
import type { RawTicket } from './payload.ts';
import { isTracked } from './ticket-reader.ts';
import type { Account, ReadTicket, TicketReader } from './ticket-reader.ts';
import { readLabels, statusOf } from './vocabulary.ts';

/** Writes down what of a ticket's history the account would forget. */
export interface HistoryKeeper {
  /**
   * The ticket, with its history written where that was due. Where the account refuses it, the ticket is read all the
   * same, as a person has to mend that.
   *
   * @throws {IntegrationError} a failure that may pass: what was seen must not be forgotten for it
   */
  kept(read: ReadTicket, signal: AbortSignal): Promise<ReadTicket>;
}

/** How long nothing is tried after a refusal: each try costs a call, and a person has to mend it. */
const refusedForMs = 15 * MINUTE_MS;
/** Refused tickets that are remembered; more are tried again sooner: our choice. */
const mostRefused = 5_000;
/** What stands for all tickets where the account lacks our field; a form refuses a ticket for what that one holds. */
const all = 'all';

export function createHistoryKeeper(
  calls: FreshdeskCalls,
  { reader, fields }: { readonly reader: TicketReader; readonly fields: FieldMap },
  account: Account,
): HistoryKeeper {
  const refused = createRefused(account);
  const isWritable = ({ record }: ReadTicket): boolean =>
    record.isFrozen !== true && record.status !== 'deleted' && isTracked(record, account.prefix);
  const write = async ({ raw }: ReadTicket, text: string, signal: AbortSignal): Promise<void> => {
    const name = (await fields.namesOf(['history'], signal)).get('history');
    const body = { custom_fields: { [String(name)]: text } };
    const path = `tickets/${raw.ticket.id}`;
    const answer = await calls.write({ method: 'PUT', path, body }, { lane: 'update', signal }).catch(passing);
    if ('refused' in answer) throw await fields.refusal(answer.refused, signal);
  };
  return {
    async kept(read, signal) {
      const text = dueHistory(read.raw, account.prefix);
      const { id } = read.raw.ticket;
      if (text === undefined || !isWritable(read) || refused.has(all) || refused.has(id)) return read;
      try {
        await write(read, text, signal);
        // With what was said meanwhile: the ticket now bears the time of our own save, which would hide it.
        return await reader.whole(read.record.ref, signal);
      } catch (cause) {
        if (!(cause instanceof IntegrationError) || signal.aborted) throw cause;
        if (cause.outcome === 'unknown') return orThrow(await reader.whole(read.record.ref, signal), cause);
        if (cause.retryable) throw cause;
        if (cause.reason === 'rejected') refused.add(cause.status === undefined ? all : id);
        return read;
      }
    },
  };

  /** Whether it was written is seen by reading; whoever asked asks again where it was not, before it is forgotten. */
  function orThrow(read: ReadTicket, cause: IntegrationError): ReadTicket {
    if (dueHistory(read.raw, account.prefix) !== undefined) throw cause;
    return read;
  }
}

/** What was refused lately. */
function createRefused({ time }: Account) {
  const until = new Map<string, Instant>();
  return {
    has: (name: string): boolean => time.now() < (until.get(name) ?? 0),
    add(name: string): void {
      if (until.size >= mostRefused) until.clear();
      until.set(name, time.now() + refusedForMs);
    },
  };
}

/** A collision with somebody else's save passes, and is to be tried again like any failure that does. */
function passing(cause: unknown): never {
  if (!(cause instanceof IntegrationError) || cause.status !== 409) throw cause;
  throw new IntegrationError('freshdesk', 'unavailable', { message: cause.message, status: cause.status, cause });
}

/** The text our field should hold, `undefined` where it does or nothing happened. */
export function dueHistory(raw: RawTicket, prefix: string): string | undefined {
  const values = ownValues(raw.ticket.custom_fields, ownFieldsOf(raw, prefix));
  const status = statusOf(raw.ticket.status, readLabels(raw.ticketFields ?? []));
  return historyToWrite(historyOf(raw.ticket, status, values), values.history);
}
