/** Reasons stand beside a word in a field of one line, and the shortest such line of a helpdesk takes 255 characters. */
const longestReason = 200;

/** A decision as our fields hold it: the word, and behind it why, on one line and cut; see `readDecided`. */
export function withReason(word: string, reason: string): string {
  const line = reason.replaceAll(/\s+/gu, ' ').trim().slice(0, longestReason);
  // Not half a letter.
  const said = line.replace(/[\u{D800}-\u{DBFF}]$/u, '').trimEnd();
  return word === '' || said === '' ? word : `${word}: ${said}`;
}
