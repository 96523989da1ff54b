import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIdSet } from '#apps/runtime/id-set.ts';

it('a set that was written and read again has the same ids in it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000_000_000)), (ids) => {
      const set = createIdSet();
      for (const id of ids) set.add(String(id));
      const again = createIdSet(set.toText());
      expect(again.size).toBe(new Set(ids).size);
      for (const id of ids) expect(again.has(String(id))).toBe(true);
      expect(again.toText()).toBe(set.toText());
    }),
  );
});

it('neighbours take next to no room', () => {
  const set = createIdSet();
  for (let id = 1_000; id < 101_000; id += 1) set.add(String(id));
  expect(set.toText().length).toBeLessThan(20);
});

it('ids that are no numbers are in no set, and texts that are none give an empty one', () => {
  const set = createIdSet();
  for (const id of ['', '007', '-1', '1e3', 'abc', '9'.repeat(16), '1.5']) {
    set.add(id);
    expect(set.has(id)).toBe(false);
  }
  fc.assert(fc.property(fc.string(), (text) => createIdSet(text).size >= 0));
  expect(createIdSet('1+zzzzzzzz').size).toBe(0);
});
