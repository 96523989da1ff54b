import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeText, plain, unformatted, visible } from '#integrations/slack/text.ts';
import { naughty } from './naughty.ts';

const decode = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

test('the three control characters are escaped once, the ampersand first', () => {
  expect(escapeText('a < b && c > &lt;')).toBe('a &lt; b &amp;&amp; c &gt; &amp;lt;');
});

test('what cannot be seen is gone, and gaps are one space', () => {
  expect(visible('\u202ea\u200bb\u0000c\r\n\t d\u2066\ufeff\u3164')).toBe('ab c d');
  expect(visible('r\u{e0061}\u{e007f}ed \u001b[31m')).toBe('red [31m');
});

test('a lone surrogate becomes a replacement character', () => {
  expect(visible('a\ud800b')).toBe('a\ufffdb');
});

test('marks on one letter are kept to four', () => {
  expect(visible(`a${'\u0301'.repeat(90)}b`)).toBe(`a${'\u0301'.repeat(4)}b`);
});

test('an emoji keeps the selector that makes it one', () => {
  expect(visible('☎\ufe0f')).toBe('☎\ufe0f');
});

test('text that fits is not cut', () => {
  expect(plain('a & b', 9)).toBe('a &amp; b');
});

test('a cut falls between words where it can', () => {
  expect(plain('in a language they know', 18)).toBe('in a language…');
  expect(plain('in writing, and more', 15)).toBe('in writing…');
  expect(plain('in a language they know', 19)).toBe('in a language they…');
  expect(unformatted('Tom & Jerry, & others too', 20)).toBe('Tom &amp; Jerry…');
  expect(plain('a Donaudampfschifffahrtsgesellschaft', 12)).toBe('a Donaudamp…');
});

test('a cut falls between graphemes and never inside an entity', () => {
  expect(plain('a & b', 8)).toBe('a &amp;…');
  expect(plain('a & b', 6)).toBe('a…');
  expect(plain('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…');
  expect(plain('🇬🇧🇬🇧🇬🇧', 8)).toBe('🇬🇧…');
});

test('formatting characters become look-alikes where mrkdwn is read', () => {
  expect(unformatted('*a* _b_ ~c~ `d`', 100)).toBe('∗a∗ ˍbˍ ∼c∼ ˋdˋ');
});

test('text cannot begin a quotation, and shortcodes are no emoji', () => {
  expect(unformatted('>>> look', 100)).toBe('› look');
  expect(unformatted(':fire: at 10:30:15', 100)).toBe('∶fire: at 10:30:15');
});

test('whatever comes in, what goes out is escaped, within its length and holds nothing unseen', () => {
  fc.assert(
    fc.property(naughty(), fc.integer({ min: 1, max: 400 }), (text, length) => {
      for (const write of [plain, unformatted]) {
        const written = write(text, length);
        expect(written.length).toBeLessThanOrEqual(length);
        expect(written).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
        expect(written).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u200b-\u200f\u2060-\u2064\ufeff\u2028\u2029]/u);
        expect(written.isWellFormed()).toBe(true);
      }
      expect(unformatted(text, length)).not.toMatch(/[*_~`]/);
    }),
    { numRuns: 2_000 },
  );
});

test('short text comes back as it was written', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z<>& ]{0,60}$/), (text) => {
      expect(decode(plain(text, 1_000))).toBe(text.replace(/ +/g, ' ').trim());
    }),
  );
});
