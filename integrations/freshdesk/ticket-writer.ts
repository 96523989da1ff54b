import * as z from 'zod';
import type { TagChange, TicketChange } from '#core/effect/effect.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { SECOND_MS } from '#core/time.ts';
import type { Written } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { CallHow, FreshdeskCalls } from './calls.ts';
import type { FieldMap } from './field-map.ts';
import type { NoteWriter } from './note-writer.ts';
import { hasTags } from './own-tags.ts';
import { readAs } from './payload.ts';
import { attributesOf } from './ticket-attributes.ts';
import type { Attributes } from './ticket-attributes.ts';
import { isTracked, ownId } from './ticket-reader.ts';
import type { Account, ReadTicket, TicketReader } from './ticket-reader.ts';

export interface TicketWriter {
  /**
   * The ticket as it is now, if it is as the record says: there is no compare and set, so this is looked at as shortly
   * before a write as can be. `updated_at` has whole seconds only, so where the record is of that very second, the next
   * one is waited for.
   *
   * @throws {IntegrationError} `closed` for a ticket that takes no writing
   */
  unchanged(record: TicketRecord, how: Omit<CallHow, 'lane'>): Promise<ReadTicket | 'conflict'>;
  /**
   * Tags of a ticket that was just looked at, for whoever is about to claim on it. What does not come to be is left, with
   * no word: it is found lacking again.
   */
  tag(now: ReadTicket, record: TicketRecord, tags: TagChange, signal: AbortSignal): Promise<void>;
  /**
   * One change: the ticket's own attributes in one save and then the note, which carries the ledger's entries. A note
   * cannot be part of a save. `unkept` where the account did not keep our tags: there is no note then.
   *
   * @throws {IntegrationError} `closed`; `rejected` where a field is not there or the account's form refuses; outcome
   *   `unknown` where some of it may be saved
   */
  save(record: TicketRecord, change: TicketChange, signal: AbortSignal): Promise<Written>;
}

/** One look is enough unless the account's clock and ours disagree. */
const maxLooks = 3;
const saved = z.object({ tags: z.array(z.string()).nullish() });

export function createTicketWriter(
  calls: FreshdeskCalls,
  parts: { readonly reader: TicketReader; readonly fields: FieldMap; readonly notes: NoteWriter },
  account: Account,
): TicketWriter {
  const { reader, fields, notes } = parts;
  const putOnce = createPut(calls, fields, account);
  const unchanged: TicketWriter['unchanged'] = async (record, how) => {
    ownId(record.ref, account);
    refuseFrozen(record);
    // What there was to remember of a ticket that we follow was written down when it was read.
    const include = isTracked(record, account.prefix) ? 'nothing' : 'stats';
    let seen = record;
    for (let looks = 0; looks < maxLooks; looks += 1) {
      const waitMs = quietMs(seen);
      if (waitMs > 0) await waited(account, waitMs, how.signal);
      const now = await reader.state(record.ref, include, how);
      if (now.record.version !== record.version) return 'conflict';
      refuseFrozen(now.record);
      if (quietMs(now.record) === 0) return now;
      seen = now.record;
    }
    return 'conflict';
  };
  return {
    unchanged,
    async tag(...[now, record, change, signal]) {
      try {
        const attributes = await attributesOf({ now, record, change }, { fields, prefix: account.prefix }, signal);
        if (attributes !== undefined) await putOnce(record, { attributes, change }, { signal, isBegun: true });
      } catch (cause) {
        if (!(cause instanceof IntegrationError) || signal.aborted) throw cause;
      }
    },
    async save(record, change, signal) {
      const now = await unchanged(record, { signal });
      if (now === 'conflict') return 'conflict';
      const attributes = await attributesOf({ now, record, change }, { fields, prefix: account.prefix }, signal);
      const put = attributes === undefined ? 'written' : await putOnce(record, { attributes, change }, { signal });
      if (put !== 'written') return put;
      const note = { words: change.note ?? '', entries: change.ledger ?? [] };
      if (note.words === '' && note.entries.length === 0) return 'written';
      try {
        return await notes.add(record.ref, note, signal);
      } catch (cause) {
        throw attributes === undefined ? cause : halfDone(cause);
      }
    },
  };
}

/** One save of the ticket's own attributes. */
function createPut(calls: FreshdeskCalls, fields: FieldMap, account: Account) {
  return async (
    { ref }: TicketRecord,
    { attributes, change }: { readonly attributes: Attributes; readonly change: TicketChange },
    how: Omit<CallHow, 'lane'>,
  ): Promise<Written> => {
    const path = `tickets/${ownId(ref, account)}`;
    try {
      const answer = await calls.write({ method: 'PUT', path, body: attributes }, { lane: 'update', ...how });
      if ('refused' in answer) throw await fields.refusal(answer.refused, how.signal);
      return hasTags(readAs(saved, answer.body).tags ?? [], change, account.prefix) ? 'written' : 'unkept';
    } catch (cause) {
      if (cause instanceof IntegrationError && cause.status === 409) return 'conflict';
      throw cause;
    }
  };
}

/** Freshdesk answers a change of a deleted ticket with 405, and knows none of the archive. */
function refuseFrozen({ status, isFrozen }: TicketRecord): void {
  if (isFrozen !== true && status !== 'deleted') return;
  throw new IntegrationError('freshdesk', 'closed', { message: `the ticket is ${status} and takes no change` });
}

/** The ticket was saved and its note was not: whoever asks again finds out what is missing. */
function halfDone(cause: unknown): unknown {
  if (!(cause instanceof IntegrationError)) return cause;
  const { message, status, retryAfterMs, reason } = cause;
  return new IntegrationError('freshdesk', reason, { message, status, retryAfterMs, outcome: 'unknown', cause });
}

/** How long until the helpdesk's second is past that of the last update, counted from when the record was read. */
function quietMs({ readAt, updatedAt }: TicketRecord): number {
  const secondOf = (at: Instant): Instant => Math.floor(at / SECOND_MS) * SECOND_MS;
  return Math.max(0, secondOf(updatedAt) + SECOND_MS - secondOf(readAt));
}

/** Waits. @throws {IntegrationError} `timeout` where the caller gives up meanwhile */
export async function waited({ time }: Account, waitMs: number, signal: AbortSignal): Promise<void> {
  try {
    await time.sleepUntil(time.now() + waitMs, signal);
  } catch {
    throw new IntegrationError('freshdesk', 'timeout', { message: 'the caller gave up before anything was written' });
  }
}
