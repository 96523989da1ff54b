import { describe, expect, test } from 'vitest';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { Pace, PacedCall } from '#integrations/pace.ts';
import { createPace } from '#integrations/pace.ts';
import { driven, drivenAlone } from '#test/contract/driven.ts';

const never = new AbortController().signal;
const start = Date.UTC(2026, 10, 23, 9);
const ordinary = { lane: 'api', urgency: 'ordinary' } as const;

function refusal(retryAfterMs: number | undefined, status = 429): IntegrationError {
  return new IntegrationError('zendesk', 'rate-limited', { message: 'too many', status, retryAfterMs });
}

function setUp(atOnce = 2) {
  const time = createSimulatedTime(start);
  return { time, pace: createPace({ platform: 'zendesk', time, atOnce }) };
}

/** A call that is refused a few times before it is let through; notes when it was sent. */
function reluctant(time: { now(): number }, refusals: (number | undefined)[]) {
  const sentAt: number[] = [];
  const call = async (): Promise<string> => {
    sentAt.push(time.now() - start);
    if (refusals.length > 0) throw refusal(refusals.shift());
    return 'done';
  };
  return { call, sentAt };
}

const code = (pace: Pace, work: () => Promise<unknown>, signal = never) =>
  pace.run(ordinary, signal, work).then(
    () => 'done',
    (error: unknown) => (error instanceof IntegrationError ? error.code : String(error)),
  );

describe('the pace of calls', () => {
  test('waits as long as the platform asks and sends the call again', async () => {
    const { time, pace } = setUp();
    const { call, sentAt } = reluctant(time, [41 * SECOND_MS, 5 * SECOND_MS]);
    expect(await drivenAlone(time, () => pace.run(ordinary, never, call))).toBe('done');
    expect(sentAt).toEqual([0, 41_000, 46_000]);
  });

  test('holds the whole lane meanwhile, and no other', async () => {
    const { time, pace } = setUp();
    const { call } = reluctant(time, [30 * SECOND_MS]);
    const sentAt: [string, number][] = [];
    const note = (name: string) => async () => void sentAt.push([name, time.now() - start]);
    const later = (call: PacedCall, name: string) => async () => {
      await time.sleepUntil(start + SECOND_MS);
      await pace.run(call, never, note(name));
    };
    await driven<unknown>(
      time,
      () => pace.run(ordinary, never, call),
      later(ordinary, 'same lane'),
      later({ lane: 'export', urgency: 'sweep' }, 'other lane'),
    );
    expect(sentAt).toEqual([
      ['other lane', 1_000],
      ['same lane', 30_000],
    ]);
  });

  test('waits half a minute where no time is named', async () => {
    const { time, pace } = setUp();
    const { call, sentAt } = reluctant(time, [undefined]);
    await drivenAlone(time, () => pace.run(ordinary, never, call));
    expect(sentAt).toEqual([0, 30_000]);
  });

  test('gives up after some refusals, and at once where the wait is longer than anybody waits', async () => {
    const { time, pace } = setUp();
    const stubborn = reluctant(
      time,
      Array.from({ length: 9 }, () => SECOND_MS),
    );
    expect(await drivenAlone(time, () => code(pace, stubborn.call))).toBe('ZENDESK_RATE_LIMITED');
    expect(stubborn.sentAt.length).toBe(4);
    const absurd = reluctant(time, [10 ** 9]);
    await drivenAlone(time, () => time.sleepUntil(time.now() + SECOND_MS));
    const before = time.now();
    expect(await drivenAlone(time, () => code(pace, absurd.call))).toBe('ZENDESK_RATE_LIMITED');
    expect(time.now()).toBe(before);
    expect(await drivenAlone(time, () => code(pace, async () => 'never sent'))).toBe('ZENDESK_RATE_LIMITED');
    await time.moveTo(before + 16 * MINUTE_MS);
    expect(await drivenAlone(time, () => code(pace, async () => 'asked again'))).toBe('done');
  });

  test('passes every other failure on at once', async () => {
    const { time, pace } = setUp();
    let sent = 0;
    const failing = async () => {
      sent += 1;
      throw new IntegrationError('zendesk', 'unavailable', { message: 'down', status: 503 });
    };
    expect(await drivenAlone(time, () => code(pace, failing))).toBe('ZENDESK_UNAVAILABLE');
    expect(sent).toBe(1);
  });

  test('lets no more out at once than it may, a person’s calls first and sweeps last', async () => {
    const { time, pace } = setUp(1);
    const order: string[] = [];
    let underWay = 0;
    const work = (name: string) => async () => {
      underWay += 1;
      expect(underWay).toBe(1);
      order.push(name);
      // As long as a short call takes: the others have come by then.
      await new Promise((resolve) => setTimeout(resolve, 30));
      underWay -= 1;
    };
    await driven(
      time,
      () => pace.run(ordinary, never, work('first')),
      () => pace.run({ lane: 'a', urgency: 'sweep' }, never, work('sweep')),
      () => pace.run({ lane: 'b', urgency: 'ordinary' }, never, work('ordinary')),
      () => pace.run({ lane: 'c', urgency: 'interactive' }, never, work('interactive')),
    );
    expect(order.indexOf('interactive')).toBeLessThan(order.indexOf('ordinary'));
    expect(order.indexOf('ordinary')).toBeLessThan(order.indexOf('sweep'));
  });

  test('lets what is done under a claim go before what is only begun', async () => {
    const { time, pace } = setUp();
    const draws = [{ bucket: { name: 'account', limit: 1, windowMs: MINUTE_MS } }];
    const order: string[] = [];
    const call = (urgency: PacedCall['urgency']) => () =>
      pace.run({ lane: 'api', urgency, draws }, never, async () => void order.push(urgency));
    await driven(time, call('ordinary'), call('sweep'), call('ordinary'), call('begun'), call('interactive'));
    expect(order).toEqual(['ordinary', 'interactive', 'begun', 'ordinary', 'sweep']);
  });

  test('sends nothing for a caller who has given up, asleep or in the queue', async () => {
    const { time, pace } = setUp();
    const caller = new AbortController();
    const { call, sentAt } = reluctant(time, [MINUTE_MS]);
    const [asleep] = await driven(
      time,
      () => code(pace, call, caller.signal),
      async () => {
        await time.sleepUntil(start + SECOND_MS);
        caller.abort(new Error('enough'));
        return 'gave up';
      },
    );
    expect(asleep).toBe('ZENDESK_TIMEOUT');
    expect(sentAt).toEqual([0]);
    expect(await drivenAlone(time, () => code(pace, call, caller.signal))).toBe('ZENDESK_TIMEOUT');
    expect(sentAt).toEqual([0]);
  });

  test('lets a caller go who gives up in the queue, whatever holds it up', async () => {
    const { pace } = setUp(1);
    const gate = Promise.withResolvers<void>();
    const first = pace.run(ordinary, never, () => gate.promise);
    const caller = new AbortController();
    let isSent = false;
    const second = code(
      pace,
      async () => {
        isSent = true;
      },
      caller.signal,
    );
    await new Promise((resolve) => setImmediate(resolve));
    caller.abort();
    expect(await second).toBe('ZENDESK_TIMEOUT');
    gate.resolve();
    await first;
    expect(await code(pace, async () => 'next')).toBe('done');
    expect(isSent).toBe(false);
  });
});
