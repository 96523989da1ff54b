import { expect, test } from 'vitest';
import { createTurns } from '#integrations/slack/turns.ts';
import { createStillTime } from '#test/contract/still-time.ts';

const never = new AbortController().signal;

test('turns of one lane come at its pace, in the order they were asked for', async () => {
  const time = createStillTime(0, 0);
  const turns = createTurns({ count: 2, perMs: 1_000 }, time);
  const passed: [number, number][] = [];
  for (let one = 0; one < 6; one += 1) void turns.take('a', 10_000, never).then(() => passed.push([one, time.now()]));
  await time.moveTo(5_000);
  expect(passed).toEqual([
    [0, 0],
    [1, 0],
    [2, 1_000],
    [3, 1_000],
    [4, 2_000],
    [5, 2_000],
  ]);
});

test('nobody waits longer than they are willing to', async () => {
  const time = createStillTime(0, 0);
  const turns = createTurns({ count: 1, perMs: 1_000 }, time);
  await turns.take('a', 0, never);
  expect(await turns.take('a', 999, never)).toEqual({ granted: false, retryAfterMs: 1_000 });
  expect(await turns.take('b', 0, never)).toEqual({ granted: true });
});

test('a hold sends back those who already wait', async () => {
  const time = createStillTime(0, 0);
  const turns = createTurns({ count: 1, perMs: 1_000 }, time);
  await turns.take('a', 0, never);
  const passed: number[] = [];
  for (let one = 0; one < 2; one += 1) void turns.take('a', 20_000, never).then(() => passed.push(time.now()));
  turns.hold('a', 7_000);
  await time.moveTo(20_000);
  expect(passed).toEqual([7_000, 8_000]);
});

test('a hold beyond what a waiter bears is a refusal with the time to come again', async () => {
  const time = createStillTime(0, 0);
  const turns = createTurns({ count: 1, perMs: 1_000 }, time);
  await turns.take('a', 0, never);
  const waiting = turns.take('a', 3_000, never);
  turns.hold('a', 9_000);
  await time.moveTo(3_000);
  expect(await waiting).toMatchObject({ granted: false, retryAfterMs: 8_000 });
});

test('who gives up waiting is rejected with the reason', async () => {
  const turns = createTurns({ count: 1, perMs: 1_000 }, createStillTime(0, 0));
  await turns.take('a', 0, never);
  const stop = new AbortController();
  const waiting = turns.take('a', 9_000, stop.signal);
  stop.abort(new Error('stopping'));
  await expect(waiting).rejects.toThrow('stopping');
  await expect(turns.take('a', 9_000, stop.signal)).rejects.toThrow('stopping');
});

test('lanes nobody uses any more are forgotten, and one in use is not', async () => {
  const time = createStillTime(0, 0);
  const turns = createTurns({ count: 1, perMs: 1_000 }, time);
  turns.hold('held', 10_000_000);
  for (let one = 0; one < 3_000; one += 1) await turns.take(`lane ${one}`, 0, never);
  await time.moveTo(2_000);
  for (let one = 0; one < 3_000; one += 1) await turns.take(`later ${one}`, 2_000, never);
  expect(await turns.take('held', 2_000, never)).toMatchObject({ granted: false });
});

test('who is urgent goes before those who wait already, and after those who are urgent, too', async () => {
  const time = createStillTime(0, 0);
  const turns = createTurns({ count: 1, perMs: 1_000 }, time);
  await turns.take('a', 0, never);
  const passed: string[] = [];
  const waits = (name: string, urgent: boolean): void =>
    void turns
      .take('a', 20_000, never, { account: 'acme', urgent })
      .then(() => passed.push(`${name} at ${time.now()}`));
  waits('card', false);
  waits('breach', true);
  waits('warning', false);
  waits('another breach', true);
  await time.moveTo(10_000);
  expect(passed).toEqual(['breach at 1000', 'another breach at 2000', 'card at 3000', 'warning at 4000']);
});

test('those who are sent away are told another time each', async () => {
  const time = createStillTime(0, 0);
  const turns = createTurns({ count: 1, perMs: 1_000 }, time);
  turns.hold('a', 60_000);
  const told = await Promise.all(Array.from({ length: 4 }, () => turns.take('a', 20_000, never)));
  expect(told).toEqual([60_000, 61_000, 62_000, 63_000].map((retryAfterMs) => ({ granted: false, retryAfterMs })));
});
