import type { Policy } from '../policy/policy.ts';
import { openStretches, type CalendarRules } from '../sla/calendar-rules.ts';
import { tableAt, type Calendar } from '../sla/calendar.ts';
import { DAY_MINUTES, weekdayOf, type Day, type WallHours } from '../sla/wall-time.ts';
import { dayAt, endOfDay, instantAtWall, wallClockAt, type ZoneTable } from '../sla/zone.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../time.ts';

export const snoozeChoices = ['hour', 'fourHours', 'nextDay', 'nextWeek'] as const;
/** How long somebody wants to be left alone. A snooze always ends: there is no "for ever". */
export type SnoozeChoice = (typeof snoozeChoices)[number];

/** Each choice as people read it. */
export const snoozeWords: Readonly<Record<SnoozeChoice, string>> = {
  hour: 'For an hour',
  fourHours: 'For 4 hours',
  nextDay: 'Until the next working day',
  nextWeek: 'Until next week',
};

/** A company that is closed for longer than this is asked again all the same. */
const farthestDays = 21;

/**
 * When a snooze that begins now ends: after so many hours, or when the company opens on its next working day, or on the
 * first one of next week, by the first calendar of the policy. A night's hours belong to the date on which they begin:
 * midnight ends neither a shift nor a snooze.
 */
export function snoozeEnd(choice: SnoozeChoice, now: Instant, policy: Policy): Instant {
  if (choice === 'hour') return now + HOUR_MS;
  if (choice === 'fourHours') return now + 4 * HOUR_MS;
  const calendar = policy.calendars.values().next().value;
  if (calendar === undefined) return now + (choice === 'nextDay' ? DAY_MS : 7 * DAY_MS);
  const { zone } = tableAt(calendar, now + (farthestDays + 7) * DAY_MS);
  const today = dayAt(zone, now);
  const last = choice === 'nextDay' ? dateOfShift(calendar, zone, now) : today + 6 - weekdayOf(today);
  for (let day = last + 1; day <= last + farthestDays; day += 1) {
    const opens = shiftsOn(calendar.rules, day)[0]?.from ?? DAY_MINUTES;
    if (opens < DAY_MINUTES) return instantAtWall(zone, day * DAY_MS + opens * MINUTE_MS);
  }
  return endOfDay(zone, last) + farthestDays * DAY_MS;
}

/** The date to which the hours belong that are running; of a moment when none are, its own. */
function dateOfShift({ rules }: Calendar, zone: ZoneTable, now: Instant): Day {
  const today = dayAt(zone, now);
  const minute = (wallClockAt(zone, now) - today * DAY_MS) / MINUTE_MS;
  const isWithin = (day: Day, at: number): boolean =>
    shiftsOn(rules, day).some(({ from, to }) => from <= at && at < to);
  return !isWithin(today, minute) && isWithin(today - 1, minute + DAY_MINUTES) ? today - 1 : today;
}

/**
 * The hours that begin on a date. A night written in two pieces, until midnight and from midnight, is the evening's; a
 * date that is open all day is a date of its own.
 */
function shiftsOn(rules: CalendarRules, day: Day): readonly WallHours[] {
  const on = (date: Day): readonly WallHours[] => joined(openStretches(rules, date));
  const own = on(day);
  const shifts = isOneNight(on(day - 1).at(-1), own[0]) ? own.slice(1) : own;
  const [evening, morning] = [shifts.at(-1), on(day + 1)[0]];
  return isOneNight(evening, morning)
    ? [...shifts.slice(0, -1), { from: evening!.from, to: DAY_MINUTES + morning!.to }]
    : shifts;
}

function isOneNight(evening: WallHours | undefined, morning: WallHours | undefined): boolean {
  if (evening === undefined || morning === undefined) return false;
  return evening.from > 0 && evening.to === DAY_MINUTES && morning.from === 0 && morning.to < DAY_MINUTES;
}

/** Hours that touch are one stretch. */
function joined(hours: readonly WallHours[]): readonly WallHours[] {
  const stretches: WallHours[] = [];
  for (const { from, to } of hours) {
    const last = stretches.at(-1);
    if (last?.to === from) stretches[stretches.length - 1] = { from: last.from, to };
    else stretches.push({ from, to });
  }
  return stretches;
}
