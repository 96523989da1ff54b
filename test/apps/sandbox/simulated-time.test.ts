import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';

describe('simulated time', () => {
  it('wakes everybody at their own instant, in order, and ends where it was sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 30 }), async (instants) => {
        const time = createSimulatedTime(0);
        const woken: number[] = [];
        for (const at of instants) void time.task(() => time.sleepUntil(at).then(() => woken.push(time.now())));
        await time.moveTo(1_000);
        expect(woken).toEqual(instants.toSorted((a, b) => a - b));
        expect(time.now()).toBe(1_000);
      }),
      { numRuns: 30 },
    );
  });

  it('stands still while work at the present instant goes on, however long that takes', async () => {
    const time = createSimulatedTime(0);
    const seen: number[] = [];
    const work = time.task(async () => {
      await time.sleepUntil(10);
      await new Promise((resolve) => setTimeout(resolve, 40));
      seen.push(time.now());
    });
    void time.task(() => time.sleepUntil(20));
    await time.moveTo(100);
    await work;
    expect(seen).toEqual([10]);
  });

  it('does not count those who stand by for others who count for themselves', async () => {
    const time = createSimulatedTime(0);
    const inner = time.task(() => time.sleepUntil(50));
    const outer = time.task(() => time.standBy(inner));
    await time.moveTo(60);
    await outer;
    expect(time.now()).toBe(60);
  });

  it('a sleep that is broken off wakes at once and leaves nothing behind', async () => {
    const time = createSimulatedTime(0);
    const over = new AbortController();
    const sleeping = time.task(() => time.sleepUntil(500, over.signal));
    const failed = expect(sleeping).rejects.toThrow('enough');
    over.abort(new Error('enough'));
    await failed;
    expect(time.next()).toBeUndefined();
  });

  it('asks those who follow whether they rest, and waits until they do', async () => {
    const time = createSimulatedTime(0);
    let awake = 1;
    time.follow({
      awake: async () => awake,
      change: () => new Promise((resolve) => setTimeout(resolve, 5)),
    });
    setTimeout(() => {
      awake = 0;
    }, 60);
    const begunAt = performance.now();
    await time.moveTo(10);
    expect(performance.now() - begunAt).toBeGreaterThan(40);
  });
});
