import type { Instant } from '#core/time.ts';

/** When a ticket that was merged into another was received, and the tags by which it was a complaint. */
export interface Receipt {
  readonly at: Instant;
  readonly tags: readonly string[];
}

/** Of a ticket and those that had been merged into it before. */
export function together(receipts: readonly [Receipt, ...Receipt[]]): Receipt {
  return {
    at: Math.min(...receipts.map(({ at }) => at)),
    tags: [...new Set(receipts.flatMap(({ tags }) => tags))],
  };
}
