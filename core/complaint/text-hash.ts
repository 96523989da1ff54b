const laneA = { seed: 0x811c9dc5, prime: 0x01000193 };
const laneB = { seed: 0x27d4eb2f, prime: 0x165667b1 };

/**
 * A short mark of a text, by which we see that it is unchanged and need not be read again. Not a secret and not proof
 * against somebody who wants two texts to share one: never use it to trust anything.
 *
 * Two multiplying lanes of 32 bits over pairs of UTF-16 units, then the length, then a last mixing of both.
 *
 * @returns 16 hexadecimal digits, the same on every machine
 */
export function textHash(text: string): string {
  let a = laneA.seed;
  let b = laneB.seed;
  const pairs = text.length - (text.length % 2);
  for (let at = 0; at < pairs; at += 2) {
    const unit = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
    a = Math.imul(a ^ unit ^ (a >>> 16), laneA.prime);
    b = Math.imul(b ^ unit ^ (b >>> 15), laneB.prime);
  }
  if (pairs < text.length) {
    a = Math.imul(a ^ text.charCodeAt(pairs), laneA.prime);
    b = Math.imul(b ^ text.charCodeAt(pairs), laneB.prime);
  }
  a = settle(a ^ text.length ^ (b >>> 7));
  b = settle(b ^ text.length ^ Math.imul(a, laneB.prime));
  return hex(a) + hex(b);
}

/** Spreads each bit over all others: odd multipliers and shifts, each step of which can be undone. */
function settle(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 16);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
