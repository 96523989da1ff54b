import { toIso, type Instant } from '#core/time.ts';

/** `2026-11-02T09:00:00Z`: how both helpdesks write nearly every instant, and no other way to write one is as long. */
const plainLength = 20;

/**
 * An instant as it was written, if it was written in whole seconds of UTC: how it is compared on an optimistic write.
 *
 * @param text what was read as an instant
 */
export function plainText(text: unknown): string | undefined {
  return typeof text === 'string' && text.length === plainLength ? text : undefined;
}

/** An instant written in whole seconds of UTC. */
export function stampOf(at: Instant): string {
  return `${toIso(at).slice(0, plainLength - 1)}Z`;
}
