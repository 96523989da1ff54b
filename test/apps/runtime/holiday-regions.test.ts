import { describe, expect, it } from 'vitest';
import { expandHolidayRegions } from '#apps/runtime/holiday-regions.ts';
import type { HolidaySource } from '#core/sla/calendar-source.ts';
import { compileCalendar, isOpen } from '#core/sla/calendar.ts';

const desk = { zone: 'Europe/London', hours: { mon: ['09:00-17:00'] } };
const years = { fromYear: 2026, untilYear: 2027 };

async function expanded(...holidays: HolidaySource[]): Promise<readonly HolidaySource[] | undefined> {
  return (await expandHolidayRegions({ ...desk, holidays }, years)).source.holidays;
}

describe('holidays of a region', () => {
  it('become dates, substitute days among them', async () => {
    expect(await expanded({ region: 'GB-ENG' })).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-04',
      '2026-05-25',
      '2026-08-31',
      '2026-12-25',
      '2026-12-26',
      '2026-12-28',
    ]);
  });

  it('leave out dates that close banks or schools only, or half of a day', async () => {
    const bavaria = await expanded({ region: 'DE-BY' });
    expect(bavaria).toContain('2026-06-04');
    expect(bavaria).not.toContain('2026-11-18');
    expect(bavaria).not.toContain('2026-12-24');
    expect(await expanded({ region: 'CN' })).not.toContain('2026-03-08');
  });

  it('that last for days close each of them', async () => {
    const dates = (await expanded({ region: 'SA' }))!;
    expect(dates.filter((date) => typeof date === 'string' && date.startsWith('2026-03'))).toHaveLength(4);
  });

  it('make way for dates that have hours of their own, and stand once', async () => {
    const special = { date: '2026-12-26', hours: ['10:00-12:00'] };
    const found = (await expanded('2026-01-01', special, { region: 'GB-ENG' }, { region: 'GB-WLS' }))!;
    expect(found.slice(0, 3)).toEqual(['2026-01-01', special, '2026-04-03']);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toHaveLength(9);
  });

  it('that nobody knows are named', async () => {
    const { issues } = await expandHolidayRegions(
      { ...desk, holidays: [{ region: 'GB-ENG' }, { region: 'ZZ' }, { region: 'GB-ZZ' }] },
      years,
    );
    expect(issues.map((issue) => issue.path)).toEqual([
      ['holidays', 1, 'region'],
      ['holidays', 2, 'region'],
    ]);
  });

  it('close the calendar they were written in', async () => {
    const { source } = await expandHolidayRegions({ ...desk, holidays: [{ region: 'GB-ENG' }] });
    const calendar = compileCalendar(source);
    expect(isOpen(calendar, Date.parse('2026-05-04T10:00Z'))).toBe(false);
    expect(isOpen(calendar, Date.parse('2026-05-11T10:00Z'))).toBe(true);
    expect(isOpen(calendar, Date.parse('2031-05-05T10:00Z'))).toBe(false);
  });

  it('are not looked for where no region is named', async () => {
    const source = { ...desk, holidays: ['2026-12-25'] };
    expect((await expandHolidayRegions(source)).source).toBe(source);
  });
});
