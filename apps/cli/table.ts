/** Columns of cells as lines; cells of numbers stand to the right. */
export function tableLines(
  rows: readonly (readonly string[])[],
  how: { readonly right: readonly number[] } = { right: [] },
): readonly string[] {
  const widths: number[] = [];
  // One by one: a function takes no hundred thousand arguments, and a past year has as many rows.
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, at) => (how.right.includes(at) ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
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
  const line = text.replaceAll(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}
