import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarSource } from '#core/sla/calendar-source.ts';
import { compileCalendar } from '#core/sla/calendar.ts';
import { dueAt, formatSpan, instantBefore, parseSpan, suggestSpan, type Span } from '#core/sla/span.ts';
import { parseInstant, toIso } from '#core/time.ts';
import { MinuteOracle } from './minute-oracle.ts';
import { calendarAtChange } from './random-calendar.ts';

const hours = ['09:00-17:30'];
const office: CalendarSource['hours'] = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };
const london = compileCalendar({ zone: 'Europe/London', hours: office, holidays: ['2026-04-03', '2026-04-06'] });

function due(from: string, span: string, calendar = london): string {
  return toIso(dueAt(parseInstant(from)!, parseSpan(span)!, calendar));
}

const spans: fc.Arbitrary<Span> = fc.oneof(
  fc.record({
    kind: fc.constant('elapsed'),
    unit: fc.constantFrom('minutes', 'hours'),
    count: fc.integer({ min: 1, max: 500 }),
  }),
  fc.record({
    kind: fc.constant('open-time'),
    unit: fc.constantFrom('minutes', 'hours'),
    count: fc.integer({ min: 1, max: 99 }),
  }),
  fc.record({
    kind: fc.constant('calendar-days'),
    unit: fc.constantFrom('days', 'weeks'),
    count: fc.integer({ min: 1, max: 40 }),
    due: fc.constantFrom('same-time', 'end-of-day'),
  }),
  fc.record({
    kind: fc.constant('business-days'),
    count: fc.integer({ min: 1, max: 40 }),
    due: fc.constantFrom('close', 'same-time', 'end-of-day'),
  }),
) as fc.Arbitrary<Span>;

describe('words for spans', () => {
  it.each([
    ['90 minutes', { kind: 'elapsed', unit: 'minutes', count: 90 }],
    ['24 hours', { kind: 'elapsed', unit: 'hours', count: 24 }],
    ['1 hour', { kind: 'elapsed', unit: 'hours', count: 1 }],
    ['30 days', { kind: 'calendar-days', unit: 'days', count: 30, due: 'same-time' }],
    ['8 weeks', { kind: 'calendar-days', unit: 'weeks', count: 8, due: 'same-time' }],
    ['1 day', { kind: 'calendar-days', unit: 'days', count: 1, due: 'same-time' }],
    ['30 days, end of day', { kind: 'calendar-days', unit: 'days', count: 30, due: 'end-of-day' }],
    ['40 business hours', { kind: 'open-time', unit: 'hours', count: 40 }],
    ['90 business minutes', { kind: 'open-time', unit: 'minutes', count: 90 }],
    ['15 business days', { kind: 'business-days', count: 15, due: 'close' }],
    ['1 business day', { kind: 'business-days', count: 1, due: 'close' }],
    ['5 business days, same time', { kind: 'business-days', count: 5, due: 'same-time' }],
    ['  5  Business Days , Same Time ', { kind: 'business-days', count: 5, due: 'same-time' }],
  ])('%s', (text, span) => {
    expect(parseSpan(text)).toEqual(span);
  });

  it('that are written out are read back the same', () => {
    fc.assert(
      fc.property(spans, (span) => {
        expect(parseSpan(formatSpan(span))).toEqual(span);
      }),
    );
    expect(formatSpan(parseSpan('1 weeks')!)).toBe('1 week');
  });

  it.each([
    '',
    '2d',
    '0 days',
    '-1 days',
    '1.5 hours',
    '15',
    'days',
    '5 business weeks',
    '2 hours, end of day',
    '1 fortnight',
    '99999999 weeks',
  ])('refuse %j', (text) => {
    expect(parseSpan(text)).toBeUndefined();
  });

  it.each([
    ['2d', '2 days'],
    ['24h', '24 hours'],
    ['2 bd', '2 business days'],
    ['15 working days', '15 business days'],
    ['5 working days same time', '5 business days, same time'],
    ['1.5 hours', '90 minutes'],
    ['30 days end of the day', '30 days, end of day'],
    ['one day', undefined],
    ['1 fortnight', undefined],
    ['0 days', undefined],
  ])('for %j suggest %j', (text, suggestion) => {
    expect(suggestSpan(text)).toBe(suggestion);
  });
});

