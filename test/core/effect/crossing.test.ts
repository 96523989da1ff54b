import { expect, test } from 'vitest';
import { escalationsIn } from '#core/complaint/escalations-in.ts';
import { ledgerKey } from '#core/effect/key.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';

const at = Date.UTC(2026, 10, 17, 9);
const escalated = (by: string, atMs: number): LedgerEntry => ({ kind: 'pressed', action: 'escalate', by, at: atMs });
const levels = (...ledger: readonly LedgerEntry[]) =>
  escalationsIn(ledger, []).map(({ by, level }) => [by, level] as const);

test('two who escalate in one moment have escalated once, in whatever order it is written', () => {
  const both = [escalated('Helen', at), escalated('Dev', at + 9_999)];
  expect(levels(...both)).toEqual([['Helen', 1]]);
  expect(levels(...both.toReversed())).toEqual([['Helen', 1]]);
});

test('what people were told of one of them is not told again of the other that came to light later', () => {
  const told: LedgerEntry = {
    kind: 'posted',
    key: ledgerKey('escalated', 'level-1', at + 5),
    channel: 'C1',
    message: '1.1',
    at: at + 20_000,
  };
  expect(levels(escalated('Dev', at + 5), told, escalated('Helen', at))).toEqual([['Dev', 1]]);
});

test('who escalates after the other could be seen goes one level higher', () => {
  expect(levels(escalated('Helen', at), escalated('Dev', at + 10_000))).toEqual([
    ['Helen', 1],
    ['Dev', 2],
  ]);
});
