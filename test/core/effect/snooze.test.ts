import { expect, test } from 'vitest';
import { snoozeChoices, snoozeEnd } from '#core/effect/snooze.ts';
import { parseInstant, toIso } from '#core/time.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const policy = samplePolicy();
const end = (choice: (typeof snoozeChoices)[number], now: string): string =>
  toIso(snoozeEnd(choice, parseInstant(now)!, policy));

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

test('every snooze ends after it began', () => {
  for (const choice of snoozeChoices) {
    for (let hour = 0; hour < 24 * 14; hour += 7) {
      const now = parseInstant('2026-12-20T00:00:00Z')! + hour * 3_600_000;
      expect(snoozeEnd(choice, now, policy)).toBeGreaterThan(now);
    }
  }
});
