import * as z from 'zod';
import type { ImportedCalendar } from '#integrations/imported-calendar.ts';
import { calendarFromBusinessHours } from './business-hours.ts';
import type { FreshdeskCalls } from './calls.ts';
import { readAs } from './payload.ts';

const listed = z.array(
  z.object({
    name: z.string(),
    time_zone: z.string(),
    business_hours: z
      .record(z.string(), z.object({ start_time: z.string(), end_time: z.string() }))
      .nullish()
      .transform((hours) => hours ?? {}),
  }),
);

/**
 * The business hours of an account, as calendars. Freshdesk does not tell their holidays.
 *
 * @throws {IntegrationError} `forbidden` where the key is not an administrator's
 */
export async function readFreshdeskCalendars(
  calls: Pick<FreshdeskCalls, 'get'>,
  signal: AbortSignal,
): Promise<readonly ImportedCalendar[]> {
  const { body } = await calls.get('business_hours', {}, { lane: 'api', signal });
  return readAs(listed, body).map((hours) => ({
    name: hours.name,
    source: calendarFromBusinessHours(hours),
    toldHolidays: false,
  }));
}
