import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostStepsAtAWord } from '#core/complaint/cue-bound.ts';
import { compileCuePack } from '#core/complaint/cue-pack.ts';
import { findPhrases } from '#core/complaint/cue-matcher.ts';
import { scanWords } from '#core/complaint/word-scan.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import { read } from './english.ts';

const order = { no: 0, possible: 1, yes: 2 };

const sentencesOf = (language: string): readonly string[] =>
  shippedCues.packs
    .filter((pack) => pack.language === language)
    .flatMap((pack) => pack.cues.flatMap((cue) => cue.examples))
    .filter((sentence) => sentence.length > 8);

const texts = fc
  .constantFrom(...shippedCues.packs.map((pack) => pack.language))
  .chain((language) => fc.array(fc.constantFrom(...sentencesOf(language)), { minLength: 2, maxLength: 6 }))
  .map((sentences) => sentences.map((sentence) => `${sentence}.`).join(' '));

const judged = (text: string) => {
  const { band, score, reasons } = read(text);
  return { band, score, cues: reasons.map(({ cue }) => cue) };
};

describe('what makes no difference', () => {
  test('how accents are stored', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(judged(text.normalize('NFD'))).toEqual(judged(text.normalize('NFC')));
      }),
    );
  });

  test('capitals, but for shouting', () => {
    const quiet = texts.filter((text) => !/\p{Lu}{3}/u.test(text));
    const capitalised = (text: string): string => text.replaceAll(/(^|[\s’'])\p{Ll}/gu, (at) => at.toUpperCase());
    fc.assert(
      fc.property(quiet, (text) => {
        expect(judged(capitalised(text))).toEqual(judged(text));
        expect(judged(text.toLowerCase())).toEqual(judged(text));
      }),
    );
  });

  test('which apostrophe is written', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(judged(text.replaceAll('’', "'"))).toEqual(judged(text.replaceAll("'", '’')));
      }),
    );
  });
});

test('a plain question behind a text never makes it more of a complaint', () => {
  const english = fc.array(fc.constantFrom(...sentencesOf('en')), { minLength: 1, maxLength: 6 });
  const questions = fc.constantFrom(
    'How do I change my delivery address?',
    'Do you sell spare shelves?',
    'Can I pay by card?',
    'What are your opening hours?',
  );
  fc.assert(
    fc.property(english, questions, (sentences, question) => {
      const text = sentences.map((sentence) => `${sentence}.`).join(' ');
      const [before, after] = [read(text), read(`${text} ${question}`)];
      expect(after.score).toBeLessThanOrEqual(before.score);
      expect(order[after.band]).toBeLessThanOrEqual(order[before.band]);
    }),
  );
});

describe('reading takes no more steps than the phrases allow', () => {
  /** Of shipped packs: 64 KiB of the shortest words then take some ten million steps at the very worst. */
  const mostOfShipped = 500;

  test.each(shippedCues.packs.map((pack) => [pack.language, pack] as const))('of the pack %s', (_, source) => {
    const pack = compileCuePack(source);
    const bound = mostStepsAtAWord(pack.matcher);
    expect(bound).toBeLessThan(mostOfShipped);
    const words = source.cues.flatMap((cue) =>
      cue.patterns.flatMap((pattern) => pattern.split(/[ /[\]*~^]/u).filter((word) => /^\p{L}+$/u.test(word))),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 400 }), (some) => {
        const text = some.join(' ');
        const stretches = [{ start: 0, end: text.length }];
        const scanned = scanWords(text, stretches, pack.matcher.lexicon).lists.length;
        expect(findPhrases(text, stretches, pack.matcher).steps).toBeLessThanOrEqual(bound * scanned);
      }),
      { numRuns: 40 },
    );
  });
});
