import { describe, expect, test } from 'vitest';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { HttpRequest } from '#integrations/http.ts';
import type { Pace, Urgency } from '#integrations/pace.ts';
import { createPace } from '#integrations/pace.ts';
import { driven, drivenAlone } from '#test/contract/driven.ts';
import { freshdeskLike, shareUsed, zendeskLike } from './paced-platform.ts';
import type { PacedPlatform } from './paced-platform.ts';

const start = Date.UTC(2026, 10, 23, 9);
const exportPage: HttpRequest = { method: 'GET', path: '/api/v2/incremental/tickets/cursor.json' };
const oneTicket: HttpRequest = { method: 'GET', path: '/api/v2/tickets/7' };
const update = (id: number): HttpRequest => ({ method: 'PUT', path: `/api/v2/tickets/${id}.json` });

function setUp(reserve: number, atOnce = 8) {
  const time = createSimulatedTime(start);
  return { time, pace: createPace({ platform: 'zendesk', time, atOnce, reserve }) };
}

/** Some who send one call after another until `untilMs`; those told to come again later do. */
function sync(
  time: SimulatedTime,
  on: { readonly platform: PacedPlatform; readonly pace: Pace; readonly asked: HttpRequest },
  how: { readonly atOnce: number; readonly untilMs: number; readonly urgency?: Urgency },
): readonly (() => Promise<void>)[] {
  const one = async (): Promise<void> => {
    while (time.now() < start + how.untilMs) {
      await on.platform.send(on.pace, on.asked, how.urgency).catch((cause: unknown) => {
        if (!(cause instanceof IntegrationError)) throw cause;
        return time.sleepUntil(time.now() + (cause.retryAfterMs ?? SECOND_MS));
      });
    }
  };
  return Array.from({ length: how.atOnce }, () => one);
}

const refusedShare = ({ allowedAt, refusedAt }: PacedPlatform): number =>
  refusedAt.length / (allowedAt.length + refusedAt.length);

describe('a sync without a reserve', () => {
  for (const window of ['fixed', 'sliding'] as const) {
    test(`uses what Zendesk allows of exports and is not refused: ${window} windows`, async () => {
      const { time, pace } = setUp(0);
      const platform = zendeskLike(time, { window });
      await driven(time, ...sync(time, { platform, pace, asked: exportPage }, { atOnce: 1, untilMs: 20 * MINUTE_MS }));
      expect(shareUsed(platform.allowedAt, 10, MINUTE_MS)).toBeGreaterThan(0.999);
      expect(platform.refusedAt).toEqual([]);
    });

    for (const [plan, limit] of [
      ['growth', 200],
      ['enterprise', 700],
    ] as const) {
      test(`uses what Freshdesk allows and is not refused: ${limit} in ${window} windows`, async () => {
        const { time, pace } = setUp(0);
        const platform = freshdeskLike(time, { window, plan });
        await driven(time, ...sync(time, { platform, pace, asked: oneTicket }, { atOnce: 8, untilMs: 4 * MINUTE_MS }));
        expect(shareUsed(platform.allowedAt, limit, MINUTE_MS)).toBeGreaterThan(0.99);
        expect(refusedShare(platform)).toBeLessThan(0.005);
      });
    }
  }

  test('over a slow way costs one answer a window, or less where the delay is known to be bounded; never a refusal', async () => {
    const share = async (delayBoundMs?: number): Promise<number> => {
      const time = createSimulatedTime(start);
      const bound = delayBoundMs === undefined ? {} : { delayBoundMs };
      const pace = createPace({ platform: 'zendesk', time, atOnce: 1, reserve: 0, ...bound });
      const platform = zendeskLike(time, { window: 'sliding', wayMs: 400 });
      await driven(time, ...sync(time, { platform, pace, asked: exportPage }, { atOnce: 1, untilMs: 20 * MINUTE_MS }));
      expect(platform.refusedAt).toEqual([]);
      return shareUsed(platform.allowedAt, 10, MINUTE_MS);
    };
    expect(await share()).toBeCloseTo(60 / 60.8, 3);
    expect(await share(400)).toBeCloseTo(60 / 60.4, 3);
  });

  test('counts what a call includes, and keeps to the limit of lists within the account’s', async () => {
    const { time, pace } = setUp(0);
    const platform = freshdeskLike(time, { window: 'sliding', plan: 'growth' });
    const asked: HttpRequest = { method: 'GET', path: '/api/v2/tickets', query: { include: 'requester,stats' } };
    await driven(time, ...sync(time, { platform, pace, asked }, { atOnce: 4, untilMs: 5 * MINUTE_MS }));
    expect(shareUsed(platform.allowedAt, 20, MINUTE_MS)).toBeGreaterThan(0.99);
    expect(platform.refusedAt).toEqual([]);
  });

  test('keeps to both limits where updates have one of their own and each ticket another', async () => {
    const { time, pace } = setUp(0);
    const platform = zendeskLike(time, { window: 'sliding' });
    const tickets = [1, 2, 3, 4, 5];
    const works = tickets.flatMap((id) =>
      sync(time, { platform, pace, asked: update(id) }, { atOnce: 1, untilMs: 9 * MINUTE_MS }),
    );
    await driven(time, ...works);
    // Thirty for each of the five, and a hundred a minute for all together.
    expect(platform.allowedAt.length).toBe(150);
    expect(platform.allowedAt.filter((at) => at < start + MINUTE_MS).length).toBe(100);
    expect(platform.refusedAt).toEqual([]);
  });

  test('tells at once whoever would wait for minutes, and holds up nobody else', async () => {
    const { time, pace } = setUp(0);
    const platform = zendeskLike(time, { window: 'fixed' });
    const hot = async (): Promise<number | undefined> => {
      for (let n = 0; n < 31; n += 1) {
        const failed = await platform.send(pace, update(7)).then(
          () => undefined,
          (cause: unknown) => cause as IntegrationError,
        );
        if (failed !== undefined) return failed.retryAfterMs;
      }
      return undefined;
    };
    const waitMs = await drivenAlone(time, hot);
    expect(waitMs).toBeGreaterThan(9 * MINUTE_MS);
    const before = time.now();
    await drivenAlone(time, () => platform.send(pace, update(8)));
    expect(time.now() - before).toBeLessThan(SECOND_MS + 1);
    expect(platform.refusedAt).toEqual([]);
  });
});

