import type { Instant } from '../time.ts';

/**
 * Two presses this close together were made without knowing of each other: by then no card showed the first, and nobody
 * had read that it did. Our choice, in milliseconds.
 */
const crossingMs = 10_000;

/** Whether two people, or one who pressed twice in a breath, meant the same thing and not one after the other. */
export function isCrossing(one: Instant, other: Instant): boolean {
  return Math.abs(one - other) < crossingMs;
}
