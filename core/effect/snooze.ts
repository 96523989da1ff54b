import type { Policy } from '../policy/policy.ts';
import { openBetween } from '../sla/calendar.ts';
import { weekdayOf, type Day } from '../sla/wall-time.ts';
import { dayAt, endOfDay } from '../sla/zone.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../time.ts';

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
const farthestMs = 21 * DAY_MS;

/**
 * When a snooze that begins now ends: after so many hours, or when the company opens on its next working day, or on the
 * first one of next week, by the first calendar of the policy.
 */
export function snoozeEnd(choice: SnoozeChoice, now: Instant, policy: Policy): Instant {
  if (choice === 'hour') return now + HOUR_MS;
  if (choice === 'fourHours') return now + 4 * HOUR_MS;
  const calendar = policy.calendars.values().next().value;
  if (calendar === undefined) return now + (choice === 'nextDay' ? DAY_MS : 7 * DAY_MS);
  const today: Day = dayAt(calendar.table.zone, now);
  const last = choice === 'nextDay' ? today : today + 6 - weekdayOf(today);
  const from = endOfDay(calendar.table.zone, last);
  return openBetween(calendar, from, from + farthestMs)[0]?.from ?? from + farthestMs;
}
