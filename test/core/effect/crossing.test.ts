import { expect, test } from 'vitest';
import { escalationsIn } from '#core/complaint/escalations-in.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';

const at = Date.UTC(2026, 10, 17, 9);
const escalated = (by: string, atMs: number): LedgerEntry => ({ kind: 'pressed', action: 'escalate', by, at: atMs });
const levels = (...ledger: readonly LedgerEntry[]) =>
  escalationsIn(ledger, []).map(({ by, level }) => [by, level] as const);

test('two who escalate in one moment have escalated once: as who was written first', () => {
  expect(levels(escalated('Dev', at + 5), escalated('Helen', at))).toEqual([['Dev', 1]]);
  expect(levels(escalated('Helen', at), escalated('Dev', at + 9_999))).toEqual([['Helen', 1]]);
});

test('who escalates after the other could be seen goes one level higher', () => {
  expect(levels(escalated('Helen', at), escalated('Dev', at + 10_000))).toEqual([
    ['Helen', 1],
    ['Dev', 2],
  ]);
});
