import { mergeLedger } from '#core/effect/merge-ledger.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import { SECOND_MS } from '#core/time.ts';
import { isDone, isMarked, marksOf } from '#integrations/alert-marks.ts';
import type { AlertLedger, ClaimRequest, MarkRequest } from '#integrations/contract.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import { createClaimNotes } from './claim-notes.ts';
import type { ClaimNotes } from './claim-notes.ts';
import { foldLedger, noteOf } from './claims.ts';
import type { LedgerNote } from './claims.ts';
import { listLagMs } from './limits.ts';
import type { NoteWriter } from './note-writer.ts';
import { waited } from './ticket-writer.ts';
import type { TicketWriter } from './ticket-writer.ts';
import type { Account, TicketReader } from './ticket-reader.ts';

interface LedgerParts {
  readonly reader: TicketReader;
  readonly writer: TicketWriter;
  readonly notes: NoteWriter;
}

/** Failures and losses a mark may meet before it gives up. */
const maxRounds = 8;

/**
 * The ledger of alerts in private notes, which are only ever added: the account numbers them, and so everybody who reads
 * them comes to the same holder of a claim.
 *
 * A claim is a note; after some seconds, in which any other claim must have become visible, the notes are read again.
 * Whoever holds nothing takes their own note away. A claim that the notes do not show is `unknown`: it may still arrive.
 */
export function createFreshdeskLedger(parts: LedgerParts, account: Account): AlertLedger {
  const { reader, writer, notes } = parts;
  const claimNotes = createClaimNotes(account.time);
  const added = async (
    record: TicketRecord,
    { entries, sending }: { readonly entries: readonly LedgerEntry[]; readonly sending: ClaimRequest['sending'] },
    signal: AbortSignal,
  ): Promise<boolean> => {
    try {
      return (await notes.add(record.ref, { words: '', entries }, signal, { sending, isBegun: true })) === 'written';
    } catch (cause) {
      // It may stand all the same: the notes will tell.
      if (cause instanceof IntegrationError && cause.outcome === 'unknown') return true;
      throw cause;
    }
  };
  return {
    async claim(record, request, signal) {
      // What was read to be told goes before what others only begin to read.
      const now = await writer.unchanged(record, { signal, isBegun: true });
      if (now === 'conflict' || isDone(record.ledger, request.keys)) return 'conflict';
      if (request.tags !== undefined) await writer.tag(now, record, request.tags, signal);
      const entries = claimsOf(request, now.record.readAt);
      if (!(await added(record, { entries, sending: request.sending }, signal))) return 'conflict';
      const writtenAt = account.time.now();
      const seen = await notesAfter(reader, account, { ref: record.ref, signal });
      if (seen === undefined) return 'unknown';
      const claim = standing(seen, request);
      const own = ownNote(seen, request.owner);
      if (claim === 'held' && own !== undefined) claimNotes.remember(record.ref, own, writtenAt);
      if (claim !== 'lost') return claim;
      await takeBack(notes, seen, { request, signal });
      return 'conflict';
    },
    async giveBack(ticket, claim, signal) {
      claimNotes.take(ticket, claim.keys);
      await takeBack(notes, await reader.notes(ticket, { signal }), { request: claim, signal });
    },
    async mark(ticket, request, signal) {
      if (await markKnown({ notes, claimNotes }, ticket, request, signal)) return 'marked';
      for (let round = 0; round < maxRounds; round += 1) {
        const outcome = await markOnce(parts, ticket, request, signal);
        if (outcome !== 'again') return outcome;
        await waited(account, SECOND_MS, signal);
      }
      throw new IntegrationError('freshdesk', 'unavailable', {
        message: 'the alert could not be marked on its ticket',
        outcome: 'unknown',
      });
    },
  };
}

function claimsOf({ keys, owner, channel }: ClaimRequest, at: number): readonly LedgerEntry[] {
  return keys.map((key) => ({ kind: 'claimed', key, owner, channel, at, since: at }));
}

/** The notes once any that were added before now must show; `undefined` where they cannot be read. */
async function notesAfter(
  reader: TicketReader,
  account: Account,
  { ref, signal }: { readonly ref: TicketRef; readonly signal: AbortSignal },
): Promise<readonly LedgerNote[] | undefined> {
  try {
    await waited(account, listLagMs, signal);
    return await reader.notes(ref, { signal, isBegun: true });
  } catch (cause) {
    if (cause instanceof IntegrationError || cause instanceof PayloadError) return undefined;
    throw cause;
  }
}

