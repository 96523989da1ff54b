import fc from 'fast-check';
import { expect, test } from 'vitest';
import { has, phrasesOf, readerOf } from '#core/complaint/phrases.ts';

const refund = /\b(refund(ed)?|money [^.]{1,3} back|kiss)\b/iu;
const date = /\b(by|before) (monday|\d{1,2})\b/iu;
const { phrases, lookThrough } = readerOf({
  refund: [[refund, ['fun', 'mon', 'kis']]],
  date: [[date, ['mon', 'y 1', 'e 1']]],
});
const alone = phrasesOf(refund);

const pieces =
  'refund|REFUNDED|money|a|back|kiss|\u212Aiſs|by|before|Monday|7|31|.|😀|😀😀|é|fun|\n||moon|defund|\ud83d'.split('|');
const piece = fc.constantFrom(...pieces);
const anyText = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', ' ', '', '-')), { maxLength: 8 })
  .map((pieces) => pieces.map(([text, gap]) => text + gap).join(''));

test('a text that was looked through first holds the same phrases as one that was not', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const looked = lookThrough(text);
      expect(has(looked, phrases.refund)).toBe(refund.test(text));
      expect(has(looked, phrases.date)).toBe(date.test(text));
      expect(alone(text)).toBe(refund.test(text));
    }),
    { numRuns: 3_000 },
  );
});

test('letters that fold to plain ones, and pairs that count as one, are read as patterns read them', () => {
  expect(has(lookThrough('a \u212AI\u017F\u017F'), phrases.refund)).toBe(true);
  expect(has(lookThrough('money 😀😀😀 back'), phrases.refund)).toBe(true);
  expect(alone('money 😀😀😀 back')).toBe(true);
});
