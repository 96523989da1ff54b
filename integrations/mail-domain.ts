/**
 * The domain of a mail address, in small letters; `undefined` for anything that is none. It tells whether an
 * organisation wrote, and of a person nothing.
 */
export function mailDomain(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined;
  const sign = address.lastIndexOf('@');
  if (sign === -1) return undefined;
  const written = address.slice(sign + 1);
  // Nearly every one is written so already.
  if (isDomain(written)) return written;
  const found = written.trim().toLowerCase();
  return isDomain(found) ? found : undefined;
}

/** A name of a host has no more letters (RFC 1035, 2.3.4). */
const longest = 253;

/** Small letters and digits, with hyphens and dots in between: letter by letter, for it is asked of every ticket. */
function isDomain(text: string): boolean {
  const last = text.length - 1;
  if (last < 0 || last >= longest || !isLetterOrDigit(text.charCodeAt(0)) || !isLetterOrDigit(text.charCodeAt(last)))
    return false;
  for (let at = 1; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (!isLetterOrDigit(code) && code !== dot && code !== hyphen) return false;
  }
  return true;
}

const dot = 46;
const hyphen = 45;

function isLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}