describe('due', () => {
  it('elapsed time runs day and night, and does not notice clock changes', () => {
    expect(due('2026-03-28T12:00Z', '24 hours')).toBe('2026-03-29T12:00:00.000Z');
  });

  it('days and weeks end at the same time of the wall clock', () => {
    expect(due('2026-03-28T12:00Z', '1 day')).toBe('2026-03-29T11:00:00.000Z');
    expect(due('2026-03-01T12:00Z', '8 weeks')).toBe('2026-04-26T11:00:00.000Z');
  });

  it('a time that the clock skips or repeats on that date is taken as calendars take it', () => {
    expect(due('2026-03-28T01:30Z', '1 day')).toBe('2026-03-29T01:30:00.000Z');
    expect(due('2026-10-24T00:30Z', '1 day')).toBe('2026-10-25T00:30:00.000Z');
    // Two o'clock is shown once, an hour after the clock was put back from it.
    expect(due('2026-10-24T01:00Z', '1 day')).toBe('2026-10-25T02:00:00.000Z');
  });

  it('the end of a date is the midnight after it', () => {
    expect(due('2026-03-01T12:00Z', '30 days, end of day')).toBe('2026-03-31T23:00:00.000Z');
    expect(due('2026-01-01T00:00Z', '1 day, end of day')).toBe('2026-01-03T00:00:00.000Z');
  });

  it('business days are counted after the date of the anchor and end at its close', () => {
    // Thursday before Easter, at 23:59:59 and at opening: the same.
    expect(due('2026-04-02T22:59:59Z', '1 business day')).toBe('2026-04-07T16:30:00.000Z');
    expect(due('2026-04-02T08:00:00Z', '1 business day')).toBe('2026-04-07T16:30:00.000Z');
    expect(due('2026-04-02T23:00:00Z', '3 business days')).toBe('2026-04-09T16:30:00.000Z');
    expect(due('2026-04-04T10:00:00Z', '1 business day')).toBe('2026-04-07T16:30:00.000Z');
  });

  it('business days at the same time or to the end of the day', () => {
    expect(due('2026-03-27T16:00Z', '5 business days, same time')).toBe('2026-04-07T15:00:00.000Z');
    expect(due('2026-03-27T22:00Z', '1 business day, same time')).toBe('2026-03-30T21:00:00.000Z');
    expect(due('2026-03-27T16:00Z', '1 business day, end of day')).toBe('2026-03-30T23:00:00.000Z');
  });

  it('dates that a zone never had are counted as the wall calendar counts them', () => {
    // Samoa went from Thursday 29 to Saturday 31 December 2011.
    const apia = compileCalendar({ zone: 'Pacific/Apia', hours: office });
    expect(due('2011-12-29T22:00Z', '2 days', apia)).toBe('2011-12-30T22:00:00.000Z');
    expect(due('2011-12-29T22:00Z', '1 business day', apia)).toBe('2012-01-02T03:30:00.000Z');
    expect(due('2011-12-29T22:00Z', '1 day, end of day', apia)).toBe('2011-12-30T10:00:00.000Z');
  });

  it('midnights that do not exist end the day where the clock jumps', () => {
    const cairo = compileCalendar({ zone: 'Africa/Cairo', hours: office });
    // Friday 24 April 2026 begins at 01:00.
    expect(due('2026-04-22T10:00Z', '1 day, end of day', cairo)).toBe('2026-04-23T22:00:00.000Z');
    // Thursday 29 October 2026 lasts 25 hours.
    expect(due('2026-10-28T10:00Z', '1 day, end of day', cairo)).toBe('2026-10-29T22:00:00.000Z');
    const newfoundland = compileCalendar({ zone: 'America/St_Johns', hours: office });
    // A minute past midnight the clock showed the old date again.
    expect(due('2010-11-05T15:00Z', '1 day, end of day', newfoundland)).toBe('2010-11-07T03:30:00.000Z');
  });

  it('is never earlier for a later start or a longer span', () => {
    fc.assert(
      fc.property(calendarAtChange, spans, fc.nat(5 * 86_400_000), ({ source, near }, span, later) => {
        const year = new Date(near).getUTCFullYear();
        const calendar = compileCalendar(source, { fromYear: year, untilYear: year + 1 });
        const first = dueAt(near, span, calendar);
        expect(first).toBeGreaterThan(near - 1);
        expect(dueAt(near, { ...span, count: span.count + 1 }, calendar)).toBeGreaterThanOrEqual(first);
        // The wall clock itself runs back when it is put back, and from a closed date "same time" lands on the same date
        // as from the evening before.
        if (span.kind !== 'elapsed' && span.kind !== 'open-time' && span.due === 'same-time') return;
        expect(dueAt(near + later, span, calendar)).toBeGreaterThanOrEqual(first);
      }),
      { numRuns: 600 },
    );
  });
});

describe('same time', () => {
  it('is what the wall shows on the later date, unless the clock skips it', () => {
    const days = fc.integer({ min: -40, max: 40 }).filter((count) => count !== 0);
    fc.assert(
      fc.property(calendarAtChange, days, ({ source, near }, count) => {
        const year = new Date(near).getUTCFullYear();
        const calendar = compileCalendar(source, { fromYear: year, untilYear: year + 1 });
        const oracle = new MinuteOracle(source);
        const span: Span = { kind: 'calendar-days', unit: 'days', count: Math.abs(count), due: 'same-time' };
        const found = count > 0 ? dueAt(near, span, calendar) : instantBefore(near, span, calendar);
        const date = new Date(Date.parse(oracle.wall(near).slice(0, 10)) + count * 86_400_000);
        const wanted = `${date.toISOString().slice(0, 10)} ${oracle.wall(near).slice(11)}`;
        if (oracle.wall(found) === wanted) {
          // Shown twice, it means the first time.
          expect([30, 60].map((minutes) => oracle.wall(found - minutes * 60_000))).not.toContain(wanted);
          return;
        }
        const skipped = [30, 60, 1440].find(
          (minutes) => oracle.wall(found - minutes * 60_000) < wanted && oracle.wall(found) > wanted,
        );
        expect(skipped, `${wanted} at ${new Date(found).toISOString()} ${source.zone}`).toBeDefined();
      }),
      { numRuns: 400 },
    );
  });
});

describe('counting back from a due instant', () => {
  const before = (dueText: string, span: string): string =>
    toIso(instantBefore(parseInstant(dueText)!, parseSpan(span)!, london));

  it('takes real, open and wall-clock time', () => {
    expect(before('2026-04-07T10:00Z', '2 hours')).toBe('2026-04-07T08:00:00.000Z');
    expect(before('2026-04-07T10:00Z', '4 business hours')).toBe('2026-04-02T14:30:00.000Z');
    expect(before('2026-03-30T11:00Z', '2 days')).toBe('2026-03-28T12:00:00.000Z');
    expect(before('2026-04-08T16:30Z', '2 business days')).toBe('2026-04-02T16:30:00.000Z');
    expect(before('2026-04-06T16:30Z', '1 business day')).toBe('2026-04-02T16:30:00.000Z');
    expect(before('2015-01-02T12:00Z', '3 business days')).toBe('2014-12-30T12:00:00.000Z');
  });
});
