import { InvariantError } from '../invariant.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { readRules, type CalendarRules } from './calendar-rules.ts';
import type { CalendarSource } from './calendar-source.ts';
import { layOut, type OpenTable } from './open-table.ts';
import { dayAt } from './zone.ts';

/** Opening hours of one place, compiled: made once, asked many times. Immutable; share it freely. */
export interface Calendar {
  readonly source: CalendarSource;
  readonly rules: CalendarRules;
  /** What has been laid out so far. It is replaced by a longer one when a question reaches beyond it. */
  readonly table: OpenTable;
}

/** Whole years a calendar is laid out for at first, the last one not included. It answers beyond them all the same. */
export interface CalendarRange {
  readonly fromYear: number;
  readonly untilYear: number;
}

export const defaultRange: CalendarRange = { fromYear: 2015, untilYear: 2041 };

/** No complaint is older, none is due later: beyond these an instant is taken for a mistake. */
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2200;

/**
 * Compiles a calendar.
 *
 * @param range  the years most questions will be about; asking outside is exact too, and lays out more once
 * @throws {InvariantError} CALENDAR_INVALID, CALENDAR_NEVER_OPENS, CALENDAR_REGION_UNRESOLVED; `checkCalendarSource`
 *   says beforehand what is wrong
 */
export function compileCalendar(source: CalendarSource, range: CalendarRange = defaultRange): Calendar {
  const rules = readRules(source);
  return { source, rules, table: layOut(rules, startOfYear(range.fromYear), startOfYear(range.untilYear)) };
}

/**
 * The instant at which so much open time has passed: the earliest one that has `ms` of open time between `from` and it.
 *
 * So a sum that is complete at closing time is due at closing time, and no time at all is due at once, open or closed.
 * Counts only while the calendar is open; a clock change inside opening hours lengthens or shortens that day.
 *
 * @param ms  0 or more
 * @throws {InvariantError} CALENDAR_NEVER_OPENS, CALENDAR_OUT_OF_RANGE, SPAN_INVALID
 * @example // London, 09:00-17:30, the Friday before the clocks go forward
 * addOpenMs(london, parseInstant('2026-03-27T16:00Z')!, 4 * HOUR_MS) // 2026-03-30T10:30Z
 */
export function addOpenMs(calendar: Calendar, from: Instant, ms: number): Instant {
  const { table } = calendar;
  if (!(from >= table.fromAt && from < table.untilAt && ms > 0)) return addAfar(calendar, from, ms);
  const target = openUntil(table, from) + ms;
  if (target > table.totalMs) return addAfar(calendar, from, ms);
  const { openBefore } = table;
  let i = table.openIndex[(target * table.openScale) | 0]!;
  while (openBefore[i + 1]! < target) i += 1;
  return table.starts[i]! + (target - openBefore[i]!);
}

/**
 * The latest instant that has `ms` of open time between it and `to`: `addOpenMs`, backwards. What is complete at opening
 * time stays there.
 *
 * @param ms  0 or more
 * @throws {InvariantError} CALENDAR_OUT_OF_RANGE, SPAN_INVALID
 */
export function subtractOpenMs(calendar: Calendar, to: Instant, ms: number): Instant {
  requireSpan(ms);
  if (ms === 0) return to;
  let table = tableAt(calendar, to);
  for (;;) {
    const target = openUntil(table, to) - ms;
    if (target >= 0) return lastWithOpenBefore(table, target);
    table = reachBack(calendar, 'no open time so far back');
  }
}

/**
 * Open time between two instants, in ms.
 *
 * @throws {InvariantError} INTERVAL_REVERSED when `to` is before `from`; CALENDAR_OUT_OF_RANGE
 */
export function openMsBetween(calendar: Calendar, from: Instant, to: Instant): number {
  const { table } = calendar;
  if (from >= table.fromAt && to < table.untilAt && from <= to) return openUntil(table, to) - openUntil(table, from);
  if (from > to) throw new InvariantError('INTERVAL_REVERSED', 'open time is asked for up to an earlier instant');
  tableAt(calendar, from);
  const wide = tableAt(calendar, to);
  return openUntil(wide, to) - openUntil(wide, from);
}

