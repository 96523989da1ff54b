import { DAY_MS, HOUR_MS, SECOND_MS, type Instant } from '../time.ts';
import type { Day } from './wall-time.ts';

/**
 * A zone's distance from UTC over a stretch of time: from `changes[i]` until `changes[i + 1]` a wall clock there shows
 * UTC plus `offsets[i]` ms. Holds from `fromAt` until `untilAt`; the last change is infinitely far away.
 */
export interface ZoneTable {
  readonly name: string;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly changes: Float64Array;
  readonly offsets: Int32Array;
  /** For each 2^32 ms since `fromAt`, which change is in force at its beginning. */
  readonly index: Int32Array;
}

const INDEX_SCALE = 2 ** -32;
/** No zone's offset changes and changes back within so short a time; the nearest are seven days, less the hour put back. */
const SAMPLE_MS = 6 * DAY_MS;
/** Nearly every change happens at such a minute of UTC. */
const USUAL_MS = HOUR_MS / 2;
/** More than any wall clock has ever differed from UTC. */
const FARTHEST_OFFSET_MS = 26 * HOUR_MS;

const offsetShape = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** Whether the zone is one that the platform's time zone data name. Offsets such as `+05:00` are not: they have no history. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    offsetReader(name);
    return true;
  } catch {
    return false;
  }
}

/** Reads the zone's changes between two instants from the platform's time zone data: by samples, then by bisection. */
export function readZone(name: string, fromAt: Instant, untilAt: Instant): ZoneTable {
  const offsetAt = offsetReader(name);
  const changes = [fromAt];
  const offsets = [offsetAt(fromAt)];
  let before = fromAt;
  let offset = offsets[0]!;
  while (before < untilAt) {
    const after = Math.min(before + SAMPLE_MS, untilAt);
    const next = offsetAt(after);
    if (next !== offset) {
      changes.push(bisect(offsetAt, before, after));
      offsets.push(next);
      offset = next;
    }
    before = after;
  }
  changes.push(Number.POSITIVE_INFINITY);
  return {
    name,
    fromAt,
    untilAt,
    changes: new Float64Array(changes),
    offsets: new Int32Array(offsets),
    index: indexChanges(changes, fromAt, untilAt),
  };
}

function offsetReader(name: string): (at: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  return (at) => {
    const found = offsetShape.exec(format.format(at))!;
    const ms = (Number(found[2] ?? 0) * 3_600 + Number(found[3] ?? 0) * 60 + Number(found[4] ?? 0)) * SECOND_MS;
    return found[1] === '-' ? -ms : ms;
  };
}

/** The second at which the offset stops being what it was at `low`: tried at the usual minutes first. */
function bisect(offsetAt: (at: Instant) => number, low: Instant, high: Instant): Instant {
  const offset = offsetAt(low);
  const [before, after] = narrow((at) => offsetAt(at) === offset, USUAL_MS, low, high);
  if (offsetAt(after - SECOND_MS) === offset) return after;
  return narrow((at) => offsetAt(at) === offset, SECOND_MS, before, after)[1];
}

/** The neighbours on a grid between which something stops to hold. */
function narrow(holds: (at: Instant) => boolean, stepMs: number, low: Instant, high: Instant): [Instant, Instant] {
  let before = Math.floor(low / stepMs);
  let after = Math.ceil(high / stepMs);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (holds(middle * stepMs)) before = middle;
    else after = middle;
  }
  return [before * stepMs, after * stepMs];
}

function indexChanges(changes: readonly Instant[], fromAt: Instant, untilAt: Instant): Int32Array {
  const index = new Int32Array(Math.floor((untilAt - fromAt) * INDEX_SCALE) + 1);
  let change = 0;
  for (let bucket = 0; bucket < index.length; bucket += 1) {
    while (changes[change + 1]! <= fromAt + bucket / INDEX_SCALE) change += 1;
    index[bucket] = change;
  }
  return index;
}

/** Which stretch of constant offset an instant within the table lies in. */
function stretchAt(zone: ZoneTable, at: Instant): number {
  let i = zone.index[((at - zone.fromAt) * INDEX_SCALE) | 0]!;
  while (zone.changes[i + 1]! <= at) i += 1;
  return i;
}

/** How far a wall clock is ahead of UTC, in ms. */
export function offsetAt(zone: ZoneTable, at: Instant): number {
  return zone.offsets[stretchAt(zone, at)]!;
}

/** What a wall clock shows, as the ms at which a UTC clock would show the same. */
export function wallClockAt(zone: ZoneTable, at: Instant): number {
  return at + zone.offsets[stretchAt(zone, at)]!;
}

/** The date a wall calendar shows. */
export function dayAt(zone: ZoneTable, at: Instant): Day {
  return Math.floor((at + zone.offsets[stretchAt(zone, at)]!) / DAY_MS);
}

/**
 * The instant at which a wall clock shows this. A time shown twice means the first; one that is skipped means as long
 * after the change as it would have been without, the rule of RFC 5545 and Temporal.
 */
export function instantAtWall(zone: ZoneTable, wallMs: number): Instant {
  let i = stretchAt(zone, Math.max(zone.fromAt, wallMs - FARTHEST_OFFSET_MS));
  while (wallMs - zone.offsets[i]! >= zone.changes[i + 1]!) i += 1;
  const at = wallMs - zone.offsets[i]!;
  return at < zone.changes[i]! && i > 0 ? wallMs - zone.offsets[i - 1]! : at;
}

/** The end of a date, midnight as a rule: no instant from here on is on that date or an earlier one. */
export function endOfDay(zone: ZoneTable, day: Day): Instant {
  const midnight = (day + 1) * DAY_MS;
  let endAt = zone.fromAt;
  let i = stretchAt(zone, Math.max(zone.fromAt, midnight - DAY_MS - FARTHEST_OFFSET_MS));
  // A clock put back at midnight shows the old date again, so every stretch that begins before midnight has a say.
  for (; zone.changes[i]! < midnight + FARTHEST_OFFSET_MS; i += 1) {
    const offset = zone.offsets[i]!;
    if (zone.changes[i]! + offset < midnight) endAt = Math.min(zone.changes[i + 1]!, midnight - offset);
  }
  return endAt;
}
