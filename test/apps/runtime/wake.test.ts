import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWakeList } from '#apps/runtime/wake.ts';

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const at = fc.integer({ min: 0, max: 50 });
const deed = fc.oneof(
  fc.record({ do: fc.constant('set' as const), name, at: fc.option(at, { nil: undefined }) }),
  fc.record({ do: fc.constant('take' as const), now: at }),
);

it('wakes each name once, at the last instant set for it, never early', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 200 }), (deeds) => {
      const wakes = createWakeList();
      const model = new Map<string, number>();
      for (const one of deeds) {
        if (one.do === 'set') {
          wakes.set(one.name, one.at);
          if (one.at === undefined) model.delete(one.name);
          else model.set(one.name, one.at);
        } else {
          const due = [...model].filter(([, at]) => at <= one.now).map(([name]) => name);
          expect(new Set(wakes.takeDue(one.now))).toEqual(new Set(due));
          for (const taken of due) model.delete(taken);
        }
        expect(wakes.size).toBe(model.size);
        expect(wakes.next()).toBe(model.size === 0 ? undefined : Math.min(...model.values()));
      }
    }),
  );
});

it('gives what is due in the order in which it is due', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { maxLength: 300 }), (instants) => {
      const wakes = createWakeList();
      for (const at of instants) wakes.set(String(at), at);
      expect(wakes.takeDue(10_000).map(Number)).toEqual(instants.toSorted((a, b) => a - b));
    }),
  );
});

it('holds no more than twice what it was last told, however often that changes', () => {
  const wakes = createWakeList();
  for (let round = 0; round < 100_000; round += 1) wakes.set(String(round % 100), round);
  expect(wakes.size).toBe(100);
  expect(wakes.takeDue(Infinity)).toHaveLength(100);
});