/** Whether the calendar is open. It is at its opening instant and no longer at its closing one. */
export function isOpen(calendar: Calendar, at: Instant): boolean {
  const table = tableAt(calendar, at);
  const i = intervalAt(table, at);
  return at - table.starts[i]! < table.openBefore[i + 1]! - table.openBefore[i]!;
}

/** The stretches between two instants in which the calendar is open, in order. */
export function openBetween(calendar: Calendar, from: Instant, to: Instant): { from: Instant; to: Instant }[] {
  tableAt(calendar, from);
  const table = tableAt(calendar, to);
  const found: { from: Instant; to: Instant }[] = [];
  for (let i = intervalAt(table, from); table.starts[i]! < to; i += 1) {
    const opensAt = Math.max(from, table.starts[i]!);
    const closesAt = Math.min(to, table.starts[i]! + table.openBefore[i + 1]! - table.openBefore[i]!);
    if (opensAt < closesAt) found.push({ from: opensAt, to: closesAt });
  }
  return found;
}

/**
 * Closing time of the nth date with opening hours after the date of `from`.
 *
 * A date counts when something that begins on it is open on it; it closes with the last of its hours, so an overnight
 * date closes when its shift does, on the next morning.
 *
 * @param n  1 or more
 * @throws {InvariantError} CALENDAR_NEVER_OPENS, CALENDAR_OUT_OF_RANGE, SPAN_INVALID
 */
export function closeOfNthOpenDay(calendar: Calendar, from: Instant, n: number): Instant {
  const { table } = calendar;
  if (!(from >= table.fromAt && from < table.untilAt && n >= 1)) return closeAfar(calendar, from, n);
  const i = table.openDays[dayAt(table.zone, from) - table.firstDay]! + n - 1;
  // The last dates may be cut by the table's edge.
  if (i >= table.closesAt.length || table.closesAt[i]! >= table.untilAt) return closeAfar(calendar, from, n);
  return table.closesAt[i]!;
}

/** The nth date with opening hours after the date of `from`. As `closeOfNthOpenDay`. */
export function nthOpenDay(calendar: Calendar, from: Instant, n: number): number {
  closeOfNthOpenDay(calendar, from, n);
  const table = tableAt(calendar, from);
  return table.dates[table.openDays[dayAt(table.zone, from) - table.firstDay]! + n - 1]!;
}

/**
 * The nth date with opening hours before the date of an instant.
 *
 * @throws {InvariantError} CALENDAR_OUT_OF_RANGE
 */
export function nthOpenDayBefore(calendar: Calendar, at: Instant, n: number): number {
  let table = tableAt(calendar, at);
  for (;;) {
    const i = table.openDays[dayAt(table.zone, at) - 1 - table.firstDay]! - n;
    // The first date may have lost its hours to the table's edge.
    if (i > 0) return table.dates[i]!;
    table = reachBack(calendar, 'no business days so far back');
  }
}

/** Closing time of the date in whose hours an instant lies; of the next date with hours when it lies in none's. */
export function closeAtOrAfter(calendar: Calendar, at: Instant): Instant {
  let table = tableAt(calendar, at);
  for (;;) {
    // A shift of the evening before may close after midnight.
    let i = Math.max(0, table.openDays[dayAt(table.zone, at) - table.firstDay]! - 2);
    while (i < table.closesAt.length && table.closesAt[i]! < at) i += 1;
    if (i < table.closesAt.length && table.closesAt[i]! < table.untilAt) return table.closesAt[i]!;
    table = reachAhead(calendar, at);
  }
}

/**
 * A table that answers for an instant, laid out if need be.
 *
 * @throws {InvariantError} CALENDAR_OUT_OF_RANGE before 1900 and after 2199, and for what is not a number
 */
