import type { CalendarSource, Weekday } from '#core/sla/calendar-source.ts';
import { ianaZone } from '../rails-zones.ts';

/** Business hours as Freshdesk sends them: one stretch a weekday, times as `"8:00 am"` or `"08:00:00 am"`. */
export interface FreshdeskBusinessHours {
  /** A Rails name, `Eastern Time (US & Canada)`. */
  readonly time_zone: string;
  readonly business_hours: Readonly<Record<string, { readonly start_time: string; readonly end_time: string }>>;
}

const weekdayNames: Readonly<Record<string, Weekday>> = {
  monday: 'mon',
  tuesday: 'tue',
  wednesday: 'wed',
  thursday: 'thu',
  friday: 'fri',
  saturday: 'sat',
  sunday: 'sun',
};

/**
 * The calendar that Freshdesk's business hours describe. Freshdesk tells no holidays: they stay as the policy has them.
 *
 * A day that ends at 11:59 pm, the last time Freshdesk lets one choose, ends at midnight. What cannot be read is passed
 * on for `checkCalendarSource` to name.
 */
export function calendarFromBusinessHours(
  from: FreshdeskBusinessHours,
  holidays: CalendarSource['holidays'] = [],
): CalendarSource {
  const hours: Partial<Record<Weekday, string[]>> = {};
  for (const [name, day] of Object.entries(from.business_hours)) {
    const weekday = weekdayNames[name.toLowerCase()];
    if (weekday !== undefined) hours[weekday] = [`${clock(day.start_time)}-${closing(day.end_time)}`];
  }
  return { zone: ianaZone(from.time_zone), hours, holidays };
}

function closing(text: string): string {
  const time = clock(text);
  return time === '23:59' || time === '00:00' ? '24:00' : time;
}

/** `8:00 am` as `08:00`, `12:30 am` as `00:30`; a text of another shape as it is. */
function clock(text: string): string {
  const found = /^(\d{1,2}):(\d{2})(?::\d{2})? ?([ap])m$/i.exec(text.trim());
  if (found === null) return text;
  const hour = (Number(found[1]) % 12) + (found[3]!.toLowerCase() === 'p' ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${found[2]!}`;
}
