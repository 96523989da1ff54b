import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { encodeLedger, decodeLedger } from '#core/effect/ledger-text.ts';
import { mergeLedger } from '#core/effect/merge-ledger.ts';
import { withoutTakenBack } from '#core/effect/taken-back.ts';

const escalated = (at: number): LedgerEntry => ({ kind: 'pressed', action: 'escalate', by: 'Priya Nair', at });
const taken: LedgerEntry = { kind: 'pressed', action: 'take', by: 'Priya Nair', at: 1 };
const back = (of: number): LedgerEntry => ({ kind: 'withdrawn', by: 'Sam Field', at: of + 5, of });

describe('an escalation that was taken back', () => {
  test('counts no more, and nothing else is touched', () => {
    expect(withoutTakenBack([taken, escalated(1), escalated(2), back(1)])).toEqual([taken, escalated(2)]);
    const untouched = [taken, escalated(1)];
    expect(withoutTakenBack(untouched)).toBe(untouched);
  });

  test('is taken back once, by whoever was first', () => {
    const ledger = mergeLedger([escalated(1)], [back(1), { ...back(1), by: 'Priya Nair', at: 9 } as LedgerEntry]);
    expect(ledger).toEqual([escalated(1), back(1)]);
    expect(decodeLedger(encodeLedger(ledger))).toEqual(ledger);
  });

  test('does not come back where the ledger is full: the press goes before what takes it back', () => {
    const many = Array.from({ length: 250 }, (_, i) => escalated(1_000 + i));
    const kept = mergeLedger([escalated(1), back(1)], many);
    expect(withoutTakenBack(kept)).not.toContainEqual(escalated(1));
  });
});
