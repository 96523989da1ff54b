import { createHash } from 'node:crypto';

/** The protocol's `k`: what a message carries so that it can be found again. Opaque: anyone in the workspace can read it. */
export function markOf(effectKey: string): string {
  return createHash('sha256').update(effectKey).digest('hex');
}
