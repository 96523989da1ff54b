import * as fc from 'fast-check';
import { weekdays, type CalendarSource, type HolidaySource } from '#core/sla/calendar-source.ts';
import { clockChanges } from './minute-oracle.ts';

/** Zones with odd rules: half an hour, midnights that do not exist, quarter hours, a lost date, winter time as the exception. */
export const oddZones = [
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Europe/Dublin',
  'Africa/Casablanca',
  'Europe/London',
] as const;

const DAY_MS = 86_400_000;
/** A week. What is open for less has not ten days of open time before the year in which calendars end. */
const leastOpenMinutes = 15;

/** Each zone with an instant the tests look at: its clock changes in 2020 to 2035, and where it has none, new years. */
export const changes: readonly { readonly zone: string; readonly at: number }[] = oddZones.flatMap((zone) => {
  const found = clockChanges(zone, 2020, 2036);
  const old = zone === 'America/Sao_Paulo' ? clockChanges(zone, 2010, 2020) : [];
  const lost = zone === 'Pacific/Apia' ? clockChanges(zone, 2011, 2013) : [];
  return [...found, ...old, ...lost, Date.UTC(2026, 0, 1)].map((at) => ({ zone, at }));
});

/** A calendar that can be compiled, and an instant at a whole minute within a day of one of its zone's clock changes. */
export const calendarAtChange: fc.Arbitrary<{ source: CalendarSource; near: number }> = fc
  .record({
    change: fc.constantFrom(...changes),
    offsetMinutes: fc.integer({ min: -1440, max: 1440 }),
    week: fc
      .array(dayOfHours(), { minLength: 7, maxLength: 7 })
      .filter((week) => week.reduce((open, day) => open + minutesOf(day), 0) >= leastOpenMinutes),
    holidays: fc.array(holidayNear(), { maxLength: 4 }),
  })
  .map(({ change, offsetMinutes, week, holidays }) => ({
    near: Math.floor(change.at / 60_000) * 60_000 + offsetMinutes * 60_000,
    source: {
      zone: change.zone,
      hours: Object.fromEntries(weekdays.map((name, i) => [name, hoursOf(week, i)])),
      holidays: onePerDate(holidays.map((make) => make(change.at))),
    },
  }));

interface DayOfHours {
  readonly cuts: readonly number[];
  /** How far the last stretch runs into the next date, where that leaves room. */
  readonly tail: number;
}

function minutesOf({ cuts }: DayOfHours): number {
  return cuts.reduce((open, cut, at) => open + (at % 2 === 0 ? -cut : cut), 0);
}

function dayOfHours(): fc.Arbitrary<DayOfHours> {
  const minute = fc.oneof(
    fc.integer({ min: 0, max: 1440 }),
    fc.integer({ min: 0, max: 48 }).map((half) => half * 30),
  );
  return fc
    .record({
      cuts: fc.uniqueArray(minute, { maxLength: 4 }),
      tail: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 2, arbitrary: fc.integer({ min: 1, max: 600 }) },
      ),
    })
    .map(({ cuts, tail }) => ({ cuts: cuts.slice(0, cuts.length & ~1).sort((a, b) => a - b), tail }));
}

function hoursOf(week: readonly DayOfHours[], i: number): string[] {
  const { cuts, tail } = week[i]!;
  const end = Math.min(tail, week[(i + 1) % 7]!.cuts[0] ?? 1440, (cuts.at(-2) ?? 0) - 1);
  return cuts.flatMap((from, at) => {
    if (at % 2 === 1) return [];
    const overnight = at === cuts.length - 2 && end > 0;
    return [`${clock(from)}-${overnight ? clock(end) : clock(cuts[at + 1]!)}`];
  });
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function holidayNear(): fc.Arbitrary<(at: number) => HolidaySource> {
  const day = fc.integer({ min: -4, max: 4 });
  const date = (at: number, days: number): string => new Date(at + days * DAY_MS).toISOString().slice(0, 10);
  return fc.oneof(
    day.map((days) => (at: number) => date(at, days)),
    fc.tuple(day, fc.integer({ min: 0, max: 2 })).map(([days, more]) => (at: number) => ({
      from: date(at, days),
      to: date(at, days + more),
    })),
    fc
      .tuple(day, fc.constantFrom('09:00-12:00', '00:00-24:00', '20:00-03:00', '01:30-02:30'))
      .map(([days, hours]) => (at: number) => ({ date: date(at, days), hours: [hours] })),
  );
}

function onePerDate(holidays: readonly HolidaySource[]): HolidaySource[] {
  const seen = new Set<string>();
  return holidays.filter((holiday) => {
    if (typeof holiday === 'string' || !('date' in holiday)) return true;
    if (seen.has(holiday.date)) return false;
    seen.add(holiday.date);
    return true;
  });
}
