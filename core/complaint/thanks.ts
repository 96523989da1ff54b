import { accented, phrasesOf } from './phrases.ts';
import { english } from './replies/english.ts';
import type { LanguageWords } from './replies/reply-words.ts';
import { wordsOf } from './replies/words-of.ts';

interface Thanks {
  readonly isThere: (text: string) => boolean;
  readonly isMore: (text: string) => boolean;
}

const readers = new Map<LanguageWords, Thanks>();

function thanksIn(words: LanguageWords): Thanks {
  const known = readers.get(words);
  if (known !== undefined) return known;
  const { thanks, more } = words;
  const reader = { isThere: phrasesOf(accented(thanks)), isMore: phrasesOf(accented(more)) };
  readers.set(words, reader);
  return reader;
}

const longestThanks = 240;

/**
 * A short message of thanks after the answer: it accepts the outcome and reopens nothing. Who thanks in English may go on
 * in their own language, so that what is more than thanks is looked for in that in any case.
 *
 * @param language  the complaint's, ISO 639-1; English is read besides
 */
export function isMereThanks(text: string, language?: string): boolean {
  if (text.length > longestThanks || text.includes('?')) return false;
  const inEnglish = thanksIn(english);
  const words = language === undefined ? undefined : wordsOf(language);
  if (words === undefined) return inEnglish.isThere(text) && !inEnglish.isMore(text);
  const own = thanksIn(words);
  if (own.isMore(text)) return false;
  return inEnglish.isThere(text) ? !inEnglish.isMore(text) : own.isThere(text);
}
