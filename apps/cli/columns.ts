const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const narrow = /^[\x20-\x7e]*$/u;
/** What East Asian terminals draw over two columns, and signs drawn as pictures. Half-width katakana take one. */
const wide =
  /^(?:[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]|\p{Emoji}\ufe0f)/u;
const halfWidth = /^[\uff61-\uffdc]/u;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  if (narrow.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += wide.test(segment) && !halfWidth.test(segment) ? 2 : 1;
  return columns;
}

/** A text with blanks behind it, or before it, up to so many columns. */
export function filled(text: string, columns: number, at: 'behind' | 'before' = 'behind'): string {
  const blanks = ' '.repeat(Math.max(0, columns - columnsOf(text)));
  return at === 'behind' ? `${text}${blanks}` : `${blanks}${text}`;
}

/** The beginning of a text that takes no more than so many columns; nothing is cut in two that is read as one sign. */
export function cutTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let [kept, left] = ['', columns - 1];
  for (const { segment } of segmenter.segment(text)) {
    left -= columnsOf(segment);
    if (left < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
