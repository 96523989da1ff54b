import { foldWord, kindOfUnit, letterKinds } from './letters.ts';
import type { Stretch } from './word-scan.ts';

/** Takes the words of a text, one after the other. */
export interface WordVisit {
  /**
   * @param word in small letters, without accents; `#`, `://`, `@`, marks or a picture where it is none
   * @param beside what else it says: `refun*` of a longer word, `@name` of somebody spoken to
   */
  word(word: string, start: number, end: number, beside: string | undefined): void;
  /** What follows does not belong to what went before. */
  pause(): void;
}

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
 */
export function visitTerms(text: string, stretches: readonly Stretch[], visit: TermVisit): void {
  let [before, last, lastStart, lastEnd] = ['', '', 0, 0];
  visitWords(text, stretches, {
    word: (word, start, end, beside) => {
      visit(word, start, end);
      if (beside !== undefined) visit(beside, start, end);
      if (last === '') visit(`^${word}`, start, end);
      if (before !== '') visit(`${before} ${word}`, lastStart, end);
      [before, last, lastStart, lastEnd] = [word, word, start, end];
    },
    pause: () => (before = ''),
  });
  if (last !== '') visit(`${last}$`, lastStart, lastEnd);
}

const termKinds = ['word', 'beside', 'first', 'last', 'pair'] as const;
/** Which of the things that `visitTerms` says a term is. */
export type TermKind = (typeof termKinds)[number];

/** What a term is, and the words it is of. */
export function readTerm(term: string): { readonly kind: TermKind; readonly words: readonly string[] } {
  if (term.includes(' ')) return { kind: 'pair', words: term.split(' ') };
  if (term.length > 1) {
    if (term.startsWith('^')) return { kind: 'first', words: [term.slice(1)] };
    if (term.endsWith('$')) return { kind: 'last', words: [term.slice(0, -1)] };
    if (term.endsWith('*') || term.startsWith('@')) return { kind: 'beside', words: [term] };
  }
  return { kind: 'word', words: [term] };
}

/** Says the words of a text, in linear time. */
export function visitWords(text: string, stretches: readonly Stretch[], said: WordVisit): void {
  for (const { start, end } of stretches) {
    for (let at = start; at < end;) at = readPiece(text, at, end, said);
    said.pause();
  }
}

const prefixUnits = 5;
const longestWord = 40;

/** Reads what stands at a place, and says where to go on. */
function readPiece(text: string, at: number, limit: number, said: WordVisit): number {
  const kind = kindOfUnit[text.charCodeAt(at)];
  if (kind === letterKinds.word) return readWord(text, at, limit, said);
  if (kind === letterKinds.mark) return readMarks(text, at, limit, said);
  if (kind === letterKinds.symbol) {
    const code = text.charCodeAt(at);
    const end = Math.min(limit, at + (code >= 0xd800 && code <= 0xdbff ? 2 : 1));
    said.word(text.slice(at, end), at, end, undefined);
    return end;
  }
  return text.charCodeAt(at) === atSign ? readName(text, at, limit, said) : at + 1;
}

const atSign = 64;

function readWord(text: string, start: number, limit: number, said: WordVisit): number {
  const end = endOfWord(text, start, limit);
  if (isAddress(text, end, limit)) {
    const over = endOfAddress(text, end, limit);
    said.word('://', start, over, undefined);
    return over;
  }
  const word = wordAt(text, start, end);
  said.word(word, start, end, word.length > prefixUnits ? `${word.slice(0, prefixUnits)}*` : undefined);
  return end;
}

/** "@name" is somebody spoken to; which name, counts where many write to it. */
function readName(text: string, start: number, limit: number, said: WordVisit): number {
  const end = endOfWord(text, start + 1, limit);
  if (end === start + 1) return end;
  said.word('@', start, end, `@${wordAt(text, start + 1, end)}`);
  return end;
}

function readMarks(text: string, start: number, limit: number, said: WordVisit): number {
  let end = start;
  let asks = false;
  for (; end < limit && kindOfUnit[text.charCodeAt(end)] === letterKinds.mark; end += 1) {
    if (text[end] === '?' || text[end] === '？') asks = true;
  }
  said.word((asks ? '?' : '!').repeat(end - start > 1 ? 2 : 1), start, end, undefined);
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

function wordAt(text: string, start: number, end: number): string {
  const over = Math.min(end, start + longestWord);
  let isSmall = true;
  let isPlain = true;
  for (let at = start; at < over; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 97 && code <= 122) continue;
    if (code >= 48 && code <= 57) return '#';
    isSmall = false;
    if (code < 65 || code > 90) isPlain = false;
  }
  const written = text.slice(start, over);
  if (isSmall) return written;
  return isPlain ? written.toLowerCase() : foldedWord(written);
}

function foldedWord(written: string): string {
  return /\p{N}/u.test(written) ? '#' : String.fromCharCode(...foldWord(written));
}
