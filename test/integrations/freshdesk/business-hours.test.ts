import { describe, expect, it } from 'vitest';
import { calendarFromBusinessHours } from '#integrations/freshdesk/business-hours.ts';
import { checkCalendarSource } from '#core/sla/calendar-check.ts';

function hours(business_hours: Record<string, { start_time: string; end_time: string }>): unknown {
  return calendarFromBusinessHours({ time_zone: 'Magadan', business_hours }).hours;
}

describe('Freshdesk business hours', () => {
  it('are read with and without seconds', () => {
    expect(
      hours({
        monday: { start_time: '8:00 am', end_time: '5:30 pm' },
        saturday: { start_time: '08:00:00 am', end_time: '12:00:00 pm' },
        sunday: { start_time: '12:15 am', end_time: '12:45 pm' },
      }),
    ).toEqual({ mon: ['08:00-17:30'], sat: ['08:00-12:00'], sun: ['00:15-12:45'] });
  });

  it('that end a minute or a second before midnight end at midnight', () => {
    expect(
      hours({
        monday: { start_time: '12:00 am', end_time: '11:59 pm' },
        tuesday: { start_time: '12:00:00 am', end_time: '11:59:59 pm' },
        wednesday: { start_time: '10:00 pm', end_time: '12:00 am' },
      }),
    ).toEqual({ mon: ['00:00-24:00'], tue: ['00:00-24:00'], wed: ['22:00-24:00'] });
  });

  it('leave what they cannot mean to the check of calendars', () => {
    const source = calendarFromBusinessHours({
      time_zone: 'Nowhere',
      business_hours: { monday: { start_time: 'noon', end_time: '5:00 pm' } },
    });
    expect(checkCalendarSource(source).map((issue) => issue.path)).toEqual([['zone'], ['hours', 'mon', 0]]);
  });

  it('take the holidays of the policy', () => {
    expect(calendarFromBusinessHours({ time_zone: 'Magadan', business_hours: {} }, ['2026-12-25'])).toEqual({
      zone: 'Asia/Magadan',
      hours: {},
      holidays: ['2026-12-25'],
    });
  });
});
