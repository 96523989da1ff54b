import { expect, test } from 'vitest';
import { noteRefused, type Refused } from '#apps/runtime/refused.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';

const refusal = { code: 'x', firstPauseMs: MINUTE_MS, longestPauseMs: 5 * MINUTE_MS };

function aDay() {
  const refused = new Map<string, Refused>();
  let now = 0;
  const on = { refused, time: { now: () => now } };
  return {
    refused,
    passes: (ms: number) => (now += ms),
    note: (...keys: string[]) => noteRefused(keys, refusal, on),
    noteAsked: (retryAfterMs: number, ...keys: string[]) => noteRefused(keys, { ...refusal, retryAfterMs }, on),
  };
}

test('what is refused again and again waits ever longer, and what goes with it as long', () => {
  const { note, passes, refused } = aDay();
  expect(note('a')).toMatchObject({ times: 1, until: MINUTE_MS });
  passes(MINUTE_MS);
  expect(note('a', 'b')).toMatchObject({ times: 2, until: 3 * MINUTE_MS });
  expect(refused.get('b')).toMatchObject({ times: 2 });
});

test('the wait doubles up to the longest one, however often it is refused', () => {
  const { note, refused } = aDay();
  const waits = Array.from({ length: 2_000 }, () => note('a').until / MINUTE_MS);
  expect(waits.slice(0, 5)).toEqual([1, 2, 4, 5, 5]);
  expect(waits.at(-1)).toBe(5);
  expect(refused.get('a')?.times).toBe(2_000);
});

test('what the other side asks for is waited, be it more or less', () => {
  const { noteAsked, note } = aDay();
  expect(noteAsked(9 * MINUTE_MS, 'a').until).toBe(9 * MINUTE_MS);
  expect(noteAsked(1, 'a').until).toBe(1);
  expect(note('a').until).toBe(4 * MINUTE_MS);
});

test('what nobody comes back for is forgotten, and what is still wanted is not', () => {
  const { note, passes, refused } = aDay();
  for (let day = 0; day < 2_000; day += 1) {
    note(`alert ${day}`, 'wanted');
    passes(MINUTE_MS);
  }
  expect(refused.get('wanted')?.times).toBe(2_000);
  passes(2_001 * MINUTE_MS + HOUR_MS);
  note('another');
  expect([...refused.keys()]).toEqual(['another']);
});