/** `lost`: somebody else holds one of its keys, or it was done. */
function standing(notes: readonly LedgerNote[], { keys, owner }: ClaimRequest): 'held' | 'lost' | 'unknown' {
  const ledger = foldLedger(notes, []);
  if (isDone(ledger, keys)) return 'lost';
  const holders = keys.map((key) => ledger.find((entry) => entry.kind === 'claimed' && entry.key === key));
  if (holders.some((holder) => holder?.kind !== 'claimed')) return 'unknown';
  if (holders.every((holder) => holder?.kind === 'claimed' && holder.owner === owner)) return 'held';
  return ownNote(notes, owner) === undefined ? 'unknown' : 'lost';
}

/** Each attempt has an owner of its own, and one note. */
function ownNote(notes: readonly LedgerNote[], owner: string): LedgerNote | undefined {
  return notes.find(({ entries }) => entries.some((entry) => entry.kind === 'claimed' && entry.owner === owner));
}

/**
 * A claim that counts for nothing need not be read by anybody; where it stays, it counts for nothing all the same. What
 * was posted under it by now stays said.
 */
async function takeBack(
  notes: NoteWriter,
  seen: readonly LedgerNote[],
  { request, signal }: { readonly request: Pick<ClaimRequest, 'owner'>; readonly signal: AbortSignal },
): Promise<void> {
  const note = ownNote(seen, request.owner);
  if (note === undefined) return;
  const others = note.entries.filter((entry) => !(entry.kind === 'claimed' && entry.owner === request.owner));
  try {
    if (others.length === 0) await notes.remove(note.id, signal);
    else await notes.edit(note.id, { words: '', entries: others }, signal);
  } catch {
    // It was lost either way.
  }
}

/** Whether the mark went into the note that claimed its keys, as far as that is remembered. */
async function markKnown(
  { notes, claimNotes }: { readonly notes: NoteWriter; readonly claimNotes: ClaimNotes },
  ticket: TicketRef,
  mark: MarkRequest,
  signal: AbortSignal,
): Promise<boolean> {
  const known = claimNotes.take(ticket, mark.keys);
  if (known === undefined) return false;
  const entries = mergeLedger(known.entries, marksOf(mark, known.now));
  try {
    if ((await notes.edit(known.id, { words: '', entries }, signal)) === 'gone') return false;
  } catch (cause) {
    // What became of it is seen by looking.
    if (!(cause instanceof IntegrationError) || signal.aborted) throw cause;
    return false;
  }
  claimNotes.keep(ticket, known, entries);
  return true;
}

async function markOnce(
  { reader, notes }: LedgerParts,
  ticket: TicketRef,
  mark: MarkRequest,
  signal: AbortSignal,
): Promise<'marked' | 'closed' | 'again'> {
  try {
    const how = { signal, isBegun: true };
    const { record } = await reader.state(ticket, 'nothing', how);
    if (record.isFrozen === true || record.status === 'deleted') return 'closed';
    const seen = await reader.notes(ticket, how);
    const ledger = foldLedger(seen, record.ledger);
    if (isMarked(ledger, mark)) return 'marked';
    const entries = marksOf(mark, record.readAt);
    const claim = mark.keys
      .map((key) => noteOf(seen, ledger, key))
      .find((note) => note !== undefined && !notes.isUnsure(note.id));
    // A claim may be for more than was posted now: that of the others stays, in its place.
    const note = { words: '', entries: mergeLedger(claim?.entries ?? [], entries) };
    const written =
      claim === undefined
        ? await notes.add(ticket, note, signal, { isBegun: true })
        : await notes.edit(claim.id, note, signal);
    return written === 'written' ? 'marked' : 'again';
  } catch (cause) {
    return afterFailure(cause, signal);
  }
}

function afterFailure(cause: unknown, signal: AbortSignal): 'closed' | 'again' {
  if (!(cause instanceof IntegrationError)) throw cause;
  if (cause.reason === 'closed' || cause.reason === 'not-found') return 'closed';
  // Whether it was saved after all is seen by reading again.
  const isOver = cause.outcome !== 'unknown' && cause.status !== 409;
  if (isOver || signal.aborted) throw cause;
  return 'again';
}
