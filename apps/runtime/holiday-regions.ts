import type { CalendarIssue, CalendarSource, HolidaySource } from '#core/sla/calendar-source.ts';
import { defaultRange } from '#core/sla/calendar.ts';
import { formatDay, parseDay } from '#core/sla/wall-time.ts';

/** A calendar without regions, and the regions that are not known. */
export interface ExpandedCalendar {
  readonly source: CalendarSource;
  readonly issues: readonly CalendarIssue[];
}

/**
 * Replaces each `{ region }` of a calendar by the dates of that region's public holidays, so that no other part needs a
 * holiday library. Substitute days are among them, days on which only banks or schools close are not.
 *
 * The dates reach over the years that calendars are laid out for; those with hours of their own are left out. A calendar
 * without regions is answered as it is, and the library is not loaded.
 *
 * @see https://github.com/commenthol/date-holidays
 */
export async function expandHolidayRegions(source: CalendarSource, years = defaultRange): Promise<ExpandedCalendar> {
  const holidays = source.holidays ?? [];
  if (!holidays.some(isRegion)) return { source, issues: [] };
  const { default: Holidays } = await import('date-holidays');
  const issues: CalendarIssue[] = [];
  const named = new Set(
    holidays.map((holiday) => (typeof holiday === 'object' && 'date' in holiday ? holiday.date : holiday)),
  );
  const expanded = holidays.flatMap((holiday, i): readonly HolidaySource[] => {
    if (!isRegion(holiday)) return [holiday];
    const dates = datesOf(Holidays, holiday.region, years);
    if (dates === undefined) {
      issues.push({ path: ['holidays', i, 'region'], message: `no holidays are known for region ${holiday.region}` });
    }
    const fresh = (dates ?? []).filter((date) => !named.has(date));
    for (const date of fresh) named.add(date);
    return fresh;
  });
  return { source: { ...source, holidays: expanded }, issues };
}

type HolidaysLibrary = (typeof import('date-holidays'))['default'];

function isRegion(holiday: HolidaySource): holiday is { readonly region: string } {
  return typeof holiday === 'object' && 'region' in holiday;
}

/** The region's public holidays in order; `undefined` for a country, state or region that the library does not know. */
function datesOf(Holidays: HolidaysLibrary, name: string, years: typeof defaultRange): string[] | undefined {
  const [country = '', state, region] = name.split('-');
  const library = new Holidays();
  const known = (names: object | undefined, code: string | undefined): boolean =>
    code === undefined || (names !== undefined && code in names);
  if (!known(library.getCountries(), country) || !known(library.getStates(country), state)) return undefined;
  if (state !== undefined && !known(library.getRegions(country, state), region)) return undefined;
  library.init(country, state ?? '', region ?? '', { types: ['public'] });
  const dates = new Set<string>();
  for (let year = years.fromYear; year < years.untilYear; year += 1) {
    for (const holiday of library.getHolidays(year)) {
      if (holiday.type === 'public') for (const date of wholeDates(holiday)) dates.add(date);
    }
  }
  return [...dates].sort();
}

/** The dates a holiday fills. One that begins at noon closes no whole date, so it is left to the policy. */
function wholeDates(holiday: { readonly date: string; readonly start: Date; readonly end: Date }): string[] {
  const first = parseDay(holiday.date.slice(0, 10));
  if (first === undefined || !holiday.date.startsWith('00:00', 11)) return [];
  // A clock change makes a date an hour shorter or longer.
  const days = Math.floor(((holiday.end.getTime() - holiday.start.getTime()) / 3_600_000 + 1) / 24);
  return Array.from({ length: days }, (_, i) => formatDay(first + i));
}
