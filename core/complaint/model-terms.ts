import { foldWord, kindOfUnit, letterKinds } from './letters.ts';
import type { Stretch } from './word-scan.ts';

/** Takes what a text says, one term after the other, with the place where it stands. */
export type TermVisit = (term: string, start: number, end: number) => void;

/**
 * Says the terms of a text that a customer's own model knows complaints by, in linear time.
 *
 * A term is a word in small letters without accents (`refund`), the beginning of a longer word (`refun*`), two words that
 * follow each other (`not working`), the first word (`^hello`) or the last one (`thanks$`), a run of marks (`!!`), or a
 * picture. What names a person or an account is not read as it stands: words with digits are `#`, addresses `://`, and
 * names behind an @ are `@` as well as themselves.
 *
 * @param stretches the parts of the text that its writer wrote; terms do not reach across them
 * @returns how many words there are
 */
export function visitTerms(text: string, stretches: readonly Stretch[], visit: TermVisit): number {
  const said = new Said(visit);
  for (const { start, end } of stretches) {
    for (let at = start; at < end;) at = readPiece(text, at, end, said);
    said.pause();
  }
  said.finish();
  return said.words;
}

/** The words said so far: what follows one of them makes a pair. */
class Said {
  readonly visit: TermVisit;
  before = '';
  beforeStart = 0;
  beforeEnd = 0;
  last = '';
  words = 0;

  constructor(visit: TermVisit) {
    this.visit = visit;
  }

  word(word: string, start: number, end: number): void {
    this.visit(word, start, end);
    if (this.last === '') this.visit(`^${word}`, start, end);
    if (this.before !== '') this.visit(`${this.before} ${word}`, this.beforeStart, end);
    this.before = word;
    this.last = word;
    this.words += 1;
    this.beforeStart = start;
    this.beforeEnd = end;
  }

  pause(): void {
    this.before = '';
  }

  finish(): void {
    if (this.last !== '') this.visit(`${this.last}$`, this.beforeStart, this.beforeEnd);
  }
}

const prefixUnits = 5;
const longestWord = 40;

/** Reads what stands at a place, and says where to go on. */
function readPiece(text: string, at: number, limit: number, said: Said): number {
  const kind = kindOfUnit[text.charCodeAt(at)];
  if (kind === letterKinds.word) return readWord(text, at, limit, said);
  if (kind === letterKinds.mark) return readMarks(text, at, limit, said);
  if (kind === letterKinds.symbol) {
    const code = text.charCodeAt(at);
    const end = Math.min(limit, at + (code >= 0xd800 && code <= 0xdbff ? 2 : 1));
    said.word(text.slice(at, end), at, end);
    return end;
  }
  return text.charCodeAt(at) === atSign ? readName(text, at, limit, said) : at + 1;
}

const atSign = 64;

function readWord(text: string, start: number, limit: number, said: Said): number {
  const end = endOfWord(text, start, limit);
  if (isAddress(text, end, limit)) {
    const over = endOfAddress(text, end, limit);
    said.word('://', start, over);
    return over;
  }
  const word = wordAt(text, start, end);
  said.word(word, start, end);
  if (word.length > prefixUnits) said.visit(`${word.slice(0, prefixUnits)}*`, start, end);
  return end;
}

/** "@name" is somebody spoken to; which name, counts where many write to it. */
function readName(text: string, start: number, limit: number, said: Said): number {
  const end = endOfWord(text, start + 1, limit);
  if (end === start + 1) return end;
  said.word('@', start, end);
  said.visit(`@${wordAt(text, start + 1, end)}`, start, end);
  return end;
}

function readMarks(text: string, start: number, limit: number, said: Said): number {
  let end = start;
  let asks = false;
  for (; end < limit && kindOfUnit[text.charCodeAt(end)] === letterKinds.mark; end += 1) {
    if (text[end] === '?' || text[end] === '？') asks = true;
  }
  said.word((asks ? '?' : '!').repeat(end - start > 1 ? 2 : 1), start, end);
  return end;
}

function endOfWord(text: string, start: number, limit: number): number {
  let at = start;
  let end = start;
  for (; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    const kind = kindOfUnit[code];
    if (kind === letterKinds.word || code === underscore) end = at + 1;
    else if (kind !== letterKinds.silent) break;
  }
  return end;
}

const underscore = 95;

/** "https://…" and "somebody@example.com"; a bare host is read as words. */
function isAddress(text: string, end: number, limit: number): boolean {
  if (end + 1 >= limit) return false;
  if (text.charCodeAt(end) === atSign) return kindOfUnit[text.charCodeAt(end + 1)] === letterKinds.word;
  return text.startsWith('://', end);
}

function endOfAddress(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && text.charCodeAt(at) > 32) at += 1;
  return at;
}

const plain = /^[A-Za-z]+$/u;
const digit = /\d/u;

function wordAt(text: string, start: number, end: number): string {
  const written = text.slice(start, Math.min(end, start + longestWord));
  if (plain.test(written)) return written.toLowerCase();
  if (digit.test(written)) return '#';
  return String.fromCharCode(...foldWord(written));
}
