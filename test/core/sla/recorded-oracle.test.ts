import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calendarFromSchedule } from '#integrations/zendesk/schedule.ts';
import type { CalendarSource } from '#core/sla/calendar-source.ts';
import { weekdays } from '#core/sla/calendar-source.ts';
import { addOpenMs, compileCalendar, openMsBetween, type Calendar } from '#core/sla/calendar.ts';
import { dueAt, parseSpan } from '#core/sla/span.ts';
import { toIso } from '#core/time.ts';

const shared = new URL('../../../../shared/data/', import.meta.url);
const absent = !existsSync(shared);
if (absent) console.log('recorded calendar answers: skipped, the folder with recorded data is not here');

function lines<T>(path: string): T[] {
  return readFileSync(new URL(path, shared), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

describe.skipIf(absent)('answers computed elsewhere', () => {
  it('every row of the oracle that steps through minutes', () => {
    type Row =
      | { define: string; calendar: CalendarSource }
      | { define?: undefined; calendar: string; from: string; span: string; due: string; to?: undefined }
      | { define?: undefined; calendar: string; from: string; to: string; openMs: number };
    const calendars = new Map<string, Calendar>();
    const wrong: unknown[] = [];
    let asked = 0;
    for (const row of lines<Row>('calendar/oracle.jsonl')) {
      if (row.define !== undefined) {
        calendars.set(row.define, compileCalendar(row.calendar));
        continue;
      }
      const calendar = calendars.get(row.calendar)!;
      const from = Date.parse(row.from);
      const right =
        row.to === undefined
          ? toIso(dueAt(from, parseSpan(row.span)!, calendar)) === row.due
          : openMsBetween(calendar, from, Date.parse(row.to)) === row.openMs;
      asked += 1;
      if (!right) wrong.push(row);
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(10_000);
  });

  it('every row of the request tracker, by the closing-time convention', () => {
    interface Row {
      days: number[];
      start_hm: string;
      end_hm: string;
      holidays: string[];
      tz: string;
      from: string;
      business_minutes: number;
      due_closing_convention: string;
    }
    const rows = lines<Row>('calendar/sla_oracle.jsonl');
    for (const row of rows) {
      const hours = [`${row.start_hm.padStart(5, '0')}-${row.end_hm}`];
      const calendar = compileCalendar(
        {
          zone: row.tz,
          hours: Object.fromEntries(row.days.map((day) => [weekdays[(day + 6) % 7], hours])),
          holidays: row.holidays,
        },
        { fromYear: 2026, untilYear: 2028 },
      );
      const due = addOpenMs(calendar, Date.parse(row.from), row.business_minutes * 60_000);
      expect(due, JSON.stringify(row)).toBe(Date.parse(row.due_closing_convention));
    }
    expect(rows.length).toBeGreaterThan(200);
  });

  it('business minutes that Zendesk computed itself', () => {
    const file = JSON.parse(
      readFileSync(new URL('zendesk/snippets/business_minutes_vectors.json', shared), 'utf8'),
    ) as {
      schedule: { time_zone: string; intervals: { start_time: number; end_time: number }[] };
      vectors: { start: string; calendar_minutes: number; business_minutes: number }[];
    };
    const calendar = compileCalendar(calendarFromSchedule(file.schedule, []));
    for (const vector of file.vectors) {
      const from = Date.parse(vector.start);
      const open = openMsBetween(calendar, from, from + vector.calendar_minutes * 60_000);
      expect(Math.floor(open / 60_000), JSON.stringify(vector)).toBe(vector.business_minutes);
    }
    expect(file.vectors).toHaveLength(5);
  });
});
