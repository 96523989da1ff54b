import { createHash } from 'node:crypto';
import type { Instant } from '#core/time.ts';

/** Where every id of the fake comes from: ascending and the same in every run, so that a run can be repeated. */
export interface Ids {
  /** Above 2^32 and below 2^53, 13 digits, as recorded accounts have them. */
  next(): number;
  /** Small and ascending, as ticket numbers are. */
  ticket(): number;
  uuid(): string;
  /** 26 characters, sortable by `at`. */
  ulid(at: Instant): string;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const firstId = 7_200_000_000_000;
const firstTicket = 1001;

/** @param seed  set it apart for two accounts whose ids must not meet; 0 to 799 */
export function createIds(seed: number): Ids {
  let id = firstId + seed * 1_000_000_000;
  let ticket = firstTicket;
  let drawn = 0;
  const digest = (): Buffer => {
    drawn += 1;
    return createHash('sha256').update(`${seed}:${drawn}`).digest();
  };
  return {
    next: () => (id += 13),
    ticket: () => ticket++,
    uuid: () => uuidFrom(digest().toString('hex')),
    ulid: (at) => inCrockford(at, 10) + [...digest().subarray(0, 16)].map((byte) => crockford[byte % 32]).join(''),
  };
}

function uuidFrom(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function inCrockford(value: number, length: number): string {
  let rest = Math.floor(value);
  let text = '';
  for (let place = 0; place < length; place += 1) {
    text = `${crockford[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
}
