import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  endingsTold,
  readClosing,
  thisSave,
  writeClosing,
  type EndedClock,
  type Ending,
} from '#core/complaint/closing.ts';
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
  supersededAt: maybeInstant,
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

  test('leaves out an end, a clock or a pause that lacks any part it cannot do without', () => {
    const at = '2026-11-02T09:00:00.000Z';
    const pause = { from: at, to: at };
    const whole = { id: 'x', cycle: at, status: 'met', paused: [pause] };
    const end = { at, policy: '1', clocks: [whole] };
    const without = (one: object, key: string): object => ({ ...one, [key]: undefined });
    const readAll = (...endings: readonly object[]) => readClosing(JSON.stringify({ v: 1, endings }));
    expect(readAll(end, ...Object.keys(end).map((key) => without(end, key)))).toHaveLength(1);
    const clocks = [whole, ...['id', 'cycle', 'status'].map((key) => without(whole, key))];
    expect(readAll({ ...end, clocks })[0]?.clocks).toHaveLength(1);
    const paused = [pause, without(pause, 'from'), null, 7];
    expect(readAll({ ...end, clocks: [{ ...whole, paused }] })[0]?.clocks[0]?.paused).toHaveLength(1);
  });

  test('says its instants in a form that people and scripts can read', () => {
    const at = Date.parse('2026-11-02T09:00:00Z');
    expect(writeClosing([{ at, policy: '7', clocks: [] }])).toBe(
      '{"v":1,"endings":[{"at":"2026-11-02T09:00:00.000Z","policy":"7","clocks":[]}]}',
    );
  });
});

describe('an ending written with the save that made it', () => {
  const at = Date.parse('2026-11-02T09:00:00Z');
  const kept = (more: Partial<EndedClock> = {}): EndedClock => ({
    id: 'resolve',
    title: 'Resolve it',
    promise: '15 business days',
    cycle: at - 86_400_000,
    startedAt: at - 86_400_000,
    dueAt: at + 86_400_000,
    satisfiedAt: at,
    satisfiedBy: thisSave,
    supersededAt: undefined,
    extended: false,
    status: 'met',
    netMs: 86_400_000,
    grossMs: 86_400_000,
    paused: [],
    ...more,
  });
  const written = (...clocks: readonly EndedClock[]): Ending => ({ at, policy: '7', clocks });
  const end = { at: at + 2_000, update: '913' };

  test('is read at the instant and under the update of which the ticket tells', () => {
    const before = kept({ id: 'acknowledge', satisfiedAt: at - 3_600_000, satisfiedBy: '12' });
    const waited = kept({ satisfiedAt: undefined, satisfiedBy: undefined, paused: [{ from: at - 60_000, to: at }] });
    expect(endingsTold([written(kept(), before, waited)], [end])).toEqual([
      {
        at: end.at,
        policy: '7',
        clocks: [
          kept({ satisfiedAt: end.at, satisfiedBy: '913' }),
          before,
          { ...waited, paused: [{ from: at - 60_000, to: end.at }] },
        ],
      },
    ]);
  });

  test.each([
    ['the one nearest to it', [{ at: at - 40_000, update: 'far' }, end, { at: at + 30_000, update: 'farther' }]],
    ['one a little before it, where clocks differ', [{ at: at - 2_000, update: '913' }]],
  ])('is that of %s', (_name, ends) => {
    expect(endingsTold([written(kept())], ends)[0]?.clocks[0]?.satisfiedBy).toBe('913');
  });

  test('is left out where a promise fell due in between, to be written anew', () => {
    for (const dueAt of [at, at + 1_999]) {
      expect(endingsTold([written(kept({ dueAt }))], [end])).toEqual([]);
      const open = kept({ dueAt, satisfiedAt: undefined, satisfiedBy: undefined });
      expect(endingsTold([written(open)], [end])).toEqual([]);
      expect(endingsTold([written(kept({ dueAt, satisfiedAt: at - 1, satisfiedBy: '12' }))], [end])).toHaveLength(1);
    }
    for (const dueAt of [at - 1, end.at]) expect(endingsTold([written(kept({ dueAt }))], [end])).toHaveLength(1);
  });

  test('stays as it is where the ticket tells of no end so near, or of that very one', () => {
    const endings = [written(kept({ satisfiedBy: '913' }))];
    expect(endingsTold(endings, [])).toEqual(endings);
    expect(endingsTold(endings, [{ at: at + 60_001, update: '914' }])).toEqual(endings);
    expect(endingsTold(endings, [{ at: at + 60_000, update: '914' }])).toMatchObject([{ at: at + 60_000 }]);
    expect(endingsTold(endings, [{ at, update: '913' }, end])).toEqual(endings);
  });
});
