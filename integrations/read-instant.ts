import { toIso, type Instant } from '#core/time.ts';

/** `2026-11-02T09:00:00Z`: how both helpdesks write nearly every instant. */
const plainLength = 20;

/** An instant as it was written, if it was written in whole seconds of UTC: how it is compared on an optimistic write. */
export function plainText(text: unknown): string | undefined {
  return typeof text === 'string' && text.length === plainLength && hasMarks(text) ? text : undefined;
}

/** An instant written in whole seconds of UTC. */
export function stampOf(at: Instant): string {
  return `${toIso(at).slice(0, plainLength - 1)}Z`;
}

function hasMarks(text: string): boolean {
  return (
    text[4] === '-' && text[7] === '-' && text[10] === 'T' && text[13] === ':' && text[16] === ':' && text[19] === 'Z'
  );
}
