import { describe, expect, it } from 'vitest';
import { createEmbeddedEngine } from '#apps/runtime/engine-embedded.ts';
import type { EngineOptions } from '#apps/runtime/engine.ts';
import { createLog } from '#apps/runtime/log.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';

const ticket = (id: string): TicketRef => ({ platform: 'zendesk', account: 'acme', id });

function setUp(run: EngineOptions['run'], options: Partial<EngineOptions> = {}) {
  const time = createSimulatedTime(0);
  const engine = createEmbeddedEngine({ time, log: createLog('silent'), run, atOnce: 3, mostWaiting: 100, ...options });
  return { time, engine };
}

describe('the engine', () => {
  it('runs one ticket at a time, many tickets at once', async () => {
    const running: string[] = [];
    let most = 0;
    const { time, engine } = setUp(async ({ id }) => {
      expect(running).not.toContain(id);
      running.push(id);
      most = Math.max(most, running.length);
      await time.sleepUntil(time.now() + SECOND_MS);
      running.splice(running.indexOf(id), 1);
      return undefined;
    });
    for (const id of ['1', '2', '3', '4', '1', '2']) engine.enqueue(ticket(id));
    await time.moveTo(MINUTE_MS);
    expect(most).toBe(3);
    expect(engine.waiting).toBe(0);
  });

  it('lets others begin in the place of those that wait for them', async () => {
    const come = new Set<string>();
    const all = Promise.withResolvers<void>();
    const { time, engine } = setUp(async (ref) => {
      come.add(ref.id);
      if (come.size === 10) all.resolve();
      await time.standBy(engine.aside(ref, all.promise));
      return undefined;
    });
    for (let id = 0; id < 10; id += 1) engine.enqueue(ticket(String(id)));
    await time.moveTo(MINUTE_MS);
    expect([come.size, engine.waiting]).toEqual([10, 0]);
  });

  it('asked again before it began it runs once, asked while it runs once more', async () => {
    let runs = 0;
    const { time, engine } = setUp(async () => {
      runs += 1;
      await time.sleepUntil(time.now() + SECOND_MS);
      return undefined;
    });
    engine.enqueue(ticket('1'));
    for (let again = 0; again < 5; again += 1) engine.enqueue(ticket('1'));
    await time.moveTo(MINUTE_MS);
    expect(runs).toBe(2);
  });

  it.each([
    ['at its end', 0],
    ['in its midst', SECOND_MS],
  ])('woken %s by what its own run does, a ticket runs once more', async (_, restMs) => {
    let runs = 0;
    const { time, engine } = setUp(async (ref) => {
      runs += 1;
      if (runs === 1) engine.wake(ref);
      if (restMs > 0) await time.sleepUntil(time.now() + restMs);
      return undefined;
    });
    const over = new AbortController();
    const loop = engine.keepTime(over.signal);
    await time.moveTo(SECOND_MS);
    engine.enqueue(ticket('1'));
    await time.moveTo(MINUTE_MS);
    expect(runs).toBe(2);
    over.abort();
    await loop;
  });

  it('wakes a ticket at the instant its run asked for', async () => {
    const at: number[] = [];
    const { time, engine } = setUp(async () => {
      at.push(time.now());
      return at.length < 3 ? time.now() + HOUR_MS : undefined;
    });
    const over = new AbortController();
    const loop = engine.keepTime(over.signal);
    engine.enqueue(ticket('1'));
    await time.moveTo(5 * HOUR_MS);
    expect(at).toEqual([0, HOUR_MS, 2 * HOUR_MS]);
    over.abort();
    await loop;
  });

  it('tries again later what a platform failed, by what the platform asked or ever more slowly', async () => {
    const at: number[] = [];
    const { time, engine } = setUp(async () => {
      at.push(time.now());
      if (at.length === 1) {
        throw new IntegrationError('zendesk', 'rate-limited', { message: 'slow down', retryAfterMs: 90 * SECOND_MS });
      }
      throw new IntegrationError('zendesk', 'unavailable', { message: 'down' });
    });
    const over = new AbortController();
    const loop = engine.keepTime(over.signal);
    engine.enqueue(ticket('1'));
    await time.moveTo(20 * MINUTE_MS);
    const gaps = at.slice(1).map((instant, index) => instant - (at[index] ?? 0));
    expect(gaps.slice(0, 4)).toEqual([90_000, 4_000, 8_000, 16_000]);
    over.abort();
    await loop;
  });

  it('does not let those wait whom an outage kept, once the helpdesk answers', async () => {
    let isDown = true;
    const done: string[] = [];
    const { time, engine } = setUp(async ({ id }) => {
      if (isDown) throw new IntegrationError('zendesk', 'auth', { message: 'refused' });
      done.push(id);
      return undefined;
    });
    const over = new AbortController();
    const loop = engine.keepTime(over.signal);
    engine.enqueue(ticket('1'));
    await time.moveTo(MINUTE_MS);
    isDown = false;
    engine.enqueue(ticket('2'));
    await time.moveTo(MINUTE_MS + SECOND_MS);
    expect(done).toEqual(['2', '1']);
    over.abort();
    await loop;
  });

  it('a ticket that cannot be read does not hold up the others', async () => {
    const done: string[] = [];
    const { time, engine } = setUp(async ({ id }) => {
      if (id === '1') throw new PayloadError('ZENDESK_PAYLOAD', 'ticket.created_at', 'not an instant');
      done.push(id);
      return undefined;
    });
    for (const id of ['1', '2', '3']) engine.enqueue(ticket(id));
    await time.moveTo(SECOND_MS);
    expect(done).toEqual(['2', '3']);
    expect(engine.sleeping).toBe(1);
  });

  it('a click goes ahead of the queue, and after the run of its own ticket', async () => {
    const order: string[] = [];
    const { time, engine } = setUp(
      async ({ id }) => {
        order.push(`run ${id}`);
        await time.sleepUntil(time.now() + SECOND_MS);
        return undefined;
      },
      { atOnce: 1 },
    );
    for (const id of ['1', '2', '3']) engine.enqueue(ticket(id));
    const clicks = [ticket('1'), ticket('3')].map((ref) =>
      time.task(() => engine.exclusively(ref, async () => void order.push(`click ${ref.id}`))),
    );
    await time.moveTo(MINUTE_MS);
    await Promise.all(clicks);
    expect(order).toEqual(['run 1', 'click 3', 'click 1', 'run 2', 'run 3']);
  });

  it('drops hints beyond its limit and makes those who bring many wait', async () => {
    const { time, engine } = setUp(
      async () => {
        await time.sleepUntil(time.now() + SECOND_MS);
        return undefined;
      },
      { atOnce: 1, mostWaiting: 2 },
    );
    for (let id = 0; id < 10; id += 1) engine.enqueue(ticket(String(id)));
    expect(engine.waiting).toBe(3);
    let hasRoom = false;
    void engine.room(new AbortController().signal).then(() => {
      hasRoom = true;
    });
    await time.moveTo(0);
    expect(hasRoom).toBe(false);
    await time.moveTo(2 * SECOND_MS);
    expect(hasRoom).toBe(true);
  });

  it('runs what is due in time, however long hints and those who bring many keep the queue full', async () => {
    const at: number[] = [];
    const { time, engine } = setUp(
      async ({ id }) => {
        if (id === 'due') at.push(time.now());
        await time.sleepUntil(time.now() + SECOND_MS);
        return at.length === 1 && id === 'due' ? HOUR_MS : undefined;
      },
      { mostWaiting: 10 },
    );
    const over = new AbortController();
    const loop = engine.keepTime(over.signal);
    engine.enqueue(ticket('due'));
    await time.moveTo(HOUR_MS - 10 * SECOND_MS);
    const brought = (async () => {
      for (let id = 0; !over.signal.aborted; id += 1) {
        await engine.room(over.signal);
        engine.enqueue(ticket(String(id)));
      }
    })();
    await time.moveTo(HOUR_MS + 2 * SECOND_MS);
    expect(at.length).toBe(2);
    over.abort();
    await Promise.all([loop, brought]);
  });

  it('stopping begins nothing new and lets what is in hand end', async () => {
    const ended: string[] = [];
    const { time, engine } = setUp(
      async ({ id }) => {
        await time.sleepUntil(time.now() + SECOND_MS);
        ended.push(id);
        return undefined;
      },
      { atOnce: 1 },
    );
    engine.enqueue(ticket('1'));
    engine.enqueue(ticket('2'));
    const stopped = time.task(() => engine.stop(MINUTE_MS));
    engine.enqueue(ticket('3'));
    await time.moveTo(2 * SECOND_MS);
    await stopped;
    expect(ended).toEqual(['1']);
  });

  it('stopping aborts what does not end in time', async () => {
    let aborted = false;
    const { time, engine } = setUp(async (_ref, signal) => {
      await time.sleepUntil(HOUR_MS, signal).catch(() => {
        aborted = true;
      });
      return undefined;
    });
    engine.enqueue(ticket('1'));
    const stopped = time.task(() => engine.stop(MINUTE_MS));
    await time.moveTo(2 * MINUTE_MS);
    await stopped;
    expect(aborted).toBe(true);
  });
});
