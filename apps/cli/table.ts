import { columnsOf, cutTo, filled } from './columns.ts';

/** Columns of cells as lines; cells of numbers stand to the right. */
export function tableLines(
  rows: readonly (readonly string[])[],
  how: { readonly right: readonly number[] } = { right: [] },
): readonly string[] {
  const widths: number[] = [];
  // One by one: a function takes no hundred thousand arguments, and a past year has as many rows.
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, columnsOf(cell))));
  return rows.map((row) =>
    row
      .map((cell, at) => filled(cell, widths[at]!, how.right.includes(at) ? 'before' : 'behind'))
      .join('  ')
      .trimEnd(),
  );
}

/** A share between 0 and 1 for people: "82.2 %". */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Words of a ticket on one line of a terminal: no line ends, nothing that a terminal would take for an order. */
export function onOneLine(text: string, most: number): string {
  return cutTo(text.replaceAll(/(?!\u200d)[\p{C}\p{Z}\s]+/gu, ' ').trim(), most);
}
