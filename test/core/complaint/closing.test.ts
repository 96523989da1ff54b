import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClosing, writeClosing, type Ending } from '#core/complaint/closing.ts';
import { clockStatuses } from '#core/complaint/vocabulary.ts';

const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const maybeInstant = fc.option(instant, { nil: undefined });
const clock = fc.record({
  id: fc.constantFrom('acknowledge', 'resolve'),
  title: fc.string({ maxLength: 40 }),
  promise: fc.constantFrom('24 hours', '15 business days'),
  cycle: instant,
  startedAt: instant,
  dueAt: maybeInstant,
  satisfiedAt: maybeInstant,
  satisfiedBy: fc.option(fc.string({ maxLength: 12 }), { nil: undefined }),
  extended: fc.boolean(),
  status: fc.constantFrom(...clockStatuses),
  netMs: fc.nat(),
  grossMs: fc.nat(),
  paused: fc.array(fc.record({ from: instant, to: maybeInstant }), { maxLength: 2 }),
});
const ending = fc.record({
  at: instant,
  policy: fc.string({ maxLength: 20 }),
  clocks: fc.array(clock, { maxLength: 4 }),
});

describe('a closing summary', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(ending, { maxLength: 5 }), (endings: readonly Ending[]) => {
        expect(readClosing(writeClosing(endings))).toEqual(endings);
      }),
    );
  });

  test('keeps the latest ends of a complaint that ends again and again', () => {
    const endings = Array.from({ length: 50 }, (_, at): Ending => ({ at, policy: '1', clocks: [] }));
    const kept = readClosing(writeClosing(endings));
    expect(kept).toHaveLength(20);
    expect(kept.at(-1)?.at).toBe(49);
  });

  test('that somebody edited into nonsense says nothing, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readClosing(text)).toBeInstanceOf(Array);
      }),
    );
    for (const text of [
      '',
      '{',
      '[]',
      '{"v":2,"endings":[]}',
      '{"v":1,"endings":{}}',
      '{"v":1,"endings":[1,null,{}]}',
    ]) {
      expect(readClosing(text)).toEqual([]);
    }
    const damaged =
      '{"v":1,"endings":[{"at":"2026-11-02T09:00:00.000Z","policy":"1","clocks":[{"id":"x"},{"id":"y","cycle":"2026-11-02T09:00:00.000Z","status":"met"}]}]}';
    expect(readClosing(damaged)[0]?.clocks.map(({ id }) => id)).toEqual(['y']);
  });

  test('says its instants in a form that people and scripts can read', () => {
    const at = Date.parse('2026-11-02T09:00:00Z');
    expect(writeClosing([{ at, policy: '7', clocks: [] }])).toBe(
      '{"v":1,"endings":[{"at":"2026-11-02T09:00:00.000Z","policy":"7","clocks":[]}]}',
    );
  });
});
