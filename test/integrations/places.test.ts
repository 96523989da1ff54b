import { expect, test } from 'vitest';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { createPlaces } from '#integrations/places.ts';

const never = new AbortController().signal;

test('those who wait for a place take no time, and enter at the instant one is free', async () => {
  const time = createSimulatedTime(0);
  const places = createPlaces(time, 2);
  const enteredAt: number[] = [];
  const works = Array.from({ length: 20 }, () =>
    time.task(() =>
      places.within(5, never, async () => {
        enteredAt.push(time.now());
        await time.sleepUntil(time.now() + SECOND_MS);
      }),
    ),
  );
  await time.moveTo(MINUTE_MS);
  await Promise.all(works);
  expect(enteredAt).toEqual(Array.from({ length: 20 }, (_, n) => Math.floor(n / 2) * SECOND_MS));
});

test('those who gave up are passed over, and their place goes to whoever is behind them', async () => {
  const time = createSimulatedTime(0);
  const places = createPlaces(time, 1);
  const caller = new AbortController();
  const seen: string[] = [];
  const work = (name: string, signal: AbortSignal) =>
    time.task(() =>
      places
        .within(5, signal, async () => {
          seen.push(name);
          await time.sleepUntil(time.now() + SECOND_MS);
        })
        .catch(() => seen.push(`${name} gave up`)),
    );
  const works = [work('first', never), work('second', caller.signal), work('third', never)];
  await time.moveTo(SECOND_MS / 2);
  caller.abort(new Error('enough'));
  await time.moveTo(MINUTE_MS);
  await Promise.all(works);
  expect(seen).toEqual(['first', 'second gave up', 'third']);
});
