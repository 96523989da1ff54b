import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findPhrases } from '#core/complaint/cue-matcher.ts';
import { ownWords, readingLimit } from '#core/complaint/own-words.ts';
import { english, read } from './english.ts';

interface Attack {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
}

const file = new URL('../../../../shared/data/security/redos/regexlib_attacks.json', import.meta.url);
const attacks = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Attack[]) : [];

/** Steps a search takes for each unit of the text; no text of any length may take more. */
const mostSteps = 40;

function stepsPerUnit(text: string): number {
  const { stretches } = ownWords({ subject: '', messages: [text] }, english.source.quoting);
  return findPhrases(`\n${text}`, stretches, english.matcher).steps / Math.max(1, Math.min(text.length, readingLimit));
}

function pumped({ prefix, pump, suffix }: Attack, length: number): string {
  const times = Math.max(1, Math.floor((length - prefix.length - suffix.length) / Math.max(1, pump.length)));
  return prefix + pump.repeat(times) + suffix;
}

describe('the search is linear', () => {
  test.skipIf(attacks.length === 0)(
    'on strings made to choke pattern matchers (skipped where they are not at hand)',
    () => {
      const texts = new Set(attacks.map((attack) => pumped(attack, readingLimit)));
      for (const text of texts) expect(stepsPerUnit(text)).toBeLessThan(mostSteps);
    },
  );

  test('on texts made of the words that begin most of our own phrases', () => {
    const words = english.source.cues.flatMap((cue) => cue.patterns.flatMap((pattern) => pattern.split(/[ /]/u)));
    const plain = [
      ...new Set(words.map((word) => word.replaceAll(/[^\p{L}]/gu, '')).filter((word) => word.length > 1)),
    ];
    expect(plain.length).toBeGreaterThan(500);
    for (const word of plain) {
      const line = `${word} `;
      const short = stepsPerUnit(line.repeat(Math.ceil(1_024 / line.length)));
      const long = stepsPerUnit(line.repeat(Math.ceil(8_192 / line.length)));
      expect(long, word).toBeLessThan(mostSteps);
      expect(long, word).toBeLessThan(short * 1.1 + 0.1);
    }
  });

  test('however long a line, a word or a run of line feeds is', () => {
    for (const piece of [
      'not ',
      'a',
      '>',
      '\n',
      '-',
      "'",
      '!',
      'On 1 ',
      'wrote:\n',
      'from:\n',
      '\u0301',
      '\ud83d\ude21',
    ]) {
      expect(stepsPerUnit(piece.repeat(65_536 / piece.length)), JSON.stringify(piece)).toBeLessThan(mostSteps);
    }
  });
});

test('a text far beyond the limit is still answered, and its end still read', () => {
  const filler = 'nothing to see here '.repeat(100_000);
  expect(read(`${filler} I wish to make a complaint.`).band).toBe('yes');
});
