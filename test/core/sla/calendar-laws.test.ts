import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '#core/invariant.ts';
import type { CalendarSource } from '#core/sla/calendar-source.ts';
import {
  addOpenMs,
  closeOfNthOpenDay,
  compileCalendar,
  isOpen,
  openBetween,
  openMsBetween,
  subtractOpenMs,
  type Calendar,
} from '#core/sla/calendar.ts';
import { MinuteOracle } from './minute-oracle.ts';
import { calendarAtChange, changes } from './random-calendar.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

function compileNear(source: CalendarSource, near: number): Calendar {
  const year = new Date(near).getUTCFullYear();
  return compileCalendar(source, { fromYear: year, untilYear: year + 1 });
}

const steps = fc.integer({ min: 0, max: 5 * 1_440 * MINUTE });

describe('a calendar, beside an oracle that looks at every minute', () => {
  it('opens and closes with the wall clock around clock changes', () => {
    fc.assert(
      fc.property(calendarAtChange, ({ source, near }) => {
        const calendar = compileNear(source, near);
        const oracle = new MinuteOracle(source);
        let open = 0;
        for (let at = near; at < near + 1.5 * DAY; at += MINUTE) {
          const wanted = oracle.owners(at).length > 0;
          if (isOpen(calendar, at) !== wanted)
            expect(`${new Date(at).toISOString()} ${!wanted}`).toBe(`open is ${wanted}`);
          open += wanted ? MINUTE : 0;
        }
        expect(openMsBetween(calendar, near, near + 1.5 * DAY)).toBe(open);
      }),
      { numRuns: 120 },
    );
  });

  it('adds open minutes as stepping through them does', () => {
    fc.assert(
      fc.property(calendarAtChange, fc.integer({ min: 1, max: 1_500 }), ({ source, near }, minutes) => {
        const until = near + 3 * DAY;
        const wanted = new MinuteOracle(source).afterOpenMinutes(near, minutes, until);
        const got = addOpenMs(compileNear(source, near), near, minutes * MINUTE);
        if (wanted === undefined) expect(got).toBeGreaterThan(until);
        else expect(new Date(got).toISOString()).toBe(new Date(wanted).toISOString());
      }),
      { numRuns: 120 },
    );
  });

  it('closes business days as reading the minutes of each date does', () => {
    fc.assert(
      fc.property(calendarAtChange, fc.integer({ min: 1, max: 3 }), ({ source, near }, count) => {
        // A date that is still open when the oracle stops looking does not count.
        const until = near + 5 * DAY;
        const wanted = new MinuteOracle(source).closeOfDate(near, count, until);
        const got = closeOfNthOpenDay(compileNear(source, near), near, count);
        if (wanted === undefined || wanted > until - 1.5 * DAY) expect(got).toBeGreaterThan(until - 1.5 * DAY - 1);
        else expect(new Date(got).toISOString()).toBe(new Date(wanted).toISOString());
      }),
      { numRuns: 60 },
    );
  });

  it('is right at every clock change of 2020 to 2035 by day, by night and round the clock', () => {
    const kinds: CalendarSource['hours'][] = [
      week('00:00-01:30', '01:30-02:30', '09:00-17:00'),
      week('22:00-06:00'),
      week('00:00-24:00'),
    ];
    for (const { zone, at } of changes) {
      for (const [i, hours] of kinds.entries()) {
        const source = { zone, hours, holidays: [new Date(at).toISOString().slice(0, 10)] };
        const [calendar, oracle] = [compileNear(source, at), new MinuteOracle(source)];
        const from = Math.floor(at / MINUTE) * MINUTE - (20 - i) * 60 * MINUTE;
        const to = from + 40 * 60 * MINUTE;
        expect(openMsBetween(calendar, from, to), `${zone} ${new Date(at).toISOString()}`).toBe(
          oracle.openMinutes(from, to) * MINUTE,
        );
      }
    }
  });
});

