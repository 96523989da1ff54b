import { readFileSync, readdirSync } from 'node:fs';
import { languages } from '#apps/sidebar/words.ts';
import {
  actionKinds,
  complexities,
  impacts,
  outcomes,
  remedies,
  rootCauses,
  safetyImplications,
  severities,
  vulnerabilities,
  vulnerabilityDrivers,
} from '#core/complaint/vocabulary.ts';
import { describe, expect, test } from 'vitest';
import { root } from '../../imports.ts';

type Strings = Readonly<Record<string, string>>;
const folder = `${root}apps/sidebar/translations`;
const read = (language: string): Strings => JSON.parse(readFileSync(`${folder}/${language}.json`, 'utf8')) as Strings;
const places = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/gu) ?? [])].toSorted();

describe('the panel’s strings', () => {
  test('are there for every language, and for no other', () => {
    expect(readdirSync(folder).toSorted()).toEqual(languages.map((language) => `${language}.json`).toSorted());
  });

  test.each(languages)('in %s are all there, with the same places to fill in', (language) => {
    const [english, strings] = [read('en'), read(language)];
    expect(Object.keys(strings).toSorted()).toEqual(Object.keys(english).toSorted());
    for (const [key, text] of Object.entries(strings)) {
      expect(text.trim(), key).not.toBe('');
      expect(places(text), key).toEqual(places(english[key] ?? ''));
    }
  });

  const offered = [
    outcomes,
    remedies,
    rootCauses,
    actionKinds,
    severities,
    impacts,
    safetyImplications,
    complexities,
    vulnerabilities,
    vulnerabilityDrivers,
  ].flat();

  test.each(languages)('in %s have a word, and no sentence, for whatever a form offers to choose', (language) => {
    const strings = read(language);
    for (const word of offered) {
      const told = strings[word] ?? '';
      expect(told, word).toMatch(/^\p{Lu}[^.]*$/u);
      expect(told.split(' ').length, word).toBeLessThan(6);
    }
  });

  test('hold no markup', () => {
    for (const language of languages)
      for (const text of Object.values(read(language))) expect(text).not.toMatch(/[<>]/u);
  });
});