export function tableAt(calendar: Calendar, at: Instant): OpenTable {
  const { table } = calendar;
  if (at >= table.fromAt && at < table.untilAt) return table;
  if (!(at >= startOfYear(EARLIEST_YEAR) && at < startOfYear(LATEST_YEAR))) {
    throw new InvariantError('CALENDAR_OUT_OF_RANGE', `calendars reach from ${EARLIEST_YEAR} to ${LATEST_YEAR}`);
  }
  const year = new Date(at).getUTCFullYear();
  return extend(calendar, year - 2, year + 3);
}

/** Open time from the table's beginning to an instant it answers for. */
function openUntil(table: OpenTable, at: Instant): number {
  const i = intervalAt(table, at);
  const open = table.openBefore[i]! + (at - table.starts[i]!);
  const most = table.openBefore[i + 1]!;
  return open < most ? open : most;
}

/** The last interval that has begun. */
function intervalAt(table: OpenTable, at: Instant): number {
  const { starts } = table;
  let i = table.instantIndex[((at - table.baseAt) * table.instantScale) | 0]!;
  while (starts[i + 1]! <= at) i += 1;
  return i;
}

function lastWithOpenBefore(table: OpenTable, target: number): Instant {
  let i = table.openIndex[(target * table.openScale) | 0]!;
  while (table.openBefore[i + 1]! <= target) i += 1;
  return table.starts[i]! + (target - table.openBefore[i]!);
}

function addAfar(calendar: Calendar, from: Instant, ms: number): Instant {
  requireSpan(ms);
  let table = tableAt(calendar, from);
  if (ms === 0) return from;
  while (openUntil(table, from) + ms > table.totalMs) table = reachAhead(calendar, from);
  return addOpenMs(calendar, from, ms);
}

function closeAfar(calendar: Calendar, from: Instant, n: number): Instant {
  if (!(n >= 1)) throw new InvariantError('SPAN_INVALID', 'business days are counted from 1');
  tableAt(calendar, from);
  for (;;) {
    const { table } = calendar;
    const i = table.openDays[dayAt(table.zone, from) - table.firstDay]! + n - 1;
    if (i < table.closesAt.length && table.closesAt[i]! < table.untilAt) return table.closesAt[i]!;
    reachAhead(calendar, from);
  }
}

/** Lays out twice as far, or says why there is no answer. */
function reachAhead(calendar: Calendar, from: Instant): OpenTable {
  const { table } = calendar;
  if (table.untilAt < startOfYear(LATEST_YEAR)) {
    const until = new Date(table.untilAt).getUTCFullYear();
    const years = (table.untilAt - table.fromAt) / (365.25 * DAY_MS);
    return extend(calendar, new Date(table.fromAt).getUTCFullYear(), until + Math.max(5, Math.round(years)));
  }
  if (openUntil(table, from) === table.totalMs) {
    throw new InvariantError('CALENDAR_NEVER_OPENS', 'the calendar does not open again after the instant asked about');
  }
  throw new InvariantError('CALENDAR_OUT_OF_RANGE', `the span ends after ${LATEST_YEAR - 1}`);
}

function reachBack(calendar: Calendar, message: string): OpenTable {
  const { table } = calendar;
  if (table.fromAt <= startOfYear(EARLIEST_YEAR)) throw new InvariantError('CALENDAR_OUT_OF_RANGE', message);
  const from = new Date(table.fromAt).getUTCFullYear();
  return extend(calendar, from - 10, new Date(table.untilAt).getUTCFullYear());
}

/** Replaces the table by one that also covers these years. What it answered it still answers, the same. */
function extend(calendar: Calendar, fromYear: number, untilYear: number): OpenTable {
  const fromAt = startOfYear(Math.max(EARLIEST_YEAR, fromYear));
  const untilAt = startOfYear(Math.min(LATEST_YEAR, untilYear));
  const { table } = calendar;
  const wider = layOut(calendar.rules, Math.min(fromAt, table.fromAt), Math.max(untilAt, table.untilAt));
  (calendar as { table: OpenTable }).table = wider;
  return wider;
}

function requireSpan(ms: number): void {
  if (!(ms >= 0)) throw new InvariantError('SPAN_INVALID', 'open time is added in amounts of 0 or more');
}

function startOfYear(year: number): Instant {
  return Date.UTC(year, 0, 1);
}
