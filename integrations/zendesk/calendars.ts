import * as z from 'zod';
import { IntegrationError } from '#integrations/errors.ts';
import type { ImportedCalendar } from '#integrations/imported-calendar.ts';
import type { ZendeskCalls } from './calls.ts';
import { readAs } from './payload.ts';
import type { ZendeskHoliday } from './schedule.ts';
import { calendarFromSchedule } from './schedule.ts';

const listed = z.object({
  schedules: z.array(
    z.object({
      id: z.union([z.number(), z.string().regex(/^\d{1,19}$/)]).transform(String),
      name: z.string(),
      time_zone: z.string(),
      intervals: z.array(z.object({ start_time: z.number(), end_time: z.number() })).nullish(),
    }),
  ),
});
const closed = z.object({ holidays: z.array(z.object({ start_date: z.string(), end_date: z.string() })) });

/** Schedules of one account that are read: our choice, beyond what accounts hold. */
const mostSchedules = 100;

/**
 * The schedules of an account and their holidays, as calendars.
 *
 * @throws {IntegrationError} `forbidden` or `not-found` where the plan has no schedules
 */
export async function readZendeskCalendars(
  calls: Pick<ZendeskCalls, 'get'>,
  signal: AbortSignal,
): Promise<readonly ImportedCalendar[]> {
  const { body } = await calls.get('business_hours/schedules.json', {}, { lane: 'api', signal });
  const calendars: ImportedCalendar[] = [];
  for (const schedule of readAs(listed, body).schedules.slice(0, mostSchedules)) {
    const { id, name, time_zone, intervals } = schedule;
    const holidays = await holidaysOf(calls, id, signal);
    const source = calendarFromSchedule({ time_zone, intervals: intervals ?? [] }, holidays ?? []);
    calendars.push({ name, source, toldHolidays: holidays !== undefined });
  }
  return calendars;
}

async function holidaysOf(
  calls: Pick<ZendeskCalls, 'get'>,
  schedule: string,
  signal: AbortSignal,
): Promise<readonly ZendeskHoliday[] | undefined> {
  try {
    const path = `business_hours/schedules/${schedule}/holidays.json`;
    const { body } = await calls.get(path, {}, { lane: 'api', signal });
    return readAs(closed, body).holidays;
  } catch (cause) {
    // A plan with one schedule may have it without holidays.
    if (cause instanceof IntegrationError && ['forbidden', 'not-found'].includes(cause.reason)) return undefined;
    throw cause;
  }
}
