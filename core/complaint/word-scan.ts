import type { Lexicon } from './lexicon.ts';
import { isCapital, letterKinds } from './letters.ts';

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
  /** Whether a comma follows. */
  readonly commas: boolean[];
}

/** Stands where no phrase may reach across. */
export const sentenceEnd = -1;

const lineFeed = 10;
const comma = 44;

/** Reads stretches of a text word by word. Each unit is looked at once. */
export function scanWords(text: string, stretches: readonly Stretch[], lexicon: Lexicon): ScannedWords {
  const words: ScannedWords = { starts: [], ends: [], lists: [], shouted: [], commas: [] };
  const into = { lexicon, words };
  for (const { start, end } of stretches) {
    let at = start;
    while (at < end) {
      const code = text.charCodeAt(at);
      const kind = lexicon.kinds[code];
      if (kind === letterKinds.word) at = readWord(text, at, end, into);
      else if (kind === letterKinds.mark || kind === letterKinds.symbol) at = readRun(text, at, end, into);
      else {
        if (code === comma) words.commas[words.commas.length - 1] = true;
        else if (kind === letterKinds.stop || code === lineFeed) endsSentence(text, at, end, into);
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

/** Walks the lexicon's table as it reads: it stops at the first unit with which no word of ours goes on. */
function readWord(text: string, start: number, limit: number, { lexicon, words }: Into): number {
  const { columns, next, width, kinds } = lexicon;
  let end = start;
  let letters = 0;
  let capitals = 0;
  let state = 1;
  let list = 0;
  let at = start;
  for (; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    const kind = kinds[code];
    if (kind === letterKinds.word) {
      end = at + 1;
      letters += 1;
      capitals += isCapital[code]!;
      if (state === 0) continue;
      const to = next[state * width + columns[code]!]!;
      if (to === 0) list = lexicon.begun[state]!;
      state = to;
    } else if (kind !== letterKinds.silent) break;
  }
  addWord(words, { start, end, list: state === 0 ? list : lexicon.whole[state]! });
  if (capitals > 2 && capitals === letters) words.shouted[words.shouted.length - 1] = true;
  return at;
}

/** A run of `!` and `?` is a word and then ends the sentence; a picture or the sign of a currency is a word. */
function readRun(text: string, start: number, limit: number, { lexicon, words }: Into): number {
  const isMark = lexicon.kinds[text.charCodeAt(start)] === letterKinds.mark;
  const end = Math.min(limit, isMark ? endOfMarks(text, start, lexicon) : start + unitsOfPicture(text, start));
  addWord(words, { start, end, list: listOfRun(text, start, end, lexicon) });
  if (isMark) endSentence(words, end);
  return end;
}

function endOfMarks(text: string, start: number, { kinds }: Lexicon): number {
  let end = start + 1;
  while (end < text.length && kinds[text.charCodeAt(end)] === letterKinds.mark) end += 1;
  return end;
}

function listOfRun(text: string, start: number, end: number, lexicon: Lexicon): number {
  const { columns, next, width } = lexicon;
  let state = 1;
  for (let at = start; at < end; at += 1) {
    const to = next[state * width + columns[text.charCodeAt(at)]!]!;
    if (to === 0) return lexicon.begun[state]!;
    state = to;
  }
  return lexicon.whole[state]!;
}

function unitsOfPicture(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff ? 2 : 1;
}

/** A stop before a letter is part of an address or an amount; a single line feed is a mail program's. */
function endsSentence(text: string, at: number, limit: number, { lexicon, words }: Into): void {
  const next = at + 1;
  const ends =
    text.charCodeAt(at) === lineFeed
      ? next < limit && isBlankNext(text, next)
      : next >= limit || lexicon.kinds[text.charCodeAt(next)] !== letterKinds.word;
  if (ends) endSentence(words, at);
}

function isBlankNext(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === lineFeed || (code === 13 && text.charCodeAt(at + 1) === lineFeed);
}

function endSentence(words: ScannedWords, at: number): void {
  if (words.lists.length === 0 || words.lists[words.lists.length - 1] === sentenceEnd) return;
  addWord(words, { start: at, end: at, list: sentenceEnd });
}

function addWord(words: ScannedWords, { start, end, list }: Stretch & { readonly list: number }): void {
  words.starts.push(start);
  words.ends.push(end);
  words.lists.push(list);
  words.shouted.push(false);
  words.commas.push(false);
}
