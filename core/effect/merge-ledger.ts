import { isHeadKey } from '../decide/place.ts';
import { readAgainKey } from './key.ts';
import type { LedgerEntry } from './ledger.ts';
import { charsOf, encodeLedger } from './ledger-text.ts';

/** More entries than this and the least needed are let go: our choice, some tens of alerts more than a complaint has. */
export const maxLedgerEntries = 200;
/** UTF-16 units of the text; a text area of the helpdesks we know holds 65,535. */
export const maxLedgerChars = 60_000;

/**
 * The ledger with `add` written into it. What was posted or covered takes the place of its claim and is never undone by a
 * later claim; what first covered an alert goes on covering it; a new claim takes the old one's place and keeps the
 * earliest `since`; a press, or the taking back of one, stands once.
 *
 * The result is bounded (`maxLedgerEntries`, `maxLedgerChars`), the least needed go first, of those the oldest: what was
 * told at the end of a snooze before the last one, and the presses that began them; then other presses, and `covered`;
 * then `posted`. What would be said or written once more without it goes last: a card, `noted`, `claimed`; so does the
 * last press, which people were told is noted, and whatever takes a press back.
 */
export function mergeLedger(old: readonly LedgerEntry[], add: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return bounded(add.reduce(withEntry, old));
}

function withEntry(ledger: readonly LedgerEntry[], entry: LedgerEntry): readonly LedgerEntry[] {
  if (entry.kind === 'pressed') {
    return ledger.some((other) => samePress(other, entry)) ? ledger : [...ledger, entry];
  }
  if (entry.kind === 'withdrawn') {
    return ledger.some((other) => other.kind === 'withdrawn' && other.of === entry.of) ? ledger : [...ledger, entry];
  }
  const isSame = (other: LedgerEntry): boolean =>
    other.kind !== 'pressed' && other.kind !== 'withdrawn' && other.key === entry.key;
  if (entry.kind === 'noted') return replaced(ledger, (other) => isSame(other) && other.kind === 'noted', entry);
  const alertOfKey = (other: LedgerEntry): boolean => isSame(other) && other.kind !== 'noted';
  const known = ledger.filter(alertOfKey);
  const isDone = known.some(({ kind }) => kind === 'posted' || kind === 'covered');
  if (isDone && entry.kind !== 'posted') return ledger;
  if (entry.kind !== 'claimed') return replaced(ledger, alertOfKey, entry);
  const since = known.reduce(
    (since, other) => (other.kind === 'claimed' ? Math.min(since, other.since) : since),
    entry.since,
  );
  return replaced(ledger, alertOfKey, { ...entry, since });
}

function samePress(other: LedgerEntry, entry: LedgerEntry & { readonly kind: 'pressed' }): boolean {
  return (
    other.kind === 'pressed' &&
    other.action === entry.action &&
    other.by === entry.by &&
    other.member === entry.member &&
    other.at === entry.at &&
    other.until === entry.until
  );
}

/** The new entry in the place of the first that matches, the other matches gone; at the end where none does. */
function replaced(
  ledger: readonly LedgerEntry[],
  matches: (entry: LedgerEntry) => boolean,
  entry: LedgerEntry,
): readonly LedgerEntry[] {
  const at = ledger.findIndex(matches);
  if (at === -1) return [...ledger, entry];
  return [...ledger.slice(0, at), entry, ...ledger.slice(at + 1).filter((other) => !matches(other))];
}

/** How much is needed of each, entry by entry: 0 for nothing any more. */
function ranksOf(ledger: readonly LedgerEntry[]): (entry: LedgerEntry) => number {
  const lastPress = ledger.findLast(({ kind }) => kind === 'pressed');
  /** By what was told again, the last time that it was. */
  const lastOf = new Map<string, string>();
  for (const entry of ledger) {
    const again = 'key' in entry ? readAgainKey(entry.key) : undefined;
    if (again !== undefined && again.until > (lastOf.get(again.key) ?? '')) lastOf.set(again.key, again.until);
  }
  const isOvertaken = (key: string): boolean => {
    const again = readAgainKey(key);
    return again !== undefined && again.until !== lastOf.get(again.key);
  };
  return (entry) => {
    switch (entry.kind) {
      case 'pressed':
        return entry === lastPress ? 3 : entry.action === 'snooze' ? 0 : 1;
      case 'covered':
        return isOvertaken(entry.key) ? 0 : 1;
      case 'posted':
        return isHeadKey(entry.key) ? 3 : isOvertaken(entry.key) ? 0 : 2;
      case 'withdrawn':
      case 'noted':
      case 'claimed':
        return 3;
    }
  };
}

function bounded(ledger: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const sizes = new Map(ledger.map((entry) => [entry, charsOf(entry)]));
  let chars = [...sizes.values()].reduce((sum, size) => sum + size, encodeLedger([]).length);
  let count = ledger.length;
  if (count <= maxLedgerEntries && chars <= maxLedgerChars) return ledger;
  const gone = new Set<LedgerEntry>();
  const rankOf = ranksOf(ledger);
  const leastNeededFirst = [...ledger].sort((a, b) => rankOf(a) - rankOf(b) || a.at - b.at);
  for (const entry of leastNeededFirst) {
    if (count <= maxLedgerEntries && chars <= maxLedgerChars) break;
    gone.add(entry);
    count -= 1;
    chars -= sizes.get(entry) ?? 0;
  }
  return ledger.filter((entry) => !gone.has(entry));
}
