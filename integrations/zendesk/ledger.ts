import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { isDone, isMarked, marksOf } from '#integrations/alert-marks.ts';
import type { AlertLedger, ClaimRequest, MarkRequest } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { TicketReader } from './ticket-reader.ts';
import type { TicketWriter } from './ticket-writer.ts';

/** Saves of others that a mark may lose against before it gives up; each round takes a second or more. */
const maxRounds = 8;

/**
 * The ledger of alerts in a ticket's own field, written by compare and set (`safe_update`).
 *
 * A claim that was answered ambiguously is `held` only if the ledger shows its nonce; where the ticket moved on without
 * it, it can no longer be written and is a `conflict`; otherwise it may still arrive and is `unknown`.
 */
export function createZendeskLedger(reader: TicketReader, writer: TicketWriter): AlertLedger {
  return {
    async claim(record, request, signal) {
      const settled = await writer.settled(record, signal);
      if (settled === 'conflict' || isDone(settled.ledger, request.keys)) return 'conflict';
      try {
        const claims = (): readonly LedgerEntry[] => claimsOf(request, settled.readAt);
        const saved = await writer.save(settled, { ...request.tags, ledger: claims() }, signal, { ledgerNow: claims });
        return saved === 'written' ? 'held' : 'conflict';
      } catch (cause) {
        if (!isAmbiguous(cause)) throw cause;
        return afterAmbiguity(await seenAgain(reader, record.ref, signal), record, request);
      }
    },
    // A line in a field that nobody sees is in nobody's way; a save would set off the account's triggers.
    giveBack: () => Promise.resolve(),
    async mark(ticket, request, signal) {
      for (let round = 0; round < maxRounds; round += 1) {
        const record = await currentOf(reader, ticket, signal);
        if (record === undefined || record.isFrozen === true || record.status === 'deleted') return 'closed';
        if (isMarked(record.ledger, request)) return 'marked';
        const outcome = await markOnce(writer, record, request, signal);
        if (outcome !== 'again') return outcome;
      }
      throw new IntegrationError('zendesk', 'unavailable', {
        message: 'the ticket was changed too often to mark the alert',
        outcome: 'unknown',
      });
    },
  };
}

/** Nothing can have been posted under them before the ticket was read; their lease begins when they are sent. */
function claimsOf({ keys, owner, channel, sending }: ClaimRequest, readAt: Instant): readonly LedgerEntry[] {
  const at = Math.max(readAt, sending?.() ?? readAt);
  return keys.map((key) => ({ kind: 'claimed', key, owner, channel, at, since: readAt }));
}

function isAmbiguous(cause: unknown): boolean {
  return cause instanceof IntegrationError && cause.outcome === 'unknown';
}

function afterAmbiguity(
  now: TicketRecord | undefined,
  before: TicketRecord,
  { keys, owner }: ClaimRequest,
): 'held' | 'conflict' | 'unknown' {
  if (now === undefined) return 'unknown';
  const isMine = keys.every((key) =>
    now.ledger.some((entry) => entry.kind === 'claimed' && entry.key === key && entry.owner === owner),
  );
  if (isMine) return 'held';
  return now.version === before.version ? 'unknown' : 'conflict';
}

async function seenAgain(reader: TicketReader, ref: TicketRef, signal: AbortSignal): Promise<TicketRecord | undefined> {
  try {
    return await reader.state(ref, signal, { isBegun: true });
  } catch {
    return undefined;
  }
}

/** The ticket's state, `undefined` where there is no such ticket any more. */
async function currentOf(reader: TicketReader, ref: TicketRef, signal: AbortSignal): Promise<TicketRecord | undefined> {
  try {
    return await reader.state(ref, signal, { isBegun: true });
  } catch (cause) {
    if (cause instanceof IntegrationError && cause.reason === 'not-found') return undefined;
    throw cause;
  }
}

async function markOnce(
  writer: TicketWriter,
  record: TicketRecord,
  request: MarkRequest,
  signal: AbortSignal,
): Promise<'marked' | 'closed' | 'again'> {
  try {
    const settled = await writer.settled(record, signal);
    if (settled === 'conflict') return 'again';
    // What others did meanwhile may ask for other tags.
    const tags = request.tags?.judgedOn === record.version ? request.tags : undefined;
    const change = { ...tags, ledger: marksOf(request, record.readAt) };
    return (await writer.save(settled, change, signal, { isBegun: true })) === 'written' ? 'marked' : 'again';
  } catch (cause) {
    if (!(cause instanceof IntegrationError)) throw cause;
    if (cause.reason === 'closed' || cause.reason === 'not-found') return 'closed';
    // Whether it was saved after all is seen by reading again.
    if (cause.outcome === 'unknown' && !signal.aborted) return 'again';
    throw cause;
  }
}
