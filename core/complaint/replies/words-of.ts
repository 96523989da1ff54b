import { french } from './french.ts';
import { german } from './german.ts';
import { italian } from './italian.ts';
import { portuguese } from './portuguese.ts';
import type { LanguageWords } from './reply-words.ts';
import { spanish } from './spanish.ts';

/** Beside English, in which every reply is read. */
const languages: Readonly<Record<string, LanguageWords>> = {
  de: german,
  fr: french,
  it: italian,
  pt: portuguese,
  es: spanish,
};

/** What people say in a language, by its ISO 639-1 code; `undefined` for English and for one that we do not know. */
export function wordsOf(language: string): LanguageWords | undefined {
  // The word stands in a field that people may edit.
  return Object.hasOwn(languages, language) ? languages[language] : undefined;
}
