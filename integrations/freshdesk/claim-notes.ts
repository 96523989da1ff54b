import type { LedgerEntry } from '#core/effect/ledger.ts';
import { refText } from '#core/ticket.ts';
import type { TicketRef } from '#core/ticket.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { LedgerNote } from './claims.ts';

/**
 * The notes under which claims of ours stand, so that the mark need not look for its note among all that was said. Only
 * whoever wrote such a note writes into it, so what is remembered of it is what it holds.
 *
 * Nothing rests on it: what is not remembered is looked for.
 */
export interface ClaimNotes {
  /** @param writtenAt by our own clock, not before it was */
  remember(ticket: TicketRef, note: LedgerNote, writtenAt: Instant): void;
  /**
   * The one note that claims all these keys, and what time it is by the account's clock, or a little less; forgotten with
   * that, for it is about to be changed.
   */
  take(ticket: TicketRef, keys: readonly string[]): Taken | undefined;
  /** What it holds now that it was marked: a claim of other keys may stand in it still. */
  keep(ticket: TicketRef, taken: Taken, entries: readonly LedgerEntry[]): void;
}

export interface Taken extends LedgerNote {
  readonly writtenAt: Instant;
  /** By the account's clock. */
  readonly now: Instant;
}

type Kept = Omit<Taken, 'now'>;

/** A claim is marked while its lease runs, or the message is looked for. */
const keptMs = MINUTE_MS;

export function createClaimNotes({ now }: Pick<Timekeeper, 'now'>): ClaimNotes {
  const notes = new Map<string, Kept>();
  const remember = (ticket: TicketRef, kept: Kept): void => {
    for (const [name, { writtenAt }] of notes) if (now() - writtenAt > keptMs) notes.delete(name);
    for (const entry of kept.entries) if (entry.kind === 'claimed') notes.set(nameOf(ticket, entry.key), kept);
  };
  return {
    remember: (ticket, note, writtenAt) => remember(ticket, { ...note, writtenAt }),
    take(ticket, keys) {
      const found = keys.map((key) => notes.get(nameOf(ticket, key)));
      for (const [name, { id }] of notes) if (found.some((note) => note?.id === id)) notes.delete(name);
      const [note] = found;
      if (note === undefined || found.some((other) => other?.id !== note.id)) return undefined;
      const ageMs = now() - note.writtenAt;
      return ageMs > keptMs ? undefined : { ...note, now: note.at + ageMs };
    },
    keep: (ticket, { id, at, writtenAt }, entries) => remember(ticket, { id, at, writtenAt, entries }),
  };
}

function nameOf(ticket: TicketRef, key: string): string {
  return `${refText(ticket)} ${key}`;
}
