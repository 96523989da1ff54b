import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many columns of a terminal a text takes; signs that East Asian terminals alone draw wide take one. */
export function columnsOf(text: string): number {
  return stringWidth(text);
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
