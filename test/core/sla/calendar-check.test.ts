import { describe, expect, it } from 'vitest';
import { checkCalendarSource } from '#core/sla/calendar-check.ts';
import { describeIssue } from '#core/sla/calendar-rules.ts';

const hours = { mon: ['09:00-17:30'] };

function issues(source: unknown): string[] {
  return checkCalendarSource(source).map(describeIssue);
}

describe('a calendar that can be used', () => {
  it.each([
    { zone: 'Europe/London', hours },
    { zone: 'UTC', hours: { mon: ['00:00-24:00'], tue: ['00:00-24:00'] }, holidays: [] },
    { zone: 'Asia/Kolkata', hours: { fri: ['22:00-06:00'], sat: ['06:00-07:00', '9:00-10:00'], sun: ['22:00-00:00'] } },
    {
      zone: 'Europe/London',
      hours,
      holidays: [
        '2024-02-29',
        { from: '1900-01-01', to: '1900-01-01' },
        { from: '2199-12-31', to: '2199-12-31' },
        { date: '2026-12-24', hours: ['09:00-13:00'] },
        { from: '2026-12-28', to: '2026-12-28' },
        { region: 'GB-ENG' },
      ],
    },
  ])('has no issues: %j', (source) => {
    expect(issues(source)).toEqual([]);
  });
});

describe('what is wrong with a calendar', () => {
  it.each<[unknown, string]>([
    [null, 'a calendar has'],
    ['Europe/London', 'a calendar has'],
    [{ hours }, 'zone: needs the name'],
    [{ zone: 'London', hours }, 'did you mean Europe/London?'],
    [{ zone: 'Europe/Londn', hours }, 'did you mean Europe/London?'],
    [{ zone: 'UTC', hours: { ...hours, tues: [] } }, "hours.tues: unknown key 'tues', did you mean 'tue'?"],
    [{ zone: '+01:00', hours }, 'zone: unknown time zone'],
    [{ zone: 'UTC' }, 'hours: needs opening hours'],
    [{ zone: 'UTC', hours: {} }, 'hours: never opens'],
    [{ zone: 'UTC', hours: { mon: [], tue: [] } }, 'hours: never opens'],
    [{ zone: 'UTC', hours: { ...hours, monday: [] } }, "hours.monday: unknown key 'monday'"],
    [{ zone: 'UTC', hours, opens: 1 }, "opens: unknown key 'opens'"],
    [{ zone: 'UTC', hours: { mon: '09:00-17:00' } }, 'hours.mon: needs a list'],
    [{ zone: 'UTC', hours: { mon: ['9-17'] } }, 'hours.mon[0]: cannot read "9-17"'],
    [{ zone: 'UTC', hours: { mon: ['09:00-25:00'] } }, 'hours.mon[0]: cannot read'],
    [{ zone: 'UTC', hours: { mon: ['09:00-24:30'] } }, 'hours.mon[0]: cannot read'],
    [{ zone: 'UTC', hours: { mon: ['24:00-06:00'] } }, 'hours.mon[0]: cannot read'],
    [{ zone: 'UTC', hours: { mon: ['09:00-09:00'] } }, 'hours.mon[0]: cannot read'],
    [{ zone: 'UTC', hours: { mon: ['09:60-10:00'] } }, 'hours.mon[0]: cannot read'],
    [{ zone: 'UTC', hours: { mon: [9] } }, 'hours.mon[0]: cannot read 9'],
    [{ zone: 'UTC', hours: { mon: ['13:00-17:00', '09:00-13:01'] } }, 'hours.mon: has hours that overlap'],
    [{ zone: 'UTC', hours: { mon: ['22:00-06:00'], tue: ['05:59-07:00'] } }, 'hours.mon: runs into the hours of tue'],
    [{ zone: 'UTC', hours: { sun: ['22:00-06:00'], mon: ['05:00-07:00'] } }, 'hours.sun: runs into the hours of mon'],
    [{ zone: 'UTC', hours, holidays: '2026-12-25' }, 'holidays: needs a list'],
    [{ zone: 'UTC', hours, holidays: ['2026-02-29'] }, 'holidays[0]: "2026-02-29" is not a date'],
    [{ zone: 'UTC', hours, holidays: ['25.12.2026'] }, 'holidays[0]: "25.12.2026" is not a date'],
    [{ zone: 'UTC', hours, holidays: ['0026-12-25'] }, 'holidays[0]: "0026-12-25" is not a date'],
    [{ zone: 'UTC', hours, holidays: ['1899-12-31'] }, 'holidays[0]: "1899-12-31" is not a date of these times'],
    [{ zone: 'UTC', hours, holidays: ['2200-01-01'] }, 'holidays[0]: "2200-01-01" is not a date of these times'],
    [{ zone: 'UTC', hours, holidays: [20261225] }, 'holidays[0]: needs a date'],
    [{ zone: 'UTC', hours, holidays: [{ date: '2026-12-24', hours: [] }] }, 'holidays[0].hours: is empty'],
    [{ zone: 'UTC', hours, holidays: [{ date: '2026-12-24', hours: ['9'] }] }, 'holidays[0].hours[0]: cannot read'],
    [{ zone: 'UTC', hours, holidays: [{ date: '2026-12-24' }] }, 'holidays[0].hours: needs a list'],
    [
      { zone: 'UTC', hours, holidays: [{ from: '2026-12-31', to: '2026-12-28' }] },
      'holidays[0]: ends before it begins',
    ],
    [{ zone: 'UTC', hours, holidays: [{ from: '2026-12-31' }] }, 'holidays[0].to: nothing is not a date'],
    [{ zone: 'UTC', hours, holidays: [{ region: 'England' }] }, 'holidays[0].region: cannot read "England"'],
  ])('%j', (source, wanted) => {
    const found = issues(source);
    expect(found.join('\n')).toContain(wanted);
    expect(found).toHaveLength(1);
  });

  it('is told all at once', () => {
    const twice = { date: '2026-12-24', hours: ['09:00-10:00'] };
    expect(issues({ zone: 'Mars', hours: { mon: ['x'], tue: ['y'] }, holidays: ['z', twice, twice] })).toHaveLength(5);
  });
});
