import type { Instant } from '#core/time.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { exportLagMs } from './limits.ts';

/**
 * Where we are in the incremental export.
 *
 * Within a round we go on by Zendesk's cursor. At the end of the stream the next round begins a minute before the last
 * row's second, for a row may be written late with an older second than one already given; what that gives again is
 * told by `told`, as far as this process remembers.
 */
export interface Place {
  /** Zendesk's own cursor; none where a round begins. */
  readonly theirs: string | undefined;
  /** The latest second that was given, or where we started; seconds since 1970. */
  readonly second: number;
  /** What had been given before this round: the mark of a `Given`. Another process's mark tells nothing here. */
  readonly told: string;
}

const version = 'v1';
const noTheirs = '-';
const nothingTold = '-';
/** Zendesk's cursors are base64; ours are kept for weeks and given back, so nothing else is let through to an address. */
const shape = /^v1 ([\w+/=-]{1,1000}) (\d{1,11}) ([\w.-]{1,60})$/u;
/** How late a row may be written and not be missed. */
const overlapSeconds = MINUTE_MS / SECOND_MS;

/** As it is kept between rounds, starts and versions of ours. */
export function cursorOf({ theirs, second, told }: Place): string {
  return `${version} ${theirs ?? noTheirs} ${second} ${told}`;
}

/** @throws {IntegrationError} `rejected`: another version's, or none of ours; start again from an instant */
export function placeOf(cursor: string): Place {
  const [, theirs, second, told] = shape.exec(cursor) ?? [];
  if (theirs === undefined || second === undefined || told === undefined) {
    const message = 'this is no cursor of ours: start again from an instant';
    throw new IntegrationError('zendesk', 'rejected', { message });
  }
  return { theirs: theirs === noTheirs ? undefined : theirs, second: Number(second), told };
}

/** Where a round begins that is to tell of everything since an instant. */
export function placeSince(sinceAt: Instant): Place {
  // The overlap is for what has been read already; nothing has.
  const second = Math.max(0, Math.floor(sinceAt / SECOND_MS)) + overlapSeconds;
  return { theirs: undefined, second, told: nothingTold };
}

/** What to ask for; never within the last minute, which the export refuses. */
export function queryOf({ theirs, second }: Place, now: Instant): { cursor: string } | { start_time: number } {
  if (theirs !== undefined) return { cursor: theirs };
  const latest = Math.floor((now - exportLagMs) / SECOND_MS);
  return { start_time: Math.max(0, Math.min(second - overlapSeconds, latest)) };
}
