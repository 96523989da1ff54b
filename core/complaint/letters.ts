/**
 * What a UTF-16 unit is to a reader of cues. `silent`: part of a word that does not count, such as a combining accent.
 * `symbol`: a word by itself, such as a picture or the sign of a currency.
 */
export const letterKinds = { space: 0, word: 1, silent: 2, mark: 3, symbol: 4, stop: 5 } as const;

/** How many UTF-16 units there are. */
export const unitCount = 65_536;

const apostrophes = new Set(["'", '\u2019', '\u2018', '\u02BC', '`', '\u00B4']);
const stops = new Set(['.', ';', '\u2026', '\u3002', '\uFF1B']);
const marks = new Set(['!', '?', '\uFF01', '\uFF1F']);

/** Each unit as cues compare it, by its code: small, without its accent. */
export const foldedUnit: Uint16Array = makeFolds();

/** The kind of each unit, by its code, where an apostrophe is part of a word: "didn't". */
export const kindOfUnit: Uint8Array = makeKinds();

/** The same where an apostrophe parts two words, as in French and Italian: "l'attente". */
export const kindWithElision: Uint8Array = kindOfUnit.map((kind, code) =>
  apostrophes.has(String.fromCharCode(code)) ? letterKinds.space : kind,
);

/** Whether a unit is a capital letter, by its code. */
export const isCapital: Uint8Array = makeCapitals();

function makeFolds(): Uint16Array {
  const folds = new Uint16Array(unitCount);
  for (let code = 0; code < unitCount; code += 1) {
    folds[code] = code;
    if (isAllWords(code)) continue;
    const unit = String.fromCharCode(code);
    const small = (hasAccents(code) ? unit.normalize('NFD').charAt(0) : unit).toLowerCase();
    if (small.length === 1) folds[code] = small.charCodeAt(0);
  }
  return folds;
}

/** Latin letters only: elsewhere what looks like an accent makes another letter. */
function hasAccents(code: number): boolean {
  return (code >= 0xc0 && code < 0x250) || (code >= 0x1e00 && code < 0x1f00);
}

function makeKinds(): Uint8Array {
  const kinds = new Uint8Array(unitCount);
  const inWords = /[\p{L}\p{N}\p{M}]/u;
  const currency = /\p{Sc}/u;
  for (let code = 0x20; code < unitCount; code += 1) {
    if (isAllWords(code)) {
      kinds[code] = letterKinds.word;
      continue;
    }
    const unit = String.fromCharCode(code);
    if (apostrophes.has(unit) || isCombining(code)) kinds[code] = letterKinds.silent;
    else if (stops.has(unit)) kinds[code] = letterKinds.stop;
    else if (marks.has(unit)) kinds[code] = letterKinds.mark;
    else if (isPictured(code) || currency.test(unit)) kinds[code] = letterKinds.symbol;
    else if (inWords.test(unit)) kinds[code] = letterKinds.word;
  }
  return kinds;
}

/** Latin, Greek and Cyrillic ones: other scripts that we may meet have none. */
function makeCapitals(): Uint8Array {
  const capitals = new Uint8Array(unitCount);
  for (let code = 0x41; code < 0x2000; code += 1) {
    const unit = String.fromCharCode(code);
    if (unit !== unit.toLowerCase() && unit === unit.toUpperCase()) capitals[code] = 1;
  }
  return capitals;
}

/** Ideographs, Yi and Hangul: letters all of them, without case. Spares asking for each when the module loads. */
function isAllWords(code: number): boolean {
  return (code >= 0x3100 && code < 0xa490) || (code >= 0xac00 && code < 0xd7a4);
}

function isCombining(code: number): boolean {
  return code >= 0x300 && code <= 0x36f;
}

/** Emoji, and whatever else needs two units. */
function isPictured(code: number): boolean {
  return (code >= 0xd800 && code <= 0xdfff) || (code >= 0x2600 && code <= 0x27bf);
}

/** The codes of a word as cues compare it: small, without accents and apostrophes. */
export function foldWord(word: string): readonly number[] {
  return Array.from({ length: word.length }, (_, at) => word.charCodeAt(at))
    .filter((code) => kindOfUnit[code] !== letterKinds.silent)
    .map((code) => foldedUnit[code] ?? code);
}

/**
 * The ways in which people type a word whose letters their keyboard may not have: "Gerät" also "geraet" (and, without its
 * accent, "gerat"), "Straße" also "Strasse", "sœur" also "soeur".
 */
export function spellingsOf(word: string): readonly string[] {
  const whole = word.normalize('NFC').toLowerCase();
  const sharp = [...new Set([whole, whole.replaceAll('ß', 'ss')])];
  return [...new Set(sharp.flatMap((one) => [one, spellOut(one)]))];
}

const spelledOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', œ: 'oe', æ: 'ae' };

function spellOut(word: string): string {
  return word.replaceAll(/[äöüœæ]/gu, (letter) => spelledOut[letter] ?? letter);
}
