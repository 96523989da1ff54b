import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { digestTurns } from '#core/report/digest-times.ts';
import { compileCalendar } from '#core/sla/calendar.ts';
import { DAY_MS, parseInstant, toIso, type Instant } from '#core/time.ts';

const london = compileCalendar({
  zone: 'Europe/London',
  hours: {
    mon: ['09:00-17:30'],
    tue: ['09:00-17:30'],
    wed: ['09:00-17:30'],
    thu: ['09:00-17:30'],
    fri: ['09:00-17:00'],
  },
  holidays: [{ from: '2026-12-25', to: '2026-12-25' }],
});
const auckland = compileCalendar({ zone: 'Pacific/Auckland', hours: { mon: ['09:00-17:00'], sun: ['22:00-02:00'] } });

function at(text: string): Instant {
  return parseInstant(text) ?? Number.NaN;
}

function said(turns: ReturnType<typeof digestTurns>) {
  const one = (turn: typeof turns.last) => (turn === undefined ? undefined : `${turn.id} at ${toIso(turn.at)}`);
  return [one(turns.last), one(turns.next)];
}

describe('a daily round-up', () => {
  test('is told on each working day, at the hour the wall shows there', () => {
    expect(said(digestTurns('daily', { daily: '09:00' }, london, at('2026-11-20T09:30:00Z')))).toEqual([
      'daily:2026-11-20 at 2026-11-20T09:00:00.000Z',
      'daily:2026-11-23 at 2026-11-23T09:00:00.000Z',
    ]);
    expect(said(digestTurns('daily', { daily: '09:00' }, london, at('2026-07-01T07:59:59Z')))).toEqual([
      'daily:2026-06-30 at 2026-06-30T08:00:00.000Z',
      'daily:2026-07-01 at 2026-07-01T08:00:00.000Z',
    ]);
  });

  test('is due from its very instant on', () => {
    expect(digestTurns('daily', { daily: '09:00' }, london, at('2026-11-20T09:00:00Z')).last?.id).toBe(
      'daily:2026-11-20',
    );
  });

  test('is not told on holidays and weekends, and the next one tells of all of them', () => {
    const { last } = digestTurns('daily', { daily: '09:00' }, london, at('2026-12-28T10:00:00Z'));
    expect(last).toMatchObject({ id: 'daily:2026-12-28', sinceAt: at('2026-12-24T09:00:00Z') });
    expect(last?.untilAt).toBe(at('2026-12-29T00:00:00Z'));
  });

  test('counts a day that begins on the evening before for both dates', () => {
    const days = ['2026-11-22', '2026-11-23', '2026-11-24'].map(
      (day) => digestTurns('daily', { daily: '12:00' }, auckland, at(`${day}T00:00:00Z`)).last?.id,
    );
    expect(days).toEqual(['daily:2026-11-22', 'daily:2026-11-23', 'daily:2026-11-23']);
  });
});

describe('a weekly round-up', () => {
  test('is told on its day, working day or not, and looks seven days ahead', () => {
    const { last, next } = digestTurns('weekly', { weekly: 'fri 08:30' }, london, at('2026-12-25T08:30:00Z'));
    expect(last).toMatchObject({
      id: 'weekly:2026-12-25',
      sinceAt: at('2026-12-18T08:30:00Z'),
      untilAt: at('2027-01-01T00:00:00Z'),
    });
    expect(next?.id).toBe('weekly:2027-01-01');
  });
});

test('what the policy does not tell is never due', () => {
  const none = { last: undefined, next: undefined };
  expect(digestTurns('weekly', { daily: '09:00' }, london, 0)).toEqual(none);
});

test('turns follow each other without a gap: whatever is next becomes the last one, at its instant and not before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') }),
      fc.constantFrom('00:00', '01:30', '02:30', '09:00', '23:59'),
      fc.constantFrom('daily', 'weekly'),
      (now, time, kind) => {
        const schedule = { daily: time, weekly: `sun ${time}` };
        const { last, next } = digestTurns(kind, schedule, london, now);
        if (last === undefined || next === undefined) throw new Error('there is always one');
        expect(last.at <= now && next.at > now).toBe(true);
        expect(next.sinceAt).toBe(last.at);
        expect(next.id > last.id).toBe(true);
        expect(digestTurns(kind, schedule, london, next.at).last).toEqual(next);
        expect(digestTurns(kind, schedule, london, next.at - 1).last).toEqual(last);
        expect(next.at - last.at).toBeLessThanOrEqual(8 * DAY_MS);
      },
    ),
    { numRuns: 150 },
  );
});
