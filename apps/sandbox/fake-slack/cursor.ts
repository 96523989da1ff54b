/** A cursor in Slack's shape: base64 of what the next page starts with. */
export function writeCursor(kind: 'channel' | 'next_ts', value: string): string {
  return Buffer.from(`${kind}:${value}`).toString('base64');
}

/** What the page starts with: `''` for the first page, `undefined` for a cursor that nobody gave out. */
export function readCursor(cursor: string | undefined, kind: 'channel' | 'next_ts'): string | undefined {
  if (cursor === undefined || cursor === '') return '';
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  if (!text.startsWith(`${kind}:`)) return undefined;
  const value = text.slice(kind.length + 1);
  return kind === 'next_ts' && !/^\d{1,16}$/.test(value) ? undefined : value;
}
