import { expect, test } from 'vitest';
import { columnsOf, cutTo, filled } from '#apps/cli/columns.ts';
import { onOneLine, tableLines } from '#apps/cli/table.ts';
import { wrap } from '#apps/cli/terminal.ts';

test.each([
  ['Büro', 4],
  ['Bu\u0308ro', 4],
  ['苦情対応', 8],
  ['ﾃｽﾄ', 3],
  ['민원', 4],
  ['👩‍👩‍👧!', 3],
  ['✔ §', 3],
  ['ꆈꌠꉙ', 6],
  ['a\u200bb', 2],
  ['क्या', 2],
  ['⚠️ 🇩🇪', 5],
  ['', 0],
])('%j takes %i columns of a terminal', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
  expect(filled(text, 10)).toBe(`${text}${' '.repeat(10 - columns)}`);
  expect(filled(text, 10, 'before')).toBe(`${' '.repeat(10 - columns)}${text}`);
  expect(filled(text, 0)).toBe(text);
});

test('columns stand under each other whatever they are written in', () => {
  const rows = [
    ['promise', '第２版', 'x'],
    ['respond', 'met', '10'],
  ];
  expect(tableLines(rows, { right: [2] })).toEqual(['promise  第２版   x', 'respond  met     10']);
});

test('lines of signs that take two columns fit the window', () => {
  for (const line of wrap('チャンネル が ありません '.repeat(9).trim(), 0, 40))
    expect(columnsOf(line)).toBeLessThanOrEqual(40);
});

test('nothing is cut in two that is read as one sign', () => {
  expect(onOneLine(`ab${'😀'.repeat(9)}`, 6)).toBe('ab😀…');
  expect(onOneLine('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 4)).toBe('👩‍👩‍👧…');
  expect(cutTo('short', 5)).toBe('short');
  expect(onOneLine('12345678', 6)).toBe('12345…');
});
