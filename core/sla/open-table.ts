import { DAY_MS, MINUTE_MS, type Instant } from '../time.ts';
import { openStretches, type CalendarRules } from './calendar-rules.ts';
import { DAY_MINUTES, type Day } from './wall-time.ts';
import { dayAt, readZone, type ZoneTable } from './zone.ts';

/**
 * A calendar laid out on the line of time between two instants, for answers without search or allocation.
 *
 * Open interval `i` begins at `starts[i]`; `openBefore[i]` is the open time from the table's beginning to there, so that
 * `openBefore[i + 1] - openBefore[i]` is its length. Interval 0 is empty and stands at the beginning; an infinite start
 * ends the list. Two indices jump near an interval, from an instant and from an amount of open time.
 */
export interface OpenTable {
  /** Any instant from here until `untilAt` may be asked for; the table itself reaches a few days farther. */
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly zone: ZoneTable;
  readonly baseAt: Instant;
  readonly starts: Float64Array;
  readonly openBefore: Float64Array;
  /** Open time from the beginning until `untilAt`. */
  readonly totalMs: number;
  /** A power of two, so that multiplying is exact. */
  readonly instantScale: number;
  readonly instantIndex: Int32Array;
  readonly openScale: number;
  readonly openIndex: Int32Array;
  readonly firstDay: Day;
  /** For each date since `firstDay`, how many dates up to and including it had hours that began on them. */
  readonly openDays: Int32Array;
  /** For each date with hours, in order: the date, and when the last of its hours ends. */
  readonly dates: Int32Array;
  readonly closesAt: Float64Array;
}

/** How far the table reaches beyond what it answers for: an overnight shift, the widest clock change and a margin. */
const MARGIN_MS = 4 * DAY_MS;

/** Lays the calendar out from one instant until another. */
export function layOut(rules: CalendarRules, fromAt: Instant, untilAt: Instant): OpenTable {
  const baseAt = fromAt - MARGIN_MS;
  const zone = readZone(rules.zone, baseAt, untilAt + MARGIN_MS);
  const firstDay = dayAt(zone, baseAt);
  const days = dayAt(zone, zone.untilAt - 1) - firstDay + 1;
  const dates: OpenDates = {
    firstDay,
    opened: new Uint8Array(days),
    endsAt: new Float64Array(days).fill(Number.NEGATIVE_INFINITY),
  };
  const edges = openIntervals(rules, zone, dates);
  const { starts, openBefore } = addUp(edges);
  const allMs = openBefore.at(-1)!;
  const instantScale = scaleFor(zone.untilAt - baseAt, starts.length);
  const openScale = scaleFor(allMs, starts.length);
  return {
    fromAt,
    untilAt,
    zone,
    baseAt,
    starts,
    openBefore,
    totalMs: openUntil(starts, openBefore, untilAt),
    instantScale,
    instantIndex: indexInstants(starts, baseAt, zone.untilAt, instantScale),
    openScale,
    openIndex: indexOpenTime(openBefore, allMs, openScale),
    firstDay,
    ...countDays(dates),
  };
}

/** How many bytes the table's arrays take. */
export function tableBytes(table: OpenTable): number {
  const parts: unknown[] = [...Object.values(table), ...Object.values(table.zone)];
  return parts.reduce<number>((sum, part) => sum + (ArrayBuffer.isView(part) ? part.byteLength : 0), 0);
}

/** What is learnt of each date while its intervals are found. */
interface OpenDates {
  readonly firstDay: Day;
  /** 1 where something that begins on the date is open on it. */
  readonly opened: Uint8Array;
  readonly endsAt: Float64Array;
}

