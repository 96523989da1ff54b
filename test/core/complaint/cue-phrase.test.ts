import { describe, expect, test } from 'vitest';
import { findPhrases } from '#core/complaint/cue-matcher.ts';
import { parsePhrase } from '#core/complaint/cue-phrase.ts';
import { buildMatcher } from '#core/complaint/cue-tree.ts';

/** What phrases find in a text. */
function found(text: string, ...patterns: readonly string[]): readonly string[] {
  const matcher = buildMatcher([{ patterns, yields: false, aside: false }], []);
  return findPhrases(text, [{ start: 0, end: text.length }], matcher).matches.map(({ start, end }) =>
    text.slice(start, end),
  );
}

describe('the language of phrases', () => {
  test('a choice of words', () => {
    expect(found('late, delayed, later', 'late/delayed')).toEqual(['late', 'delayed']);
  });

  test('a beginning of words', () => {
    expect(found('disappoint disappointing disapprove', 'disappoint*')).toEqual(['disappoint', 'disappointing']);
  });

  test('a word that may be there', () => {
    expect(found('so bad, very bad, bad', '[very/so] bad')).toEqual(['so bad', 'very bad', 'bad']);
  });

  test('a gap of no more than so many words', () => {
    expect(found('not happy. not at all happy. not in the least bit happy', 'not ~2 happy')).toEqual([
      'not happy',
      'not at all happy',
    ]);
  });

  test('words in capitals', () => {
    expect(found('ALL OF THIS NOW please', '^ ^')).toEqual(['THIS NOW']);
  });

  test('runs of marks', () => {
    expect(found('What?! Now!!! Yes!', '!!*', '?!*')).toEqual(['?!', '!!!']);
  });

  test('the longest phrase speaks for those within it', () => {
    expect(found('not happy at all', 'happy', 'not happy', 'not happy at all')).toEqual(['not happy at all']);
  });

  test.each([
    ['~2 happy', 'gap'],
    ['not ~2', 'gap'],
    ['not ~9 happy', '~9'],
    ['[very] [so]', 'must be there'],
    ['a ~1 b ~1 c ~1 d', 'gaps'],
    ['a b c d e f g h i j k l m', 'steps'],
    ['[a] [b] [c] [d] [e] f', 'optional'],
    ['a.*b', 'a.*b'],
    ['(a|b)', '(a|b)'],
    ['', "''"],
    ['a  b', "''"],
  ])('%s is refused', (pattern, because) => {
    const phrase = parsePhrase(pattern);
    expect('fault' in phrase ? phrase.fault : 'accepted').toContain(because);
  });
});
