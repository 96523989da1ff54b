import type { Lexicon } from './lexicon.ts';
import { kindOfUnit, letterKinds } from './letters.ts';

/** A part of a text, as UTF-16 offsets; `end` is the first one behind it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The words of a text in order, as parallel lists. A word is known by the number of its list of word classes; the end
 * of a sentence or stretch stands among them as `sentenceEnd`.
 */
export interface ScannedWords {
  readonly starts: number[];
  readonly ends: number[];
  readonly lists: number[];
  /** Three letters or more, all capitals. */
  readonly shouted: boolean[];
}

/** Stands where no phrase may reach across. */
export const sentenceEnd = -1;

const lineFeed = 10;

/** Reads stretches of a text word by word. Each unit is looked at once. */
export function scanWords(text: string, stretches: readonly Stretch[], lexicon: Lexicon): ScannedWords {
  const words: ScannedWords = { starts: [], ends: [], lists: [], shouted: [] };
  for (const { start, end } of stretches) {
    let at = start;
    while (at < end) {
      const kind = kindOfUnit[text.charCodeAt(at)];
      if (kind === letterKinds.word) at = readWord(text, at, end, { lexicon, words });
      else if (kind === letterKinds.mark || kind === letterKinds.symbol)
        at = readRun(text, at, end, { lexicon, words });
      else {
        if (endsSentence(text, at, end)) endSentence(words, at);
        at += 1;
      }
    }
    endSentence(words, end);
  }
  return words;
}

interface Into {
  readonly lexicon: Lexicon;
  readonly words: ScannedWords;
}

function readWord(text: string, start: number, limit: number, { lexicon, words }: Into): number {
  let end = start;
  let letters = 0;
  let capitals = 0;
  let at = start;
  for (; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    const kind = kindOfUnit[code];
    if (kind === letterKinds.word) {
      end = at + 1;
      letters += 1;
      if (code >= 65 && code <= 90) capitals += 1;
    } else if (kind !== letterKinds.silent) break;
  }
  words.starts.push(start);
  words.ends.push(end);
  words.lists.push(listOfWord(text, start, end, lexicon));
  words.shouted.push(capitals > 2 && capitals === letters);
  return at;
}

/** A run of `!` and `?` is a word and then ends the sentence; a picture is a word. */
function readRun(text: string, start: number, limit: number, { lexicon, words }: Into): number {
  const isMark = kindOfUnit[text.charCodeAt(start)] === letterKinds.mark;
  const end = Math.min(limit, isMark ? endOfMarks(text, start) : start + unitsOfPicture(text, start));
  words.starts.push(start);
  words.ends.push(end);
  words.lists.push(listOfWord(text, start, end, lexicon));
  words.shouted.push(false);
  if (isMark) endSentence(words, end);
  return end;
}

function endOfMarks(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && kindOfUnit[text.charCodeAt(end)] === letterKinds.mark) end += 1;
  return end;
}

/** The number of the list of classes of a word; stops at the first unit with which no word of the lexicon goes on. */
function listOfWord(text: string, start: number, end: number, lexicon: Lexicon): number {
  const { columns, next, width } = lexicon;
  let state = 1;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (kindOfUnit[code] === letterKinds.silent) continue;
    const to = next[state * width + (columns[code] ?? 0)] ?? 0;
    if (to === 0) return lexicon.begun[state] ?? 0;
    state = to;
  }
  return lexicon.whole[state] ?? 0;
}

function unitsOfPicture(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff ? 2 : 1;
}

/** A stop before a letter is part of an address or an amount; a single line feed is a mail program's. */
function endsSentence(text: string, at: number, limit: number): boolean {
  const code = text.charCodeAt(at);
  if (code === lineFeed) return at + 1 < limit && isBlankNext(text, at + 1);
  if (kindOfUnit[code] !== letterKinds.stop) return false;
  return at + 1 >= limit || kindOfUnit[text.charCodeAt(at + 1)] !== letterKinds.word;
}

function isBlankNext(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === lineFeed || (code === 13 && text.charCodeAt(at + 1) === lineFeed);
}

function endSentence(words: ScannedWords, at: number): void {
  if (words.lists.length === 0 || words.lists[words.lists.length - 1] === sentenceEnd) return;
  words.starts.push(at);
  words.ends.push(at);
  words.lists.push(sentenceEnd);
  words.shouted.push(false);
}
