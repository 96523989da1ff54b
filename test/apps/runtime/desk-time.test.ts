import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDeskTime } from '#apps/runtime/desk-time.ts';

const start = 1_800_000_000_000;

/** Answers of a helpdesk whose clock is `aheadMs` ahead of ours, at random moments, each after some time on its way. */
const answers = fc.array(fc.record({ waitMs: fc.nat(5_000), onTheWayMs: fc.nat(900) }), {
  minLength: 1,
  maxLength: 60,
});

function hears(aheadMs: number, came: readonly { waitMs: number; onTheWayMs: number }[]) {
  const time = createDeskTime();
  let now = start;
  for (const { waitMs, onTheWayMs } of came) {
    const askedAt = now + waitMs;
    now = askedAt + onTheWayMs;
    const saidAt = askedAt + onTheWayMs / 2 + aheadMs;
    time.hear(askedAt, Math.floor(saidAt / 1_000) * 1_000, now);
  }
  return time;
}

it('whatever the clocks, nothing is early, and late by no more than an answer can hide', () => {
  fc.assert(
    fc.property(answers, fc.oneof(fc.integer({ min: -2_000, max: 2_000 }), fc.maxSafeInteger()), (came, anyMs) => {
      const byMs = anyMs % 3_600_000;
      const aheadMs = hears(byMs, came).aheadMs();
      return aheadMs <= byMs && aheadMs > byMs - 2_000;
    }),
  );
});

it('many answers tell it more closely than one', () => {
  const came = Array.from({ length: 30 }, (_, number) => ({ waitMs: 37 * number, onTheWayMs: 40 }));
  expect(hears(-700, came).aheadMs()).toBeGreaterThan(-800);
});

it('a clock that is set is followed', () => {
  const time = createDeskTime();
  time.hear(start, start, start + 10);
  time.hear(start + 1_000, start + 601_000, start + 1_010);
  expect(time.aheadMs()).toBeGreaterThan(598_000);
});

it('nothing heard, nothing known', () => {
  expect(createDeskTime().aheadMs()).toBe(0);
});
