import { describe, expect, test } from 'vitest';
import { initials, inWords, small } from '#core/effect/words.ts';
import { compileCalendar } from '#core/sla/calendar.ts';
import { DAY_MS, HOUR_MS } from '#core/time.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const shape = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;

describe('an instant in words', () => {
  // Cairo shows the last hour of a date twice, Lord Howe half an hour, and Apia has lost a whole date.
  test.each([
    'Europe/London',
    'Africa/Cairo',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Asia/Kolkata',
    'Pacific/Apia',
  ])('is what the platform says in %s, at every hour around each change of the clock', (zone) => {
    const calendar = compileCalendar({ zone, hours: { mon: ['09:00-17:00'] } });
    const policy = { ...samplePolicy(), calendars: new Map([['office', calendar]]) };
    const format = new Intl.DateTimeFormat('en-GB', { ...shape, timeZone: zone });
    for (const change of [...calendar.table.zone.changes].slice(0, -1)) {
      for (let at = change - 2 * DAY_MS; at < change + 2 * DAY_MS; at += HOUR_MS / 2 + 7) {
        expect(inWords(at, policy)).toBe(format.format(at));
      }
    }
  });
});

describe('a complainant', () => {
  test.each([
    ['Joan Marsh', 'J. M.'],
    ['  anna   maria van der Berg', 'A. M. V.'],
    ['Cem\u00a0Öz', 'C. Ö.'],
    ['😀 smile', '😀. S.'],
    [' ', 'not named'],
    ['', 'not named'],
    [undefined, 'not named'],
  ])('called %s is known by %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});

test.each([
  ['Acknowledge the complaint', 'acknowledge the complaint'],
  ['A reply', 'a reply'],
  ['Élever', 'élever'],
  ['ADR letter', 'ADR letter'],
  ['FCA: final response', 'FCA: final response'],
  ['2 calls', '2 calls'],
  ['X', 'x'],
  ['', ''],
])('%j begins in the middle of a sentence as %j', (title, within) => {
  expect(small(title)).toBe(within);
});
