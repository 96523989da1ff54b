import { refText, type TicketRef } from '../ticket.ts';
import { toIso, type Instant } from '../time.ts';

/**
 * What one alert is known by on its ticket: `obligation:step:cycle`. The destination and the due instant are no part of
 * it, so that re-routing and recalculating do not alert again.
 */
export function ledgerKey(obligation: string, step: string, cycle: Instant): string {
  return `${obligation}:${step}:${isoOf(cycle)}`;
}

/** The same alert once more, since it was snoozed until `until`. */
export function againKey(key: string, until: Instant): string {
  return `${key}:${toIso(until)}`;
}

const againShape = /^(.+Z):(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;

/** What `againKey` was made of, the instant as it stands there; `undefined` for any other key. */
export function readAgainKey(text: string): { readonly key: string; readonly until: string } | undefined {
  const [, key, until] = againShape.exec(text) ?? [];
  return key === undefined || until === undefined ? undefined : { key, until };
}

let last = { at: 0, iso: toIso(0) };

/** Most keys of a complaint bear one and the same cycle. */
function isoOf(at: Instant): string {
  if (last.at !== at) last = { at, iso: toIso(at) };
  return last.iso;
}

/** Whether a ledger's key is of this run of the obligation, whichever its step. */
export function isOfCycle(key: string, obligation: string, cycle: Instant): boolean {
  return key.startsWith(`${obligation}:`) && key.endsWith(`:${isoOf(cycle)}`);
}

/** The effect's key: the ledger's key behind the ticket it is about. */
export function effectKey(ref: TicketRef, key: string): string {
  return `${refText(ref)}:${key}`;
}

/** The ledger's part of an effect's key. */
export function ledgerPart(ref: TicketRef, key: string): string {
  return key.slice(refText(ref).length + 1);
}
