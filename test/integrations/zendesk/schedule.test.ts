import { describe, expect, it } from 'vitest';
import { calendarFromSchedule } from '#integrations/zendesk/schedule.ts';
import { checkCalendarSource } from '#core/sla/calendar-check.ts';

const hour = 60;
const day = 24 * hour;

function hours(...intervals: [number, number][]): unknown {
  const source = calendarFromSchedule(
    { time_zone: 'London', intervals: intervals.map(([start_time, end_time]) => ({ start_time, end_time })) },
    [],
  );
  expect(checkCalendarSource(source)).toEqual([]);
  return source.hours;
}

describe('a Zendesk schedule', () => {
  it('counts its minutes from Sunday', () => {
    expect(hours([9 * hour, 12 * hour + 30], [day + 9 * hour, day + 17 * hour], [6 * day, 6 * day + 8 * hour])).toEqual(
      {
        sun: ['09:00-12:30'],
        mon: ['09:00-17:00'],
        sat: ['00:00-08:00'],
      },
    );
  });

  it('keeps a night shift whole, and one that ends at midnight on its date', () => {
    expect(hours([5 * day + 22 * hour, 6 * day + 6 * hour], [day + 20 * hour, 2 * day])).toEqual({
      fri: ['22:00-06:00'],
      mon: ['20:00-24:00'],
    });
  });

  it('that never closes is every date from midnight to midnight', () => {
    const all = ['00:00-24:00'];
    expect(hours([0, 7 * day])).toEqual({ sun: all, mon: all, tue: all, wed: all, thu: all, fri: all, sat: all });
  });

  it('is cut at midnights where it stays open for a day or more', () => {
    expect(hours([day + 12 * hour, 3 * day + 6 * hour])).toEqual({
      mon: ['12:00-24:00'],
      tue: ['00:00-24:00'],
      wed: ['00:00-06:00'],
    });
  });

  it('runs over from Saturday into Sunday', () => {
    expect(hours([6 * day + 22 * hour, 7 * day + 4 * hour])).toEqual({ sat: ['22:00-04:00'] });
  });

  it('brings its holidays, both dates included, and an IANA zone', () => {
    const schedule = { time_zone: 'Central Time (US & Canada)', intervals: [] };
    const holidays = [
      { start_date: '2026-12-25', end_date: '2026-12-25' },
      { start_date: '2026-12-28', end_date: '2026-12-31' },
    ];
    expect(calendarFromSchedule(schedule, holidays)).toEqual({
      zone: 'America/Chicago',
      hours: {},
      holidays: ['2026-12-25', { from: '2026-12-28', to: '2026-12-31' }],
    });
  });
});