/** Open intervals as start, end, start, end; ascending, apart, the empty one at the beginning included. */
function openIntervals(rules: CalendarRules, zone: ZoneTable, dates: OpenDates): Instant[] {
  const edges = [zone.fromAt, zone.fromAt];
  // The date before the first may still have a shift running.
  const stretches = Array.from({ length: dates.opened.length + 1 }, (_, i) =>
    openStretches(rules, dates.firstDay - 1 + i),
  );
  for (let i = 0; i < zone.offsets.length; i += 1) {
    const beginsAt = zone.changes[i]!;
    const endsAt = Math.min(zone.changes[i + 1]!, zone.untilAt);
    const offset = zone.offsets[i]!;
    const first = Math.floor((beginsAt + offset) / DAY_MS) - 1;
    const last = Math.floor((endsAt - 1 + offset) / DAY_MS);
    for (let day = first; day <= last; day += 1) {
      for (const { from, to } of stretches[day - dates.firstDay + 1] ?? []) {
        const startAt = Math.max(day * DAY_MS + from * MINUTE_MS - offset, beginsAt);
        const endAt = Math.min(day * DAY_MS + to * MINUTE_MS - offset, endsAt);
        if (startAt >= endAt) continue;
        addInterval(edges, startAt, endAt);
        noteDate(dates, day, from, endAt);
      }
    }
  }
  return edges;
}

function addInterval(edges: Instant[], startAt: Instant, endAt: Instant): void {
  const last = edges.length - 1;
  if (startAt > edges[last]! || last === 1) edges.push(startAt, endAt);
  else if (endAt > edges[last]!) edges[last] = endAt;
}

function noteDate(dates: OpenDates, day: Day, fromMinute: number, endAt: Instant): void {
  const i = day - dates.firstDay;
  if (i < 0) return;
  if (fromMinute < DAY_MINUTES) dates.opened[i] = 1;
  dates.endsAt[i] = Math.max(dates.endsAt[i]!, endAt);
}

function addUp(edges: readonly Instant[]): Pick<OpenTable, 'starts' | 'openBefore'> {
  const count = edges.length / 2;
  const starts = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const openBefore = new Float64Array(count + 1);
  let openMs = 0;
  for (let i = 0; i < count; i += 1) {
    starts[i] = edges[2 * i]!;
    openBefore[i] = openMs;
    openMs += edges[2 * i + 1]! - edges[2 * i]!;
  }
  openBefore[count] = openMs;
  return { starts, openBefore };
}

function openUntil(starts: Float64Array, openBefore: Float64Array, at: Instant): number {
  let next = starts.length - 1;
  while (starts[next - 1]! > at) next -= 1;
  return Math.min(openBefore[next]!, openBefore[next - 1]! + at - starts[next - 1]!);
}

/** So wide a bucket that about one interval begins in each, between 17 minutes and 19 hours. */
function scaleFor(lengthMs: number, intervals: number): number {
  const power = Math.floor(Math.log2(Math.max(1, lengthMs / intervals)));
  return 2 ** -Math.min(26, Math.max(20, power));
}

/** For each bucket of time, the last interval that has begun when the bucket begins. */
function indexInstants(starts: Float64Array, baseAt: Instant, untilAt: Instant, scale: number): Int32Array {
  const index = new Int32Array(Math.floor((untilAt - baseAt) * scale) + 1);
  let interval = 0;
  for (let bucket = 0; bucket < index.length; bucket += 1) {
    while (starts[interval + 1]! <= baseAt + bucket / scale) interval += 1;
    index[bucket] = interval;
  }
  return index;
}

/** For each bucket of open time, the first interval by whose end so much has been open. */
function indexOpenTime(openBefore: Float64Array, openMs: number, scale: number): Int32Array {
  const index = new Int32Array(Math.floor(openMs * scale) + 1);
  let interval = 0;
  for (let bucket = 0; bucket < index.length; bucket += 1) {
    while (openBefore[interval + 1]! < bucket / scale) interval += 1;
    index[bucket] = interval;
  }
  return index;
}

function countDays(found: OpenDates): Pick<OpenTable, 'openDays' | 'dates' | 'closesAt'> {
  const openDays = new Int32Array(found.opened.length);
  const dates = new Int32Array(openDays.length);
  const closesAt = new Float64Array(openDays.length);
  let count = 0;
  for (let i = 0; i < openDays.length; i += 1) {
    if (found.opened[i] === 1) {
      dates[count] = found.firstDay + i;
      // Hours of one date's own may lie within the shift of the evening before: it does not close before that does.
      closesAt[count] = Math.max(found.endsAt[i]!, closesAt[count - 1] ?? Number.NEGATIVE_INFINITY);
      count += 1;
    }
    openDays[i] = count;
  }
  return { openDays, dates: dates.slice(0, count), closesAt: closesAt.slice(0, count) };
}