describe('an account that others use, too', () => {
  const habits = {
    'all at once each minute': { calls: 100, everyMs: MINUTE_MS },
    'bit by bit': { calls: 1, everyMs: 600 },
  };
  for (const window of ['fixed', 'sliding'] as const) {
    for (const [habit, { calls, everyMs }] of Object.entries(habits)) {
      for (const like of [zendeskLike, freshdeskLike]) {
        test(`is used to what they leave of it, ${habit}, and refusals stay rare: ${like.name}, ${window}`, async () => {
          const { time, pace } = setUp(0);
          const platform = like(time, { window, plan: 'growth', perMinute: 200 });
          const minutes = 8;
          const other = async (): Promise<void> => {
            while (time.now() < start + minutes * MINUTE_MS) {
              platform.elsewhere(calls);
              await time.sleepUntil(time.now() + everyMs);
            }
          };
          const begin = start + MINUTE_MS - SECOND_MS;
          const works = sync(time, { platform, pace, asked: oneTicket }, { atOnce: 4, untilMs: minutes * MINUTE_MS });
          const late = works.map((work) => async () => {
            await time.sleepUntil(begin);
            await work();
          });
          await driven(time, other, ...late);
          const ours = platform.allowedAt.length;
          expect(ours).toBeGreaterThan(0.95 * (minutes - 1) * 100);
          expect(refusedShare(platform)).toBeLessThan(0.02);
        });
      }
    }
  }
});

describe('the reserve', () => {
  test('is left alone by all but people’s clicks, which find room at once', async () => {
    const { time, pace } = setUp(0.1);
    const platform = zendeskLike(time, { window: 'sliding', perMinute: 200 });
    const waited: number[] = [];
    const person = async (): Promise<void> => {
      for (let n = 0; n < 40; n += 1) {
        await time.sleepUntil(start + (n + 1) * 4_500);
        const before = time.now();
        await platform.send(pace, oneTicket, 'interactive');
        waited.push(time.now() - before);
      }
    };
    await driven(
      time,
      person,
      ...sync(time, { platform, pace, asked: oneTicket }, { atOnce: 4, untilMs: 3 * MINUTE_MS }),
    );
    expect(Math.max(...waited)).toBe(2);
    expect(platform.refusedAt).toEqual([]);
    const inFirst = platform.allowedAt.filter((at) => at < start + MINUTE_MS).length;
    expect(inFirst).toBe(180 + 13);
  });

  test('is not kept of exports, which no click asks for', async () => {
    const { time, pace } = setUp(0.1);
    const platform = zendeskLike(time, { window: 'sliding' });
    await driven(time, ...sync(time, { platform, pace, asked: exportPage }, { atOnce: 1, untilMs: 10 * MINUTE_MS }));
    expect(shareUsed(platform.allowedAt, 10, MINUTE_MS)).toBeGreaterThan(0.999);
  });
});
