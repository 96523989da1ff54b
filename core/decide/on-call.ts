import type { LadderLevel, Policy, Shift } from '../policy/policy.ts';
import { weekdays } from '../sla/calendar-source.ts';
import { tableAt } from '../sla/calendar.ts';
import { DAY_MINUTES, parseHours, weekdayOf } from '../sla/wall-time.ts';
import { dayAt, wallClockAt } from '../sla/zone.ts';
import { DAY_MS, MINUTE_MS, type Instant } from '../time.ts';

/**
 * Who is on call for a level: the first of its shifts whose day and hours it is, by the wall clock of the policy's own
 * calendar. `undefined` where it is nobody's; the level's name then stands for whoever is there.
 */
export function onCallAt(
  { onCall }: Pick<LadderLevel, 'onCall'>,
  { policy, now }: { readonly policy: Policy; readonly now: Instant },
): Shift | undefined {
  const calendar = policy.calendars.values().next().value;
  if (onCall === undefined || calendar === undefined) return undefined;
  const { zone } = tableAt(calendar, now);
  const weekday = weekdayOf(dayAt(zone, now));
  const minute = Math.floor((wallClockAt(zone, now) % DAY_MS) / MINUTE_MS);
  return onCall.find((shift) => isOn(shift, weekday, minute) || isOn(shift, (weekday + 6) % 7, minute + DAY_MINUTES));
}

/** Whether a shift that begins on a weekday is on, so many minutes after that day's midnight. */
function isOn({ days, hours }: Shift, weekday: number, minute: number): boolean {
  if (days !== undefined && !days.includes(weekdays[weekday]!)) return false;
  const { from, to } = (hours === undefined ? undefined : parseHours(hours)) ?? { from: 0, to: DAY_MINUTES };
  return minute >= from && minute < to;
}
