import { mergeLedger } from '#core/effect/merge-ledger.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { Instant } from '#core/time.ts';
import { claimStandsMs } from './limits.ts';
import { readOwnNote } from './notes.ts';
import type { RawConversation } from './payload.ts';
import { textOf } from './text.ts';

/** A private note of ours that adds to the ledger. */
export interface LedgerNote {
  readonly id: string;
  /** When the account says it was added. */
  readonly at: Instant;
  readonly entries: readonly LedgerEntry[];
}

type Claim = Extract<LedgerEntry, { kind: 'claimed' }>;

/** The notes of ours among a ticket's conversations, in the order in which the account numbered them. */
export function ledgerNotes(conversations: readonly RawConversation[], prefix: string): readonly LedgerNote[] {
  const notes: LedgerNote[] = [];
  for (const conversation of conversations) {
    const note = isPrivateNote(conversation) ? readOwnNote(textOf(conversation), prefix) : undefined;
    if (note === undefined || note.entries.length === 0) continue;
    notes.push({ id: conversation.id, at: conversation.created_at, entries: note.entries.map(datedBy(conversation)) });
  }
  return notes.sort((a, b) => Number(a.id) - Number(b.id));
}

/** Nobody outside the company can write one. */
export function isPrivateNote({ private: isPrivate, incoming }: RawConversation): boolean {
  return isPrivate && !incoming;
}

/** A claim is as old as its note: whoever wrote it may have a clock of their own. */
function datedBy({ created_at: at }: RawConversation): (entry: LedgerEntry) => LedgerEntry {
  return (entry) => (entry.kind === 'claimed' ? { ...entry, at, since: at } : entry);
}

/**
 * The ledger that the notes add up to. The first claim of a key holds it; a later one counts only where the holder's
 * time is over. Everybody who reads the same notes comes to the same holder, whatever the order of their writing.
 *
 * @param index what our own field remembers, should somebody have deleted a note
 */
export function foldLedger(notes: readonly LedgerNote[], index: readonly LedgerEntry[]): readonly LedgerEntry[] {
  if (notes.length === 0 && index.length === 0) return index;
  const holders = new Map<string, Claim>();
  const counted: LedgerEntry[] = [];
  for (const { entries } of notes) {
    for (const entry of entries) {
      if (entry.kind === 'claimed') {
        const holder = holders.get(entry.key);
        if (holder !== undefined && entry.at < holder.at + claimStandsMs) continue;
        holders.set(entry.key, entry);
      }
      counted.push(entry);
    }
  }
  return mergeLedger([], [...counted, ...index]);
}

/** The note that holds a key's claim now, or that says it was posted. */
export function noteOf(
  notes: readonly LedgerNote[],
  ledger: readonly LedgerEntry[],
  key: string,
): LedgerNote | undefined {
  const holder = ledger.find((entry) => entry.kind === 'claimed' && entry.key === key);
  const owner = holder?.kind === 'claimed' ? holder.owner : undefined;
  return notes.find(({ entries }) =>
    entries.some((entry) => entry.kind === 'claimed' && entry.key === key && entry.owner === owner),
  );
}
