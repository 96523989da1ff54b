import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { textHash } from '#core/complaint/text-hash.ts';

test('a hash is sixteen hexadecimal digits, the same each time', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(textHash(text)).toMatch(/^[0-9a-f]{16}$/);
      expect(textHash(text)).toBe(textHash(text));
    }),
  );
});

test('a hash stays what it was in earlier versions, because tickets carry it', () => {
  expect(textHash('')).toMatchInlineSnapshot(`"237cd94ea635efd6"`);
  expect(textHash('Still no table.')).toMatchInlineSnapshot(`"eab0afbe1464de23"`);
});

test('texts that differ in little have different hashes', () => {
  const texts = new Set<string>(['', '\u0000', '\u0000\u0000', 'ab', 'ba', 'aab', 'baa', 'aba']);
  const base = 'The left half of the bookcase came on Tuesday. ';
  for (let at = 0; at < base.length; at += 1) {
    for (const unit of 'abcdefghijklmnopqrstuvwxyz \n\u0100\u0161')
      texts.add(base.slice(0, at) + unit + base.slice(at + 1));
  }
  for (let count = 0; count < 20_000; count += 1) texts.add(`${base}${count}`);
  for (let count = 2; count < 2_000; count += 1) texts.add('\u0000'.repeat(count)).add('aa'.repeat(count));
  expect(new Set([...texts].map(textHash)).size).toBe(texts.size);
});

test('each half alone tells most texts apart', () => {
  const hashes = Array.from({ length: 20_000 }, (_, at) => textHash(`ticket ${at} of many, all alike`));
  expect(new Set(hashes.map((hash) => hash.slice(0, 8))).size).toBeGreaterThan(19_980);
  expect(new Set(hashes.map((hash) => hash.slice(8))).size).toBeGreaterThan(19_980);
});
