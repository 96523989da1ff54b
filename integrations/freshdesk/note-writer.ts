import type { TicketRef } from '#core/ticket.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { CallHow, FreshdeskCalls } from './calls.ts';
import type { FieldMap } from './field-map.ts';
import { writeOwnNote } from './notes.ts';
import type { OwnNote } from './notes.ts';
import { ownId } from './ticket-reader.ts';
import type { Account } from './ticket-reader.ts';

/** Writes notes of ours; all others are left alone. */
export interface NoteWriter {
  /** Adds a private note. A collision in the account is a `conflict`: nothing was added. */
  add(ticket: TicketRef, note: OwnNote, signal: AbortSignal, how?: Adding): Promise<'written' | 'conflict'>;
  /** Puts other words into a note. `gone`: somebody has deleted it. */
  edit(id: string, note: OwnNote, signal: AbortSignal): Promise<'written' | 'gone'>;
  /** An edit of it got no answer and may arrive yet: it would undo whatever was put there meanwhile. */
  isUnsure(id: string): boolean;
  remove(id: string, signal: AbortSignal): Promise<void>;
}

/** More edits without an answer than a process remembers: our choice. */
const mostUnsure = 1_000;

type Adding = Pick<CallHow, 'isBegun' | 'sending'>;

export function createNoteWriter(calls: FreshdeskCalls, fields: FieldMap, account: Account): NoteWriter {
  const send = async (
    request: Parameters<FreshdeskCalls['write']>[0],
    { status, signal, ...how }: Adding & { readonly status: number; readonly signal: AbortSignal },
  ): Promise<boolean> => {
    try {
      const answer = await calls.write(request, { lane: 'api', signal, ...how });
      if ('refused' in answer) throw await fields.refusal(answer.refused, signal);
      return true;
    } catch (cause) {
      if (cause instanceof IntegrationError && cause.status === status) return false;
      throw cause;
    }
  };
  const unsure = new Set<string>();
  return {
    isUnsure: (id) => unsure.has(id),
    async add(ticket, note, signal, how) {
      const path = `tickets/${ownId(ticket, account)}/notes`;
      const body = { body: writeOwnNote(note, account.prefix), private: true };
      return (await send({ method: 'POST', path, body }, { status: 409, signal, ...how })) ? 'written' : 'conflict';
    },
    async edit(id, note, signal) {
      const body = { body: writeOwnNote(note, account.prefix) };
      const path = `conversations/${id}`;
      try {
        return (await send({ method: 'PUT', path, body }, { status: 404, signal, isBegun: true })) ? 'written' : 'gone';
      } catch (cause) {
        if (!(cause instanceof IntegrationError) || cause.outcome !== 'unknown') throw cause;
        if (unsure.size >= mostUnsure) unsure.clear();
        unsure.add(id);
        throw cause;
      }
    },
    async remove(id, signal) {
      await send({ method: 'DELETE', path: `conversations/${id}` }, { status: 404, signal });
    },
  };
}
