import { describe, expect, it } from 'vitest';
import type { CalendarSource } from '#core/sla/calendar-source.ts';
import {
  addOpenMs,
  closeOfNthOpenDay,
  compileCalendar,
  isOpen,
  openBetween,
  openMsBetween,
  subtractOpenMs,
} from '#core/sla/calendar.ts';
import { tableBytes } from '#core/sla/open-table.ts';
import { HOUR_MS, MINUTE_MS, parseInstant, toIso } from '#core/time.ts';

const weekdays = (...hours: string[]): CalendarSource['hours'] => ({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
});
const at = (text: string): number => parseInstant(text)!;
const london = (holidays: CalendarSource['holidays'] = [], hours = weekdays('09:00-17:30')): CalendarSource => ({
  zone: 'Europe/London',
  hours,
  holidays,
});

function due(source: CalendarSource, from: string, hours: number): string {
  return toIso(addOpenMs(compileCalendar(source), at(from), hours * HOUR_MS));
}

function openHours(source: CalendarSource, from: string, to: string): number {
  return openMsBetween(compileCalendar(source), at(from), at(to)) / HOUR_MS;
}

describe('open time', () => {
  it('runs on over the weekend on which the clocks go forward', () => {
    expect(due(london(), '2026-03-27T16:00Z', 4)).toBe('2026-03-30T10:30:00.000Z');
  });

  it('that is complete at closing time is due at closing time, not at the next opening', () => {
    expect(due(london(), '2026-01-05T10:30Z', 7)).toBe('2026-01-05T17:30:00.000Z');
    expect(due(london(), '2026-01-05T10:30Z', 7 + 1 / 3_600_000)).toBe('2026-01-06T09:00:00.001Z');
  });

  it('received while closed starts at the next opening', () => {
    expect(due(london(), '2026-01-03T12:00Z', 1)).toBe('2026-01-05T10:00:00.000Z');
    expect(due(london(), '2026-01-05T17:30Z', 1)).toBe('2026-01-06T10:00:00.000Z');
  });

  it('of exactly one opening is due at its closing, and taken away leads to its opening, for every opening of 25 years', () => {
    // Openings of 512 minutes meet the borders of the table's index, which are powers of two.
    const calendar = compileCalendar(london([], weekdays('09:00-17:32')));
    const openings = openBetween(calendar, at('2015-02-01T00:00Z'), at('2040-01-01T00:00Z'));
    const wrong = openings.filter(
      ({ from, to }) => addOpenMs(calendar, from, to - from) !== to || subtractOpenMs(calendar, to, to - from) !== from,
    );
    expect(wrong).toEqual([]);
    expect(openings.length).toBeGreaterThan(6_000);
  });

  it('taken away stays at an opening it leads to', () => {
    const calendar = compileCalendar(london());
    expect(toIso(subtractOpenMs(calendar, at('2026-01-06T10:00Z'), HOUR_MS))).toBe('2026-01-06T09:00:00.000Z');
    expect(toIso(subtractOpenMs(calendar, at('2026-01-06T20:00Z'), 17 * HOUR_MS))).toBe('2026-01-05T09:00:00.000Z');
  });

  it('of none at all is due at once, open or closed', () => {
    expect(due(london(), '2026-01-03T12:00Z', 0)).toBe('2026-01-03T12:00:00.000Z');
  });

  it('skips lunch and holidays', () => {
    const source = london(
      ['2026-12-25', { from: '2026-12-28', to: '2026-12-31' }],
      weekdays('09:00-12:30', '13:30-17:30'),
    );
    expect(due(source, '2026-12-24T12:00Z', 5)).toBe('2027-01-01T09:30:00.000Z');
  });

  it('on a date with hours of its own keeps to them', () => {
    expect(
      openHours(london([{ date: '2026-12-24', hours: ['09:00-13:00'] }]), '2026-12-24T00:00Z', '2026-12-25T00:00Z'),
    ).toBe(4);
  });

  it('follows hours of a date of its own even where a range closes it', () => {
    const source = london([
      { from: '2026-12-21', to: '2026-12-31' },
      { date: '2026-12-24', hours: ['10:00-12:00'] },
    ]);
    expect(openHours(source, '2026-12-21T00:00Z', '2027-01-01T00:00Z')).toBe(2);
  });

  it('round the clock is real time, on days of 23 and 25 hours too', () => {
    const always = london([], { ...weekdays('00:00-24:00'), sat: ['00:00-24:00'], sun: ['00:00-24:00'] });
    expect(openHours(always, '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toBe(48);
    expect(due(always, '2026-10-24T12:00Z', 100)).toBe('2026-10-28T16:00:00.000Z');
  });

  it('counts the hour that is shown twice twice, and the one that is skipped never', () => {
    const nights = london([], { sun: ['01:00-02:00'] });
    expect(openHours(nights, '2026-10-25T00:00Z', '2026-10-26T00:00Z')).toBe(2);
    expect(openHours(nights, '2026-03-29T00:00Z', '2026-03-30T00:00Z')).toBe(0);
  });

  it('splits where a clock put back shows a closed time again', () => {
    const calendar = compileCalendar(london([], { sun: ['00:30-01:30'] }));
    const shown = ['00:15', '00:45', '01:15', '01:35'].map((time) => isOpen(calendar, at(`2026-10-25T${time}Z`)));
    // UTC 00:15 is 01:15 summer time, 00:45 is 01:45; 01:15 and 01:35 show the same in winter time.
    expect(shown).toEqual([true, false, true, false]);
  });

  it('is open at the opening instant and closed at the closing one', () => {
    const calendar = compileCalendar(london());
    const shown = ['08:59:59.999', '09:00:00', '17:29:59.999', '17:30:00'].map((time) =>
      isOpen(calendar, at(`2026-01-05T${time}Z`)),
    );
    expect(shown).toEqual([false, true, true, false]);
  });
});

describe('a shift over midnight', () => {
  const nights = (holidays: CalendarSource['holidays'] = []): CalendarSource =>
    london(holidays, weekdays('22:00-06:00'));

  it('belongs to the date it begins on: Saturday has the end of Friday night', () => {
    expect(openHours(nights(), '2026-01-10T00:00Z', '2026-01-11T00:00Z')).toBe(6);
    expect(openHours(nights(), '2026-01-05T00:00Z', '2026-01-06T00:00Z')).toBe(2);
  });

  it('ends at midnight when the next date is a holiday, and what a holiday would have begun opens after midnight', () => {
    // Wednesday 7 January is closed: Tuesday night stops at midnight, Wednesday night is there from midnight on.
    const source = nights(['2026-01-07']);
    expect(openHours(source, '2026-01-06T20:00Z', '2026-01-07T00:00Z')).toBe(2);
    expect(openHours(source, '2026-01-07T00:00Z', '2026-01-08T00:00Z')).toBe(0);
    expect(openHours(source, '2026-01-08T00:00Z', '2026-01-08T12:00Z')).toBe(6);
  });

  it('is left alone by the hours of the next date', () => {
    const source = nights([{ date: '2026-01-07', hours: ['10:00-12:00'] }]);
    expect(openHours(source, '2026-01-06T20:00Z', '2026-01-07T07:00Z')).toBe(8);
    expect(openHours(source, '2026-01-07T07:00Z', '2026-01-08T20:00Z')).toBe(2);
  });

  it('closes no earlier than the night it has run into', () => {
    const source = london([{ date: '2026-01-07', hours: ['01:00-02:00'] }], { tue: ['22:00-06:00'] });
    const closes = [1, 2].map((n) => toIso(closeOfNthOpenDay(compileCalendar(source), at('2026-01-05T12:00Z'), n)));
    expect(closes).toEqual(['2026-01-07T06:00:00.000Z', '2026-01-07T06:00:00.000Z']);
  });

  it('closes its business day on the next morning, or at the midnight at which a holiday ends it', () => {
    const close = (holidays: string[], n: number): string =>
      toIso(closeOfNthOpenDay(compileCalendar(nights(holidays)), at('2026-01-05T12:00Z'), n));
    expect(close([], 1)).toBe('2026-01-07T06:00:00.000Z');
    expect(close(['2026-01-07'], 1)).toBe('2026-01-07T00:00:00.000Z');
    // The holiday itself is no business day, although some of its shift is left.
    expect(close(['2026-01-07'], 2)).toBe('2026-01-09T06:00:00.000Z');
  });
});

describe('a calendar beyond the years it was laid out for', () => {
  it('answers exactly, before and after', () => {
    const narrow = { fromYear: 2026, untilYear: 2027 };
    const calendar = compileCalendar(london(), narrow);
    expect(toIso(addOpenMs(calendar, at('2026-12-31T17:00Z'), HOUR_MS))).toBe('2027-01-01T09:30:00.000Z');
    expect(toIso(addOpenMs(calendar, at('1999-07-02T16:00Z'), HOUR_MS))).toBe('1999-07-05T08:30:00.000Z');
    expect(toIso(addOpenMs(calendar, at('2151-07-02T16:00Z'), HOUR_MS))).toBe('2151-07-05T08:30:00.000Z');
    expect(toIso(subtractOpenMs(calendar, at('1990-01-01T09:30Z'), HOUR_MS))).toBe('1989-12-29T17:00:00.000Z');
  });

  it('closes a night shift that crosses into the year after the last one laid out', () => {
    const nights = london([], { thu: ['22:00-06:00'] });
    const calendar = compileCalendar(nights, { fromYear: 2026, untilYear: 2027 });
    expect(toIso(closeOfNthOpenDay(calendar, at('2026-12-30T12:00Z'), 1))).toBe('2027-01-01T06:00:00.000Z');
    // Sixteen hours a night for a fortnight: the table itself ends within the shift.
    const long = compileCalendar(
      london([], { ...weekdays('14:00-06:00'), sat: ['14:00-06:00'], sun: ['14:00-06:00'] }),
      {
        fromYear: 2026,
        untilYear: 2027,
      },
    );
    for (let n = 1; n <= 14; n += 1) {
      const close = `2027-01-${String(n + 1).padStart(2, '0')}T06:00:00.000Z`;
      expect(toIso(closeOfNthOpenDay(long, at('2026-12-31T12:00Z'), n))).toBe(close);
    }
  });

  it('closes business days before 1970 too', () => {
    const calendar = compileCalendar(london(), { fromYear: 1960, untilYear: 1961 });
    expect(toIso(closeOfNthOpenDay(calendar, at('1960-01-08T12:00Z'), 1))).toBe('1960-01-11T17:30:00.000Z');
    expect(toIso(closeOfNthOpenDay(calendar, at('1960-12-30T12:00Z'), 2))).toBe('1961-01-03T17:30:00.000Z');
  });

  it('says so where there is nothing to answer', () => {
    const calendar = compileCalendar(london());
    const code = (ask: () => unknown): unknown =>
      expect(ask).toThrow(expect.objectContaining({ code: expect.any(String) }));
    code(() => addOpenMs(calendar, Number.NaN, 1));
    const outOfRange = expect.objectContaining({ code: 'CALENDAR_OUT_OF_RANGE' });
    expect(() => openMsBetween(calendar, at('1850-01-01T00:00Z'), at('2026-01-01T00:00Z'))).toThrow(outOfRange);
    expect(() => addOpenMs(calendar, at('2026-01-01T00:00Z'), 1e6 * HOUR_MS)).toThrow(outOfRange);
    expect(() => closeOfNthOpenDay(calendar, at('2026-01-01T00:00Z'), 100_000)).toThrow(outOfRange);
    expect(() => isOpen(calendar, Number.POSITIVE_INFINITY)).toThrow(outOfRange);
    expect(() => openMsBetween(calendar, 2e12, 1e12)).toThrow(expect.objectContaining({ code: 'INTERVAL_REVERSED' }));
    expect(() => addOpenMs(calendar, 1e12, -1)).toThrow(expect.objectContaining({ code: 'SPAN_INVALID' }));
    expect(() => closeOfNthOpenDay(calendar, 1e12, 0)).toThrow(expect.objectContaining({ code: 'SPAN_INVALID' }));
  });

  it('that holidays close for ever never opens', () => {
    const calendar = compileCalendar(london([{ from: '2026-01-01', to: '2199-12-31' }]));
    expect(() => addOpenMs(calendar, at('2026-06-01T00:00Z'), MINUTE_MS)).toThrow(
      expect.objectContaining({ code: 'CALENDAR_NEVER_OPENS' }),
    );
  });
});

describe('compiling', () => {
  it('refuses what cannot be a calendar, with a code', () => {
    const code = (wanted: string) => expect.objectContaining({ code: wanted });
    expect(() => compileCalendar(london([], {}))).toThrow(code('CALENDAR_NEVER_OPENS'));
    expect(() => compileCalendar(london([], { mon: [] }))).toThrow(code('CALENDAR_NEVER_OPENS'));
    expect(() => compileCalendar(london([{ region: 'GB-ENG' }]))).toThrow(code('CALENDAR_REGION_UNRESOLVED'));
    expect(() => compileCalendar({ ...london(), zone: 'Europe/Atlantis' })).toThrow(code('CALENDAR_INVALID'));
  });

  it('lays out twenty years of split days in less than a megabyte', () => {
    const all = weekdays('08:00-10:00', '10:15-12:30', '13:30-15:00', '15:15-18:00');
    const calendar = compileCalendar(london([], { ...all, sat: ['09:00-12:00', '13:00-16:00'] }), {
      fromYear: 2015,
      untilYear: 2035,
    });
    expect(tableBytes(calendar.table)).toBeLessThan(1_000_000);
  });
});
