import { expect, it } from 'vitest';
import { createForwardClock } from '#apps/runtime/real-time.ts';

function clock() {
  const machine = { wall: 1_800_000_000_000, steady: 5_000 };
  const now = createForwardClock(
    () => machine.wall,
    () => machine.steady,
  );
  return { machine, now };
}

it('goes with the machine', () => {
  const { machine, now } = clock();
  machine.wall += 1_500;
  machine.steady += 1_500;
  expect(now()).toBe(1_800_000_001_500);
});

it('is not taken back by a clock that is set back, and goes on from where it was', () => {
  const { machine, now } = clock();
  machine.wall -= 600_000;
  machine.steady += 1_000;
  expect(now()).toBe(1_800_000_001_000);
});

it('is taken along by a clock that is set ahead, or ran on while the machine was suspended', () => {
  const { machine, now } = clock();
  machine.wall += 600_000;
  expect(now()).toBe(1_800_000_600_000);
  machine.wall -= 600_000;
  machine.steady += 10;
  expect(now()).toBe(1_800_000_600_010);
});
