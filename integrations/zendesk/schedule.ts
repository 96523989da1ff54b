import { weekdays, type CalendarSource, type HolidaySource, type Weekday } from '#core/sla/calendar-source.ts';
import { ianaZone } from '../rails-zones.ts';

/** A business schedule as Zendesk sends it. Minutes count from Sunday 00:00 on the schedule's own wall clock. */
export interface ZendeskSchedule {
  /** A Rails name, `Central Time (US & Canada)`. */
  readonly time_zone: string;
  readonly intervals: readonly { readonly start_time: number; readonly end_time: number }[];
}

/** A schedule's holiday: whole dates, both included. */
export interface ZendeskHoliday {
  readonly start_date: string;
  readonly end_date: string;
}

const DAY_MINUTES = 1_440;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/**
 * The calendar that a Zendesk schedule and its holidays describe.
 *
 * What runs from one date into the next stays one shift of the date it begins on, unless it takes a day or more: then it
 * is cut at every midnight. Open minutes are the same either way. Whatever cannot be right, an unknown zone or an overlap,
 * is passed on for `checkCalendarSource` to name.
 */
export function calendarFromSchedule(schedule: ZendeskSchedule, holidays: readonly ZendeskHoliday[]): CalendarSource {
  const hours: Partial<Record<Weekday, string[]>> = {};
  for (const { start_time: start, end_time: end } of schedule.intervals) {
    for (const piece of pieces(start, end))
      (hours[piece.weekday] ??= []).push(`${clock(piece.from)}-${clock(piece.to)}`);
  }
  return { zone: ianaZone(schedule.time_zone), hours, holidays: holidays.map(asHoliday) };
}

function pieces(start: number, end: number): { weekday: Weekday; from: number; to: number }[] {
  const cuts = end - start < DAY_MINUTES ? [start, end] : [start, ...midnights(start, end), end];
  return cuts.slice(1).map((to, i) => {
    const from = cuts[i]!;
    const midnight = Math.floor(from / DAY_MINUTES) * DAY_MINUTES;
    // Zendesk's week begins on Sunday, the last of ours.
    const day = Math.floor((from % WEEK_MINUTES) / DAY_MINUTES);
    return { weekday: weekdays[(day + 6) % 7]!, from: from - midnight, to: to - midnight };
  });
}

function midnights(start: number, end: number): number[] {
  const found = [];
  for (let at = (Math.floor(start / DAY_MINUTES) + 1) * DAY_MINUTES; at < end; at += DAY_MINUTES) found.push(at);
  return found;
}

/** `22:00`; `06:00` for 06:00 on the next date; `24:00` for the midnight that ends the date. */
function clock(minutes: number): string {
  const shown = minutes > DAY_MINUTES ? minutes - DAY_MINUTES : minutes;
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`;
}

function asHoliday({ start_date: from, end_date: to }: ZendeskHoliday): HolidaySource {
  return from === to ? from : { from, to };
}
