/** A pattern of plain phrases, and by which bit of `Read.hints` it may be there. */
export interface Phrases {
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

/** A pattern, and pieces of three characters of which every text that it fits holds at least one. */
export type Hinted = readonly [pattern: RegExp, pieces: readonly string[]];

/** With the `u` flag these two letters fold to `s` and `k`, and a pair of units counts as one. */
const foldsOrPairs = /[\u017F\u212A\uD800-\uDFFF]/;

/** A unit as five bits: letters whatever their case, spaces, digits. What shares its bits only makes us look in vain. */
function fiveBits(code: number): number {
  if (code >= 48 && code <= 57) return 27;
  return code >= 64 ? code & 31 : code === 32 ? 0 : 28 + (code & 3);
}

const ofThreeUnits = 1 << 15;

/**
 * Sets of phrases that are looked for together. A look at each unit of a text tells which of them cannot be there, and
 * that is most of them in most texts: no pattern is tried in vain on all that agents ever wrote.
 */
export function readerOf<const Name extends string>(
  hinted: Readonly<Record<Name, Hinted>>,
): { readonly phrases: Readonly<Record<Name, Phrases>>; readonly lookThrough: (text: string) => LookedThrough } {
  const hintsOf = new Uint16Array(ofThreeUnits);
  const entries = Object.entries<Hinted>(hinted).map(([name, [pattern, pieces]], place): [string, Phrases] => {
    const bit = 1 << place;
    for (const piece of pieces) hintsOf[codeOf(piece)]! |= bit;
    return [name, { bit, pattern, simple: simplified(pattern) }];
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

/**
 * From bytes, which are read in half the time of a string's units, and two together in half the time of two: a piece is
 * ASCII, and stands among them as it is.
 */
function hintsIn(written: number, hintsOf: Uint16Array): number {
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
  for (let at = 0; at < 3; at += 1) code = (code << 5) | fiveBits(piece.charCodeAt(at));
  return code;
}

/** A pattern that is asked for alone, which hints would not make faster. */
export function phrasesOf(pattern: RegExp): (text: string) => boolean {
  const simple = simplified(pattern);
  return (text) => (foldsOrPairs.test(text) ? pattern : simple).test(text);
}

/** Whether one of the phrases stands in the text. */
export function has({ text, hints, isSimple }: LookedThrough, phrases: Phrases): boolean {
  if ((hints & phrases.bit) === 0) return false;
  return (isSimple ? phrases.simple : phrases.pattern).test(text);
}
