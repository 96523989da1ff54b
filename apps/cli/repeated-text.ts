/** That tickets stood more than once in what was read; no line where none did. */
export function repeatedLines(repeated: number): readonly string[] {
  if (repeated === 0) return [];
  const lines = repeated === 1 ? '1 line told a ticket' : `${repeated} lines told tickets`;
  return [`${lines} again: each ticket counts once, by its last state`];
}
