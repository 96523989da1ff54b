import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCalendar, openMsBetween } from '#core/sla/calendar.ts';
import { explainDue } from '#core/sla/explain-due.ts';
import { dueAfterPauses } from '#core/sla/paused-due.ts';
import { dueAt, msOf, parseSpan } from '#core/sla/span.ts';
import { parseInstant, toIso } from '#core/time.ts';
import { calendarAtChange } from './random-calendar.ts';

const hours = ['09:00-17:00'];
const office = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };
const calendar = compileCalendar({ zone: 'Europe/London', hours: office });
const at = (text: string): number => parseInstant(text)!;

/** Monday 12 January 2026, 10:00, seen in February. */
function due(span: string, pauses: readonly (readonly [string, string?])[], now = '2026-02-28T00:00Z'): string {
  const intervals = pauses.map(([from, to]) => ({ from: at(from), to: to === undefined ? undefined : at(to) }));
  const found = dueAfterPauses({ from: at('2026-01-12T10:00Z'), span: parseSpan(span)!, calendar }, intervals, at(now));
  return found === undefined ? 'paused' : toIso(found);
}

describe('a promise that was paused', () => {
  it('without pauses is due as ever', () => {
    expect(due('8 business hours', [])).toBe('2026-01-13T10:00:00.000Z');
  });

  it('is due later by the open time of the pause, when it counts open time', () => {
    expect(due('8 business hours', [['2026-01-12T11:00Z', '2026-01-12T13:00Z']])).toBe('2026-01-13T12:00:00.000Z');
    expect(due('8 business hours', [['2026-01-12T16:00Z', '2026-01-13T09:30Z']])).toBe('2026-01-13T11:30:00.000Z');
  });

  it('is not moved by a pause during which nobody works', () => {
    expect(due('8 business hours', [['2026-01-12T17:00Z', '2026-01-13T09:00Z']])).toBe('2026-01-13T10:00:00.000Z');
    expect(due('15 business days', [['2026-01-17T10:00Z', '2026-01-18T10:00Z']])).toBe('2026-02-02T17:00:00.000Z');
  });

  it('is due later by the real time of the pause, when it counts hours or days', () => {
    expect(due('24 hours', [['2026-01-12T20:00Z', '2026-01-13T02:00Z']])).toBe('2026-01-13T16:00:00.000Z');
    expect(due('1 week', [['2026-01-13T20:00Z', '2026-01-15T20:30Z']])).toBe('2026-01-21T10:30:00.000Z');
  });

  it('has the day completed on which the time given back lands, once and not for every pause', () => {
    expect(due('2 business days', [['2026-01-12T11:00Z', '2026-01-12T12:00Z']])).toBe('2026-01-15T17:00:00.000Z');
    const three = ['12', '13', '14'].map((day) => [`2026-01-${day}T11:00Z`, `2026-01-${day}T12:00Z`] as const);
    expect(due('2 business days', three)).toBe('2026-01-15T17:00:00.000Z');
    expect(due('2 business days', [['2026-01-13T09:00Z', '2026-01-14T09:00Z']])).toBe('2026-01-15T17:00:00.000Z');
    expect(due('2 business days', [['2026-01-13T09:00Z', '2026-01-14T09:01Z']])).toBe('2026-01-16T17:00:00.000Z');
    expect(due('2 days, end of day', [['2026-01-12T11:00Z', '2026-01-12T12:00Z']])).toBe('2026-01-16T00:00:00.000Z');
    // A whole day given back lands on the midnight that ends a day, and stays there.
    expect(due('2 days, end of day', [['2026-01-12T11:00Z', '2026-01-13T11:00Z']])).toBe('2026-01-16T00:00:00.000Z');
    expect(due('2 business days, same time', [['2026-01-12T11:00Z', '2026-01-12T12:00Z']])).toBe(
      '2026-01-14T11:00:00.000Z',
    );
  });

  it('has no due instant while it is paused', () => {
    expect(due('8 business hours', [['2026-01-12T11:00Z']])).toBe('paused');
    expect(due('8 business hours', [['2026-01-12T11:00Z', '2026-01-20T11:00Z']], '2026-01-13T00:00Z')).toBe('paused');
    expect(due('8 business hours', [['2026-01-13T09:59:59.999Z']])).toBe('paused');
    expect(due('8 business hours', [['2026-01-12T11:00Z']], '2026-01-12T11:00Z')).toBe('paused');
    expect(due('8 business hours', [['2026-01-12T11:00Z']], '2026-01-12T10:59Z')).toBe('2026-01-13T10:00:00.000Z');
  });

  it('stays late when it was late before the pause', () => {
    expect(due('8 business hours', [['2026-01-13T10:00Z']])).toBe('2026-01-13T10:00:00.000Z');
    expect(due('8 business hours', [['2026-01-20T10:00Z', '2026-01-20T11:00Z']])).toBe('2026-01-13T10:00:00.000Z');
  });

  it('knows nothing of a pause that begins after the instant it is seen at', () => {
    expect(due('8 business hours', [['2026-01-12T11:00Z', '2026-01-12T13:00Z']], '2026-01-12T10:30Z')).toBe(
      '2026-01-13T10:00:00.000Z',
    );
  });

  it('counts overlapping pauses, and one from before it began, once', () => {
    const pauses = [
      ['2026-01-09T11:00Z', '2026-01-12T12:00Z'],
      ['2026-01-12T11:00Z', '2026-01-12T13:00Z'],
    ] as const;
    expect(due('8 business hours', pauses)).toBe('2026-01-13T13:00:00.000Z');
  });

  it('conserves time: what is open and not paused until due is the span', () => {
    const pause = fc.tuple(fc.nat(2 * 86_400_000), fc.nat(86_400_000));
    fc.assert(
      fc.property(
        calendarAtChange,
        fc.array(pause, { maxLength: 4 }),
        fc.integer({ min: 1, max: 60 }),
        ({ source, near }, gaps, count) => {
          const year = new Date(near).getUTCFullYear();
          const calendar = compileCalendar(source, { fromYear: year, untilYear: year + 1 });
          const span = { kind: 'open-time', unit: 'hours', count } as const;
          let last = near;
          const pauses = gaps.map(([gap, length]) => {
            const from = last + gap;
            last = from + length;
            return { from, to: last };
          });
          const due = dueAfterPauses({ from: near, span, calendar }, pauses, last + 1)!;
          const paused = pauses.reduce(
            (sum, { from, to }) => sum + openMsBetween(calendar, Math.min(from, due), Math.min(to, due)),
            0,
          );
          expect(openMsBetween(calendar, near, due) - paused).toBe(msOf(span));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the explanation of a due instant', () => {
  it('goes date by date and leaves nothing over', () => {
    const source = {
      zone: 'Europe/London',
      hours: office,
      holidays: ['2026-04-03', { date: '2026-04-02', hours: ['09:00-12:00'] }],
    };
    const from = at('2026-03-27T15:00Z');
    const found = explainDue(
      { from, span: parseSpan('40 business hours')!, calendar: compileCalendar(source) },
      [],
      from,
    );
    expect(found.days.map((day) => [day.date, day.because, day.counted / 3_600_000, day.left / 3_600_000])).toEqual([
      ['2026-03-27', 'open', 2, 38],
      ['2026-03-28', 'closed', 0, 38],
      ['2026-03-29', 'closed', 0, 38],
      ['2026-03-30', 'open', 8, 30],
      ['2026-03-31', 'open', 8, 22],
      ['2026-04-01', 'open', 8, 14],
      ['2026-04-02', 'special-hours', 3, 11],
      ['2026-04-03', 'holiday', 0, 11],
      ['2026-04-04', 'closed', 0, 11],
      ['2026-04-05', 'closed', 0, 11],
      ['2026-04-06', 'open', 8, 3],
      ['2026-04-07', 'open', 3, 0],
    ]);
    expect(found.days[2]).toMatchObject({ weekday: 'sun', clockChangeMs: 3_600_000 });
    expect(found.days[0]!.stretches).toEqual([{ from, to: at('2026-03-27T17:00Z') }]);
    expect(toIso(found.dueAt!)).toBe('2026-04-07T11:00:00.000Z');
  });

  it('leaves out what was paused, and stops where a pause still lasts', () => {
    const from = at('2026-01-12T10:00Z');
    const span = parseSpan('10 business hours')!;
    const pauses = [{ from: at('2026-01-12T11:00Z'), to: at('2026-01-12T12:00Z') }];
    const found = explainDue({ from, span, calendar }, pauses, at('2026-02-01T00:00Z'));
    expect(found.days.map((day) => [day.counted / 3_600_000, day.left / 3_600_000])).toEqual([
      [6, 4],
      [4, 0],
    ]);
    expect(found.givenBack).toEqual([{ ...pauses[0], ms: 3_600_000 }]);
    const open = explainDue(
      { from, span, calendar },
      [{ from: pauses[0]!.from, to: undefined }],
      at('2026-01-14T00:00Z'),
    );
    expect(open).toMatchObject({ dueAt: undefined });
    expect(open.days.at(-1)!.left).toBe(9 * 3_600_000);
  });

  it('counts dates for spans of days', () => {
    const from = at('2026-01-16T10:00Z');
    const found = explainDue({ from, span: parseSpan('2 business days')!, calendar }, [], from);
    expect(found.days.map((day) => [day.because, day.counted, day.left])).toEqual([
      ['date-of-anchor', 0, 2],
      ['closed', 0, 2],
      ['closed', 0, 2],
      ['open', 1, 1],
      ['open', 1, 0],
    ]);
    expect(explainDue({ from, span: parseSpan('8 weeks')!, calendar }, [], from).days).toHaveLength(57);
    const midnight = at('2026-01-16T00:00Z');
    const days = explainDue({ from: midnight, span: parseSpan('4 days')!, calendar }, [], midnight).days;
    expect(days.map((day) => day.left)).toEqual([4, 3, 2, 1, 0]);
  });

  it('reaches back to where it began, however long before the years laid out', () => {
    const from = at('2005-01-12T10:00Z');
    const unasked = compileCalendar({ zone: 'Europe/London', hours: office });
    const { days } = explainDue({ from, span: parseSpan('30000 hours')!, calendar: unasked }, [], from);
    expect(days[0]).toMatchObject({ date: '2005-01-12', counted: 14 * 3_600_000 });
    expect(days.at(-1)!.left).toBe(0);
  });

  it('takes off exactly the span, whatever the calendar', () => {
    const texts = [
      '37 hours',
      '20 business hours',
      '700 business minutes',
      '3 business days',
      '4 days',
      '4 days, end of day',
    ];
    fc.assert(
      fc.property(calendarAtChange, fc.constantFrom(...texts), ({ source, near }, text) => {
        const year = new Date(near).getUTCFullYear();
        const promised = {
          from: near,
          span: parseSpan(text)!,
          calendar: compileCalendar(source, { fromYear: year, untilYear: year + 1 }),
        };
        const found = explainDue(promised, [], near);
        expect(found.dueAt).toBe(dueAt(near, promised.span, promised.calendar));
        expect(found.days.at(-1)!.left).toBe(0);
        for (const { date, stretches } of found.days)
          expect([date, stretches.every((part) => part.from < part.to)]).toEqual([date, true]);
      }),
      { numRuns: 300 },
    );
  });
});
