import { english } from './replies/english.ts';
import { wordsOf } from './replies/words-of.ts';

const longestThanks = 240;

/**
 * A short message of thanks after the answer: it accepts the outcome and reopens nothing. Who thanks in English may go on
 * in their own language, so that what is more than thanks is looked for in that in any case.
 *
 * @param language  the complaint's, ISO 639-1; English is read besides
 */
export function isMereThanks(text: string, language?: string): boolean {
  if (text.length > longestThanks || text.includes('?')) return false;
  const own = language === undefined ? undefined : wordsOf(language);
  if (own?.more(text) === true) return false;
  return english.thanks(text) ? !english.more(text) : own?.thanks(text) === true;
}
