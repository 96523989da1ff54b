import { nearestName } from '../policy/issue.ts';
import { weekdays, type CalendarIssue } from './calendar-source.ts';
import { DAY_MINUTES, formatDay, parseDay, parseHours, type WallHours } from './wall-time.ts';
import { isZone } from './zone.ts';

type Path = readonly (string | number)[];
type Report = (path: Path, message: string) => void;

/** Dates outside these years are taken for mistakes. */
const EARLIEST_DAY = parseDay('1900-01-01')!;
const LATEST_DAY = parseDay('2199-12-31')!;

/**
 * Everything that is wrong with a calendar, all at once; empty when it can be compiled.
 *
 * Takes any value, so that what was read from a file or a line needs no other check. A `{ region }` is in order here:
 * it is replaced by dates later.
 */
export function checkCalendarSource(source: unknown): CalendarIssue[] {
  const issues: CalendarIssue[] = [];
  const report: Report = (path, message) => issues.push({ path, message });
  if (!isRecord(source)) {
    report([], 'a calendar has a zone, hours and holidays');
    return issues;
  }
  checkKeys(source, ['zone', 'hours', 'holidays'], [], report);
  checkZone(source.zone, report);
  checkWeek(source.hours, report);
  if (source.holidays !== undefined) checkHolidays(source.holidays, report);
  return issues;
}

function checkZone(zone: unknown, report: Report): void {
  if (typeof zone !== 'string') report(['zone'], 'needs the name of an IANA time zone, such as Europe/London');
  else if (!isZone(zone)) report(['zone'], `unknown time zone '${zone}'${suggestZone(zone)}`);
}

function suggestZone(name: string): string {
  const city = name.trim().toLowerCase().replaceAll(' ', '_');
  const zones = Intl.supportedValuesOf('timeZone');
  const found = zones.find((zone) => zone.toLowerCase().split('/').at(-1) === city) ?? nearestName(name, zones);
  return found === undefined ? ', write it as IANA does, such as Europe/London' : `, did you mean ${found}?`;
}

function checkWeek(hours: unknown, report: Report): void {
  if (!isRecord(hours)) return report(['hours'], 'needs opening hours by weekday, such as mon: ["09:00-17:30"]');
  checkKeys(hours, weekdays, ['hours'], report);
  const week = weekdays.map((day) => (hours[day] === undefined ? [] : checkDay(hours[day], ['hours', day], report)));
  if (weekdays.every((day) => hours[day] === undefined || (Array.isArray(hours[day]) && hours[day].length === 0))) {
    report(['hours'], 'never opens: give at least one weekday some hours');
  }
  week.forEach((day, i) => {
    const next = week[(i + 1) % 7]!;
    const late = day.at(-1);
    if (late === undefined || next[0] === undefined || late.to <= next[0].from + DAY_MINUTES) return;
    report(['hours', weekdays[i]!], `runs into the hours of ${weekdays[(i + 1) % 7]!}`);
  });
}

/** Reports what is wrong with one day's hours and answers what could be read, in order of time. */
function checkDay(hours: unknown, path: Path, report: Report): readonly WallHours[] {
  if (!Array.isArray(hours)) {
    report(path, 'needs a list of hours, such as ["09:00-17:30"]');
    return [];
  }
  const read = hours.flatMap((text: unknown, i) => {
    const found = typeof text === 'string' ? parseHours(text) : undefined;
    if (found === undefined) report([...path, i], `cannot read ${show(text)}: write hours as "09:00-17:30"`);
    return found ?? [];
  });
  read.sort((a, b) => a.from - b.from);
  if (read.some((part, i) => i > 0 && part.from < read[i - 1]!.to)) report(path, 'has hours that overlap');
  return read;
}

function checkHolidays(holidays: unknown, report: Report): void {
  if (!Array.isArray(holidays)) return report(['holidays'], 'needs a list of dates');
  const special = new Set<number>();
  holidays.forEach((holiday: unknown, i) => {
    const path = ['holidays', i];
    if (typeof holiday === 'string') checkDate(holiday, path, report);
    else if (!isRecord(holiday)) report(path, 'needs a date, such as "2026-12-25"');
    else if ('date' in holiday) checkSpecialDate(holiday, path, special, report);
    else if ('region' in holiday) checkRegion(holiday, path, report);
    else checkRange(holiday, path, report);
  });
}

function checkSpecialDate(holiday: Record<string, unknown>, path: Path, seen: Set<number>, report: Report): void {
  checkKeys(holiday, ['date', 'hours'], path, report);
  const day = checkDate(holiday.date, [...path, 'date'], report);
  checkDay(holiday.hours, [...path, 'hours'], report);
  if (Array.isArray(holiday.hours) && holiday.hours.length === 0) {
    report([...path, 'hours'], 'is empty: to close the date write it alone, without hours');
  }
  if (day === undefined) return;
  if (seen.has(day)) report([...path, 'date'], `hours of ${formatDay(day)} are given twice`);
  seen.add(day);
}

function checkRange(holiday: Record<string, unknown>, path: Path, report: Report): void {
  checkKeys(holiday, ['from', 'to'], path, report);
  const from = checkDate(holiday.from, [...path, 'from'], report);
  const to = checkDate(holiday.to, [...path, 'to'], report);
  if (from !== undefined && to !== undefined && from > to) report(path, 'ends before it begins');
}

function checkRegion(holiday: Record<string, unknown>, path: Path, report: Report): void {
  checkKeys(holiday, ['region'], path, report);
  if (typeof holiday.region === 'string' && /^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$/.test(holiday.region)) return;
  report([...path, 'region'], `cannot read ${show(holiday.region)}: write a region as ISO 3166 does, such as GB-ENG`);
}

function checkDate(date: unknown, path: Path, report: Report): number | undefined {
  const day = typeof date === 'string' ? parseDay(date) : undefined;
  if (day !== undefined && day >= EARLIEST_DAY && day <= LATEST_DAY) return day;
  report(path, `${show(date)} is not a date of these times: write it as "2026-12-25"`);
  return undefined;
}

function checkKeys(value: Record<string, unknown>, known: readonly string[], path: Path, report: Report): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const near = nearestName(key, known);
    const help = near === undefined ? `known are ${known.join(', ')}` : `did you mean '${near}'?`;
    report([...path, key], `unknown key '${key}', ${help}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
