import { expect, test } from 'vitest';
import { noteRefused, type Refused } from '#apps/runtime/refused.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';

function aDay() {
  const refused = new Map<string, Refused>();
  let now = 0;
  const on = { refused, time: { now: () => now } };
  return {
    refused,
    passes: (ms: number) => (now += ms),
    note: (...keys: string[]) => noteRefused(keys, { code: 'x', pauseOf: (times) => times * MINUTE_MS }, on),
  };
}

test('what is refused again and again waits ever longer, and what goes with it as long', () => {
  const { note, passes, refused } = aDay();
  expect(note('a')).toMatchObject({ times: 1, until: MINUTE_MS });
  passes(MINUTE_MS);
  expect(note('a', 'b')).toMatchObject({ times: 2, until: 3 * MINUTE_MS });
  expect(refused.get('b')).toMatchObject({ times: 2 });
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
