import { readTerm, visitWords, type TermKind } from './model-terms.ts';
import type { Stretch } from './word-scan.ts';

/** The terms of a model, laid out so that a text's can be found without making a text of each pair of its words. */
export interface TermTable {
  readonly size: number;
  /** The number of each word that stands in any term. */
  readonly words: ReadonlyMap<string, number>;
  /** The number of the term that a word is alone, first or last; -1 where there is none. */
  readonly alone: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly beside: ReadonlyMap<string, number>;
  /** By the number of the first word times that of words, plus the second one's. */
  readonly pairs: ReadonlyMap<number, number>;
}

/** A term that was found: how often, and where first. */
export interface TermFound {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  count: number;
}

/** The terms of a text in order of their first places, how many words there are, and how many of them are known. */
export interface TermsFound {
  readonly found: readonly TermFound[];
  readonly words: number;
  readonly known: number;
}

/** Lays terms out; the number of a term is its place. */
export function layTerms(terms: readonly string[]): TermTable {
  const read = terms.map(readTerm);
  const words = new Map<string, number>();
  for (const { kind, words: of } of read) {
    if (kind !== 'beside') for (const word of of) if (!words.has(word)) words.set(word, words.size);
  }
  const places = (wanted: TermKind): Int32Array => {
    const table = new Int32Array(words.size).fill(-1);
    for (const [number, { kind, words: of }] of read.entries()) if (kind === wanted) table[words.get(of[0]!)!] = number;
    return table;
  };
  const beside = new Map<string, number>();
  const pairs = new Map<number, number>();
  for (const [number, { kind, words: of }] of read.entries()) {
    if (kind === 'beside') beside.set(of[0]!, number);
    else if (kind === 'pair') pairs.set(words.get(of[0]!)! * words.size + words.get(of[1]!)!, number);
  }
  return {
    size: terms.length,
    words,
    alone: places('word'),
    first: places('first'),
    last: places('last'),
    beside,
    pairs,
  };
}

/** The terms of a table that a text holds: those that `visitTerms` would say. */
export function findTerms(text: string, stretches: readonly Stretch[], table: TermTable): TermsFound {
  const found: TermFound[] = [];
  const places = new Map<number, TermFound>();
  const take = (number: number | undefined, start: number, end: number): void => {
    if (number === undefined || number < 0) return;
    const place = places.get(number);
    if (place !== undefined) {
      place.count += 1;
      return;
    }
    const first = { number, start, end, count: 1 };
    places.set(number, first);
    found.push(first);
  };
  const seen = { words: 0, known: 0, before: -1, last: -1, lastStart: 0, lastEnd: 0 };
  visitWords(text, stretches, {
    word: (word, start, end, beside) => {
      const of = table.words.get(word) ?? -1;
      if (of >= 0) {
        take(table.alone[of], start, end);
        if (table.alone[of]! >= 0) seen.known += 1;
        if (seen.words === 0) take(table.first[of], start, end);
        if (seen.before >= 0) take(table.pairs.get(seen.before * table.words.size + of), seen.lastStart, end);
      }
      if (beside !== undefined) take(table.beside.get(beside), start, end);
      seen.words += 1;
      seen.before = of;
      seen.last = of;
      seen.lastStart = start;
      seen.lastEnd = end;
    },
    pause: () => (seen.before = -1),
  });
  if (seen.last >= 0) take(table.last[seen.last], seen.lastStart, seen.lastEnd);
  return { found, words: seen.words, known: seen.known };
}
