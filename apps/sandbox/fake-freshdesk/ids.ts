import { createHash } from 'node:crypto';

/** Where every id of the fake comes from: ascending and the same in every run, so that a run can be repeated. */
export interface Ids {
  /** Eleven digits, as recorded accounts have them: above 2^32 and below 2^53. */
  next(): number;
  /** Small and ascending, as ticket numbers are. */
  ticket(): number;
  uuid(): string;
}

const firstId = 43_000_000_000;

/** @param seed  set it apart for two accounts whose ids must not meet; 0 to 799 */
export function createIds(seed: number): Ids {
  let id = firstId + seed * 50_000_000;
  let ticket = 1;
  let drawn = 0;
  return {
    next: () => (id += 7),
    ticket: () => ticket++,
    uuid: () => {
      drawn += 1;
      const hex = createHash('sha256').update(`freshdesk:${seed}:${drawn}`).digest('hex');
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `a${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ].join('-');
    },
  };
}
