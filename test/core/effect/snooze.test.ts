import { expect, test } from 'vitest';
import { snoozeChoices, snoozeEnd } from '#core/effect/snooze.ts';
import type { Policy } from '#core/policy/policy.ts';
import { parseInstant, toIso } from '#core/time.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const policy = samplePolicy();
const end = (choice: (typeof snoozeChoices)[number], now: string, by = policy): string =>
  toIso(snoozeEnd(choice, parseInstant(now)!, by));

/** London, Monday to Friday, the same hours each day. */
function openOn(hours: readonly string[]): Policy {
  const of = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [...hours]]));
  return samplePolicy({ calendars: { office: { zone: 'Europe/London', hours: of } } });
}
const atNight = openOn(['22:00-06:00']);
const aroundTheClock = openOn(['00:00-24:00']);

test('an hour is an hour, whatever the calendar says', () => {
  expect(end('hour', '2026-11-06T23:30:00Z')).toBe('2026-11-07T00:30:00.000Z');
  expect(end('fourHours', '2026-11-06T09:00:00Z')).toBe('2026-11-06T13:00:00.000Z');
});

test('the next working day begins when the company opens, not at midnight and not on a Saturday', () => {
  const friday = end('nextDay', '2026-11-06T10:00:00Z');
  expect(friday.slice(0, 10)).toBe('2026-11-09');
  expect(end('nextDay', '2026-11-02T00:30:00Z').slice(0, 10)).toBe('2026-11-03');
  expect(friday.slice(11)).not.toBe('00:00:00.000Z');
});

test('next week begins with its first working day, from Sunday as from Monday', () => {
  expect(end('nextWeek', '2026-11-02T10:00:00Z').slice(0, 10)).toBe('2026-11-09');
  expect(end('nextWeek', '2026-11-08T10:00:00Z').slice(0, 10)).toBe('2026-11-09');
});

test('a shift over midnight is one working day: the next one begins with the next shift', () => {
  expect(end('nextDay', '2026-11-02T23:00:00Z', atNight)).toBe('2026-11-03T22:00:00.000Z');
  expect(end('nextDay', '2026-11-03T03:00:00Z', atNight)).toBe('2026-11-03T22:00:00.000Z');
  expect(end('nextDay', '2026-11-06T23:00:00Z', atNight)).toBe('2026-11-09T22:00:00.000Z');
  expect(end('nextWeek', '2026-11-04T23:00:00Z', atNight)).toBe('2026-11-09T22:00:00.000Z');
});

test('a shift over midnight that is written in two pieces is the same one working day', () => {
  const inPieces = [
    openOn(['00:00-06:00', '22:00-24:00']),
    openOn(['22:00-24:00', '00:00-06:00']),
    openOn(['00:00-06:00', '22:00-23:00', '23:00-24:00']),
  ];
  for (const by of inPieces) {
    expect(end('nextDay', '2026-11-02T23:00:00Z', by)).toBe('2026-11-03T22:00:00.000Z');
    expect(end('nextDay', '2026-11-03T03:00:00Z', by)).toBe('2026-11-03T22:00:00.000Z');
    expect(end('nextDay', '2026-11-03T12:00:00Z', by)).toBe('2026-11-04T22:00:00.000Z');
  }
  // Monday's first hours touch none of Sunday's: they are Monday's own.
  expect(end('nextDay', '2026-11-06T12:00:00Z', inPieces[0])).toBe('2026-11-09T00:00:00.000Z');
});

test('what is open until midnight and all of the next day is two working days', () => {
  const hours = { mon: ['18:00-24:00'], tue: ['00:00-24:00'], wed: ['00:00-18:00'] };
  const by = samplePolicy({ calendars: { office: { zone: 'Europe/London', hours } } });
  expect(end('nextDay', '2026-11-02T20:00:00Z', by)).toBe('2026-11-03T00:00:00.000Z');
  expect(end('nextDay', '2026-11-03T20:00:00Z', by)).toBe('2026-11-04T00:00:00.000Z');
});

test('a company that never closes all week begins its next working day at midnight', () => {
  expect(end('nextDay', '2026-11-03T10:00:00Z', aroundTheClock)).toBe('2026-11-04T00:00:00.000Z');
  expect(end('nextDay', '2026-11-03T00:00:00Z', aroundTheClock)).toBe('2026-11-04T00:00:00.000Z');
  expect(end('nextDay', '2026-11-06T23:59:00Z', aroundTheClock)).toBe('2026-11-09T00:00:00.000Z');
});

test('without a calendar a day has 24 hours and a week seven days', () => {
  const none: Policy = { ...policy, calendars: new Map() };
  expect(end('nextDay', '2026-11-06T10:00:00Z', none)).toBe('2026-11-07T10:00:00.000Z');
  expect(end('nextWeek', '2026-11-06T10:00:00Z', none)).toBe('2026-11-13T10:00:00.000Z');
});

test('who is closed for longer than three weeks is asked again all the same', () => {
  const closed = samplePolicy({
    calendars: {
      office: { zone: 'Europe/London', hours: { mon: ['09:00-17:00'] }, holidays: weeksFrom('2026-11-09', 6) },
    },
  });
  expect(end('nextDay', '2026-11-06T10:00:00Z', closed)).toBe('2026-11-28T00:00:00.000Z');
});

/** So many days, one a week. */
function weeksFrom(first: string, many: number): string[] {
  const at = parseInstant(`${first}T00:00:00Z`)!;
  return Array.from({ length: many }, (_, week) => toIso(at + week * 7 * 86_400_000).slice(0, 10));
}

test('every snooze ends after it began', () => {
  for (const by of [policy, atNight, openOn(['00:00-06:00', '22:00-24:00']), aroundTheClock]) {
    for (const choice of snoozeChoices) {
      for (let hour = 0; hour < 24 * 14; hour += 7) {
        const now = parseInstant('2026-12-20T00:00:00Z')! + hour * 3_600_000;
        expect(snoozeEnd(choice, now, by)).toBeGreaterThan(now);
      }
    }
  }
});
