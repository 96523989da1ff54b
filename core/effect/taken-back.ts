import type { LedgerEntry } from './ledger.ts';

/**
 * The ledger as it counts: without the escalations that people took back, and without the taking back itself. The same
 * list where nobody took anything back.
 */
export function withoutTakenBack(ledger: readonly LedgerEntry[]): readonly LedgerEntry[] {
  if (!ledger.some(isTakingBack)) return ledger;
  const back = ledger.filter(isTakingBack);
  return ledger.filter(
    (entry) =>
      entry.kind !== 'withdrawn' &&
      !(entry.kind === 'pressed' && entry.action === 'escalate' && back.some(({ of }) => of === entry.at)),
  );
}

function isTakingBack(entry: LedgerEntry): entry is Extract<LedgerEntry, { kind: 'withdrawn' }> {
  return entry.kind === 'withdrawn';
}
