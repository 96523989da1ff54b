import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createArrivals } from '#apps/runtime/arrivals.ts';

test('arrivals are as a list would be to which names are added once and from which they are taken', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.record({ does: fc.constantFrom('add', 'delete', 'drop youngest'), name });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const arrivals = createArrivals();
      let list: string[] = [];
      for (const { does, name } of steps) {
        if (does === 'add') {
          arrivals.add(name);
          if (!list.includes(name)) list.push(name);
        } else {
          const gone = does === 'delete' ? name : (arrivals.youngest ?? '');
          expect(arrivals.delete(gone)).toBe(list.includes(gone));
          list = list.filter((other) => other !== gone);
        }
        expect([...arrivals]).toEqual(list);
        expect([arrivals.size, arrivals.youngest]).toEqual([list.length, list.at(-1)]);
        for (const known of ['a', 'e']) expect(arrivals.has(known)).toBe(list.includes(known));
      }
    }),
  );
});
