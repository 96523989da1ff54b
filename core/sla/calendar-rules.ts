import { InvariantError } from '../invariant.ts';
import { checkCalendarSource } from './calendar-check.ts';
import { weekdays, type CalendarIssue, type CalendarSource, type HolidaySource } from './calendar-source.ts';
import { DAY_MINUTES, parseDay, parseHours, weekdayOf, type Day, type WallHours } from './wall-time.ts';

/** A calendar's source, read: what each date of the wall calendar holds, before any zone is asked. */
export interface CalendarRules {
  readonly zone: string;
  /** Monday first; within a day in order of time. */
  readonly week: readonly (readonly WallHours[])[];
  /** What each weekday opens when no holiday is near. */
  readonly usual: readonly (readonly WallHours[])[];
  readonly closed: ReadonlySet<Day>;
  /** Dates with hours of their own. */
  readonly special: ReadonlyMap<Day, readonly WallHours[]>;
}

/**
 * Reads a source that has been checked, or checks it.
 *
 * @throws {InvariantError} CALENDAR_NEVER_OPENS, CALENDAR_REGION_UNRESOLVED, CALENDAR_INVALID
 */
export function readRules(source: CalendarSource): CalendarRules {
  const issues = checkCalendarSource(source);
  if (issues.length > 0) throw new InvariantError(codeFor(source), issues.map(describeIssue).join('; '));
  const closed = new Set<Day>();
  const special = new Map<Day, readonly WallHours[]>();
  for (const holiday of source.holidays ?? []) addHoliday(holiday, closed, special);
  for (const day of special.keys()) closed.delete(day);
  const week = weekdays.map((name) => readHours(source.hours[name] ?? []));
  return { zone: source.zone, week, usual: week.map((hours) => stretchesOf(hours, {})), closed, special };
}

/**
 * The stretches of wall clock that a date's hours open, earliest first, in minutes from its midnight.
 *
 * A closed date closes its own minutes and no others: it ends the shift of the evening before at midnight, and of a
 * shift that would have begun on it leaves the hours after midnight.
 */
export function openStretches(rules: CalendarRules, day: Day): readonly WallHours[] {
  const weekday = weekdayOf(day);
  const own = rules.special.get(day);
  const closed = { today: rules.closed.has(day), tomorrow: rules.closed.has(day + 1) };
  if (own === undefined && !closed.today && !closed.tomorrow) return rules.usual[weekday]!;
  return stretchesOf(own ?? rules.week[weekday]!, closed);
}

function stretchesOf(
  hours: readonly WallHours[],
  closed: { readonly today?: boolean; readonly tomorrow?: boolean },
): readonly WallHours[] {
  return hours.flatMap(({ from, to }) => {
    const evening = closed.today === true ? [] : [{ from, to: Math.min(to, DAY_MINUTES) }];
    const morning = closed.tomorrow === true || to <= DAY_MINUTES ? [] : [{ from: DAY_MINUTES, to }];
    return [...evening, ...morning];
  });
}

/** `hours.mon[0]: ...` */
export function describeIssue(issue: CalendarIssue): string {
  const place = issue.path.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    return path === '' ? step : `${path}.${step}`;
  }, '');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}

function codeFor(source: CalendarSource): string {
  const hours = Object.values(source.hours ?? {});
  if (hours.every((day) => Array.isArray(day) && day.length === 0)) return 'CALENDAR_NEVER_OPENS';
  return 'CALENDAR_INVALID';
}

function readHours(texts: readonly string[]): readonly WallHours[] {
  return texts.map((text) => parseHours(text)!).sort((a, b) => a.from - b.from);
}

function addHoliday(holiday: HolidaySource, closed: Set<Day>, special: Map<Day, readonly WallHours[]>): void {
  if (typeof holiday === 'string') {
    closed.add(parseDay(holiday)!);
  } else if ('date' in holiday) {
    special.set(parseDay(holiday.date)!, readHours(holiday.hours));
  } else if ('from' in holiday) {
    const last = parseDay(holiday.to)!;
    for (let day = parseDay(holiday.from)!; day <= last; day += 1) closed.add(day);
  } else {
    throw new InvariantError(
      'CALENDAR_REGION_UNRESOLVED',
      `holidays of region ${holiday.region} must be replaced by dates before the calendar is compiled`,
    );
  }
}
