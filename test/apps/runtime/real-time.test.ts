import { afterEach, expect, it, vi } from 'vitest';
import { createForwardClock, createRealTime } from '#apps/runtime/real-time.ts';

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

it('who sleeps is woken soon after a clock was set ahead to their hour, or the machine was suspended past it', async () => {
  const machine = { wall: 1_800_000_000_000, steady: 5_000 };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const time = createRealTime({ wall: () => machine.wall, steady: () => machine.steady });
  const passes = async (ms: number): Promise<void> => {
    machine.wall += ms;
    machine.steady += ms;
    await vi.advanceTimersByTimeAsync(ms);
  };
  let isAwake = false;
  const slept = time.sleepUntil(machine.wall + 3_600_000).then(() => (isAwake = true));
  await passes(60_000);
  machine.wall += 3_600_000;
  expect(isAwake).toBe(false);
  await passes(15_000);
  expect(isAwake).toBe(true);
  await slept;
});

it('nobody who sleeps is woken too early', async () => {
  const machine = { wall: 1_800_000_000_000, steady: 5_000 };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const time = createRealTime({ wall: () => machine.wall, steady: () => machine.steady });
  let wokenAt: number | undefined;
  const until = machine.wall + 123_456;
  const slept = time.sleepUntil(until).then(() => (wokenAt = time.now()));
  for (let ms = 0; ms < 124_000; ms += 100) {
    machine.wall += 100;
    machine.steady += 100;
    await vi.advanceTimersByTimeAsync(100);
  }
  await slept;
  expect(wokenAt).toBeGreaterThanOrEqual(until);
  expect(wokenAt).toBeLessThan(until + 200);
});

afterEach(() => vi.useRealTimers());
