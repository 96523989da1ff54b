/** Patterns of plain phrases under one name, and by which bits of `LookedThrough.hints` one of them may be there. */
export interface Phrases {
  readonly bits: number;
  readonly patterns: readonly Pattern[];
}

interface Pattern {
  readonly bit: number;
  readonly pattern: RegExp;
  /** The same as `simplified` has it: four times as fast, and no different where `isSimple`. */
  readonly simple: RegExp;
}

/** A text that was looked through once for everything that may be in it. */
export interface LookedThrough {
  readonly text: string;
  readonly hints: number;
  readonly isSimple: boolean;
}

/**
 * A pattern, and pieces of three characters of which every text that it fits holds at least one. Only the third may have an
 * accent: of that the first byte is looked for, which is the same for its capital.
 */
export type Hinted = readonly [pattern: RegExp, pieces: readonly string[]];

/** With the `u` flag these two letters fold to `s` and `k`, and a pair of units counts as one. */
const foldsOrPairs = /[\u017F\u212A\uD800-\uDFFF]/;

/** A byte as five bits: letters whatever their case, spaces, digits. What shares its bits only makes us look in vain. */
function fiveBits(code: number): number {
  if (code >= 48 && code <= 57) return 27;
  return code >= 64 ? code & 31 : code === 32 ? 0 : 28 + (code & 3);
}

const ofThreeUnits = 1 << 15;

/**
 * Sets of phrases that are looked for together, several under one name. A look at each unit of a text tells which of them
 * cannot be there, and that is most of them in most texts: no pattern is tried in vain on all that agents ever wrote.
 *
 * @param hinted  32 patterns at most
 */
export function readerOf<const Name extends string>(
  hinted: Readonly<Record<Name, readonly Hinted[]>>,
): { readonly phrases: Readonly<Record<Name, Phrases>>; readonly lookThrough: (text: string) => LookedThrough } {
  const hintsOf = new Int32Array(ofThreeUnits);
  let next = 1;
  const entries = Object.entries<readonly Hinted[]>(hinted).map(([name, several]): [string, Phrases] => {
    const patterns = several.map(([pattern, pieces]): Pattern => {
      const bit = next;
      next <<= 1;
      for (const piece of pieces) hintsOf[codeOf(piece)]! |= bit;
      return { bit, pattern, simple: simplified(pattern) };
    });
    return [name, { bits: patterns.reduce((bits, { bit }) => bits | bit, 0), patterns }];
  });
  return {
    phrases: Object.fromEntries(entries) as Record<Name, Phrases>,
    lookThrough: (text) => {
      const { written } = encoder.encodeInto(text, bytes);
      // What takes a byte a unit is ASCII, and so is most of what agents write.
      if (written !== text.length && foldsOrPairs.test(text)) return { text, hints: -1, isSimple: false };
      return { text, hints: hintsIn(written, hintsOf), isSimple: true };
    },
  };
}

const encoder = new TextEncoder();
/** Written anew for each text, of which more is not looked through: three bytes a unit at most. */
const bytes = new Uint8Array(3 * 16_000);
const twoBytes = new Uint16Array(bytes.buffer);

/** The bits of two bytes, in whichever order this machine reads two as one; the eighth of each does not count. */
const tenBitsOf = new Uint16Array(1 << 15);
for (let first = 0; first < 128; first += 1) {
  for (let second = 0; second < 128; second += 1) {
    bytes.set([first, second]);
    tenBitsOf[twoBytes[0]!] = (fiveBits(first) << 5) | fiveBits(second);
  }
}

/** From bytes, which are read in half the time of a string's units, and two together in half the time of two. */
function hintsIn(written: number, hintsOf: Int32Array): number {
  // Behind an odd last byte stands one of an earlier text, which only makes us look in vain.
  const end = (written + 1) >> 1;
  let hints = 0;
  let before = 0;
  for (let at = 0; at < end; at += 1) {
    const both = tenBitsOf[twoBytes[at]! & 0x7f_7f]!;
    hints |= hintsOf[((before & 31) << 10) | both]! | hintsOf[(before << 5) | (both >> 5)]!;
    before = both;
  }
  return hints;
}

/** Without the `u` flag, and without remembering what stood in its groups, for which nobody asks. */
function simplified({ source }: RegExp): RegExp {
  return new RegExp(source.replaceAll(/(?<!\\)\((?!\?)/g, '(?:'), 'i');
}

function codeOf(piece: string): number {
  let code = 0;
  encoder.encodeInto(piece, bytes);
  for (const byte of bytes.subarray(0, 3)) code = (code << 5) | fiveBits(byte & 0x7f);
  return code;
}

const letter = String.raw`[\w\xDF-\xF6\xF8-\xFF]`;
const atLetters: Readonly<Record<string, string>> = {
  [String.raw`\b`]: `(?:(?<!${letter})(?=${letter})|(?<=${letter})(?!${letter}))`,
  [String.raw`\w`]: letter,
};

/** The same pattern where letters with an accent are letters too, which `\b` and `\w` take them for not. */
export function accented({ source, flags }: RegExp): RegExp {
  return new RegExp(
    source.replaceAll(/\\[bw]/g, (written) => atLetters[written] ?? written),
    flags,
  );
}

/** A pattern that is asked for alone, which hints would not make faster. */
export function phrasesOf(pattern: RegExp): (text: string) => boolean {
  const simple = simplified(pattern);
  return (text) => (foldsOrPairs.test(text) ? pattern : simple).test(text);
}

/** Whether one of the phrases stands in the text. */
export function has({ text, hints, isSimple }: LookedThrough, { bits, patterns }: Phrases): boolean {
  if ((hints & bits) === 0) return false;
  return patterns.some(({ bit, pattern, simple }) => (hints & bit) !== 0 && (isSimple ? simple : pattern).test(text));
}
