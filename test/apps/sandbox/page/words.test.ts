import { age, cut, longDay, moment, shortDay, spaced, spanWords, timeOfDay } from '#apps/sandbox/page/words.ts';
import { describe, expect, test } from 'vitest';

const at = (iso: string): number => Date.parse(iso);
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const minutes = 60_000;

describe('times', () => {
  test('are those of the company, over its clock changes', () => {
    expect(timeOfDay(at('2026-03-28T09:02:00Z'), 'Europe/London')).toBe('09:02');
    expect(timeOfDay(at('2026-03-29T09:02:00Z'), 'Europe/London')).toBe('10:02');
    expect(longDay(at('2026-03-02T23:30:00Z'), 'Europe/London')).toBe('Monday 2 March 2026');
    expect(shortDay(at('2026-03-02T23:30:00Z'), 'Europe/Berlin')).toBe('Tue 3 Mar');
  });

  test('name the day only when it is another one', () => {
    expect(moment(at('2026-03-02T09:00:00Z'), at('2026-03-02T17:00:00Z'), 'UTC')).toBe('09:00');
    expect(moment(at('2026-03-02T09:00:00Z'), at('2026-03-03T08:00:00Z'), 'UTC')).toBe('Mon 2 Mar, 09:00');
  });
});

describe('spans', () => {
  test.each([
    [20_000, 'less than a minute'],
    [1 * minutes, '1 minute'],
    [59 * minutes, '59 minutes'],
    [60 * minutes, '1 hour'],
    [132 * minutes, '2 h 12 min'],
    [47 * 60 * minutes + 59 * minutes, '47 h 59 min'],
    [48 * 60 * minutes, '2 days'],
    [51 * 60 * minutes, '2 days 3 h'],
    [167 * 60 * minutes, '6 days 23 h'],
    [200 * 60 * minutes, '8 days'],
    [-132 * minutes, '2 h 12 min'],
  ])('%i ms is %s', (ms, words) => {
    expect(plain(spanWords(ms))).toBe(words);
  });

  test.each([
    [30_000, 'now'],
    [4 * minutes, '4 min'],
    [23 * 60 * minutes + 59 * minutes, '23 h'],
    [49 * 60 * minutes, '2 d'],
    [-5_000, 'now'],
  ])('an age of %i ms is %s', (ms, words) => {
    expect(age(1_000_000_000, 1_000_000_000 + ms)).toBe(words);
  });
});

test('names of code become words of people', () => {
  expect([spaced('awaitingThirdParty'), spaced('stage2'), spaced('out_of_scope')]).toEqual([
    'Awaiting third party',
    'Stage 2',
    'Out of scope',
  ]);
});

test('long text is cut to length with an ellipsis, its line ends made blanks', () => {
  expect(cut('one\n two', 20)).toBe('one two');
  expect(cut('one two three', 8)).toBe('one two…');
});
