import { eld } from 'eld/extrasmall';

/** What a text is written in: an ISO 639-1 code, or `unknown` where it is surely none of the languages asked for. */
export type Language = string;

export const unknownLanguage = 'unknown';

/** Units of a text that the detector looks at: it is as sure after these as after all. */
const lookedAt = 160;
/** A language takes a text from the customer's own only where it fits it this much better. */
const clearlyBetter = 0.9;
/** A language without cues whose score another so nearly reaches is that other's neighbour: Galician, Danish. */
const neighbour = 0.85;

const notWords = /https?:\S{1,200}|[^\s@]{0,64}@\S{0,200}|#\S{1,100}|\d+/gu;

const mayHoldNonWords = /[@#\d]|:\/\//u;

function withoutNonWords(text: string): string {
  return mayHoldNonWords.test(text) ? text.replace(notWords, ' ') : text;
}

/** Three words of a name or two in Latin letters are not surely anything; a letter of another script is. */
const otherScript = /[^\p{Script=Latin}\P{L}]/u;
const fewestWords = 4;

function isEnough(words: string): boolean {
  return otherScript.test(words) || words.trim().split(/\s+/u).length >= fewestWords;
}

/**
 * In which of these languages a text is written.
 *
 * A text of few words is in the customer's own language unless another fits it clearly better; one that is surely in a
 * language not asked for is `unknown`, never guessed at. Handles, addresses and numbers are not words of any.
 *
 * @param languages ISO 639-1, those for which there are cues
 * @param usual the one a text is taken to be in where it does not tell
 */
export function detectLanguage(text: string, languages: readonly string[], usual: string): Language {
  const words = withoutNonWords(text.slice(0, lookedAt).normalize('NFC'));
  const found = eld.detect(words);
  if (found.language === '' || found.language === usual) return usual;
  const scores = found.getScores();
  const scoreOf = (language: string): number => scores[language] ?? 0;
  const best = scoreOf(found.language);
  if (scoreOf(usual) >= clearlyBetter * best) return usual;
  if (languages.includes(found.language)) return found.language;
  const near = languages.toSorted((a, b) => scoreOf(b) - scoreOf(a))[0];
  if (near !== undefined && scoreOf(near) >= neighbour * best) return near;
  return found.isReliable() && isEnough(words) ? unknownLanguage : usual;
}
