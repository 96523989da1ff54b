import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSlidingLog } from '#integrations/sliding-log.ts';

test('it says of any stretch what a plain list says', () => {
  const entry = fc.record({ afterMs: fc.nat(50), cost: fc.integer({ min: 1, max: 5 }) });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 200 }), fc.nat(5_000), fc.nat(5_000), (entries, sinceAt, forgetAt) => {
      const log = createSlidingLog();
      const plain: { readonly at: number; readonly cost: number }[] = [];
      let at = 0;
      for (const { afterMs, cost } of entries) {
        at += afterMs;
        log.add(at, cost);
        plain.push({ at, cost });
      }
      const used = (since: number): number =>
        plain.filter((one) => one.at > since).reduce((sum, { cost }) => sum + cost, 0);
      expect(log.usedSince(sinceAt)).toBe(used(sinceAt));
      const room = sinceAt % 40;
      const passing = log.stampToPass(room);
      if (passing === undefined) expect(used(-1)).toBeLessThanOrEqual(room);
      else {
        expect(used(passing)).toBeLessThanOrEqual(room);
        expect(used(passing - 1)).toBeGreaterThan(room);
      }
      log.forgetUntil(forgetAt);
      expect(log.size).toBe(plain.filter((one) => one.at > forgetAt).length);
      expect(log.usedSince(Math.max(sinceAt, forgetAt))).toBe(used(Math.max(sinceAt, forgetAt)));
    }),
  );
});

test('a stamp never goes back: one that would is as late as the last', () => {
  const log = createSlidingLog();
  log.add(100, 1);
  log.add(90, 1);
  expect(log.usedSince(99)).toBe(2);
});

test('it holds no more than was noted lately, however much came before', () => {
  const log = createSlidingLog();
  for (let at = 0; at < 100_000; at += 1) {
    log.add(at, 1);
    log.forgetUntil(at - 700);
  }
  expect(log.size).toBe(700);
  expect(log.usedSince(99_899)).toBe(100);
});
