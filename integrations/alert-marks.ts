import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { Instant } from '#core/time.ts';
import type { MarkRequest } from './contract.ts';

/** Whether any of the keys was told, or spoken for. */
export function isDone(ledger: readonly LedgerEntry[], keys: readonly string[]): boolean {
  return ledger.some((entry) => (entry.kind === 'posted' || entry.kind === 'covered') && keys.includes(entry.key));
}

/** What a mark writes: the alerts that were posted, and those for which the first of them spoke. */
export function marksOf({ keys, posted, covers }: MarkRequest, at: Instant): readonly LedgerEntry[] {
  const [by = ''] = keys;
  return [
    ...keys.map((key): LedgerEntry => ({ kind: 'posted', key, ...posted, at })),
    ...covers.map((key): LedgerEntry => ({ kind: 'covered', key, by, at })),
  ];
}

/** Whether all that a mark writes stands already: each alert under this very message. */
export function isMarked(ledger: readonly LedgerEntry[], { keys, posted, covers }: MarkRequest): boolean {
  const isPosted = keys.every((key) =>
    ledger.some(
      (entry) =>
        entry.kind === 'posted' &&
        entry.key === key &&
        entry.channel === posted.channel &&
        entry.message === posted.message,
    ),
  );
  return isPosted && covers.every((covered) => isDone(ledger, [covered]));
}