describe('laws of open time', () => {
  const run = (law: (calendar: Calendar, from: number, a: number, b: number) => void, numRuns = 300): void => {
    fc.assert(
      fc.property(calendarAtChange, fc.nat(MINUTE), steps, steps, ({ source, near }, ms, a, b) => {
        law(compileNear(source, near), near + ms, a, b);
      }),
      { numRuns },
    );
  };

  it('adding and measuring invert each other', () => {
    run((calendar, from, ms) => {
      const due = addOpenMs(calendar, from, ms);
      expect(due).toBeGreaterThanOrEqual(from);
      expect(openMsBetween(calendar, from, due)).toBe(ms);
      // No earlier instant has as much.
      if (ms > 0) expect(openMsBetween(calendar, from, due - 1)).toBe(ms - 1);
    });
  });

  it('taking away inverts adding, and lands on the latest instant that does', () => {
    run((calendar, to, ms) => {
      const before = subtractOpenMs(calendar, to, ms);
      expect(openMsBetween(calendar, before, to)).toBe(ms);
      if (ms > 0) expect(openMsBetween(calendar, before + 1, to)).toBe(ms - 1);
    });
  });

  it('a later start or a longer span is never due earlier', () => {
    run((calendar, from, a, b) => {
      expect(addOpenMs(calendar, from + b, a)).toBeGreaterThanOrEqual(addOpenMs(calendar, from, a));
      expect(addOpenMs(calendar, from, a + b)).toBeGreaterThanOrEqual(addOpenMs(calendar, from, a));
      const days = 1 + (b % 7);
      expect(closeOfNthOpenDay(calendar, from, days + 1)).toBeGreaterThanOrEqual(
        closeOfNthOpenDay(calendar, from, days),
      );
      expect(closeOfNthOpenDay(calendar, from + a, days)).toBeGreaterThanOrEqual(
        closeOfNthOpenDay(calendar, from, days),
      );
    });
  });

  it('open time adds up, and splitting a span changes nothing', () => {
    run((calendar, from, a, b) => {
      const [middle, to] = [from + a, from + a + b];
      expect(openMsBetween(calendar, from, middle) + openMsBetween(calendar, middle, to)).toBe(
        openMsBetween(calendar, from, to),
      );
      if (b > 0) expect(addOpenMs(calendar, addOpenMs(calendar, from, a), b)).toBe(addOpenMs(calendar, from, a + b));
      const pieces = openBetween(calendar, from, to);
      expect(pieces.reduce((sum, piece) => sum + piece.to - piece.from, 0)).toBe(openMsBetween(calendar, from, to));
    });
  });

  it('answers are the same however many years were laid out at first', () => {
    run((calendar, from, a, b) => {
      const year = new Date(from).getUTCFullYear();
      const wide = compileCalendar(calendar.source, { fromYear: year - 4, untilYear: year + 6 });
      const far = compileCalendar(calendar.source, { fromYear: 2040, untilYear: 2041 });
      const days = 1 + (b % 40);
      for (const other of [wide, far]) {
        expect(answerOf(() => addOpenMs(calendar, from, a * 30))).toBe(answerOf(() => addOpenMs(other, from, a * 30)));
        expect(answerOf(() => closeOfNthOpenDay(calendar, from, days))).toBe(
          answerOf(() => closeOfNthOpenDay(other, from, days)),
        );
        expect(answerOf(() => openMsBetween(calendar, from, from + b * 90))).toBe(
          answerOf(() => openMsBetween(other, from, from + b * 90)),
        );
        expect(answerOf(() => subtractOpenMs(calendar, from, b * 20))).toBe(
          answerOf(() => subtractOpenMs(other, from, b * 20)),
        );
      }
    }, 40);
  });
});

/** What is too far off for every calendar is so for each of them. */
function answerOf(ask: () => number): number | string {
  try {
    return ask();
  } catch (error) {
    if (error instanceof InvariantError) return error.code;
    throw error;
  }
}

function week(...hours: string[]): CalendarSource['hours'] {
  return { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours };
}
