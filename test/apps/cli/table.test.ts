import { expect, test } from 'vitest';
import { tableLines } from '#apps/cli/table.ts';

test('columns are as wide as their widest cell, however many rows there are and however many cells they have', () => {
  expect(tableLines([['a', 'b'], ['long'], ['c', '10', 'x']], { right: [1] })).toEqual([
    'a      b',
    'long',
    'c     10  x',
  ]);
  expect(tableLines([])).toEqual([]);
  const rows = Array.from({ length: 200_000 }, () => ['zendesk:acme:7', 'respond']);
  expect(tableLines(rows)).toHaveLength(200_000);
});
