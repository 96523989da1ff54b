import { expect, test } from 'vitest';
import { createEmbeddedEngine } from '#apps/runtime/engine-embedded.ts';
import { createLog } from '#apps/runtime/log.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';

const ticket = (account: string, id: number): TicketRef => ({ platform: 'zendesk', account, id: String(id) });

/** Runs take as long as their account's helpdesk lets them. */
function setUp(runMs: Readonly<Record<string, number>>, mostWaiting = 10_000) {
  const time = createSimulatedTime(0);
  const doneAt = new Map<string, number>();
  const order: string[] = [];
  let inHand = 0;
  let most = 0;
  const engine = createEmbeddedEngine({
    time,
    log: createLog('silent'),
    atOnce: 4,
    mostWaiting,
    run: async ({ account, id }) => {
      inHand += 1;
      most = Math.max(most, inHand);
      await time.sleepUntil(time.now() + (runMs[account] ?? SECOND_MS));
      inHand -= 1;
      order.push(`${account} ${id}`);
      doneAt.set(`${account} ${id}`, time.now());
      return undefined;
    },
  });
  return { time, engine, doneAt, order, most: () => most };
}

test('a storm of one account delays another’s single ticket by no more than a round', async () => {
  const { time, engine, doneAt, order } = setUp({});
  for (let id = 0; id < 2_000; id += 1) engine.enqueue(ticket('storm', id));
  await time.moveTo(10 * SECOND_MS);
  engine.enqueue(ticket('calm', 1));
  engine.enqueue(ticket('calm', 2));
  await time.moveTo(20 * SECOND_MS);
  expect(doneAt.get('calm 1')).toBe(11 * SECOND_MS);
  expect(doneAt.get('calm 2')).toBeLessThanOrEqual(12 * SECOND_MS);
  await time.moveTo(HOUR_MS);
  expect(order.length).toBe(2_002);
  const ids = order.filter((name) => name.startsWith('storm')).map((name) => Number(name.split(' ')[1]));
  expect(ids).toEqual([...ids].sort((one, other) => one - other));
});

test('runs that wait for one account’s helpdesk do not keep another’s from beginning', async () => {
  const { time, engine, doneAt, most } = setUp({ slow: 2 * MINUTE_MS });
  for (let id = 0; id < 50; id += 1) engine.enqueue(ticket('slow', id));
  for (let account = 0; account < 9; account += 1) engine.enqueue(ticket(`quick${account}`, 1));
  await time.moveTo(10 * SECOND_MS);
  expect([...doneAt.keys()].filter((name) => name.startsWith('quick')).length).toBe(9);
  expect(most()).toBe(8);
});

test('a storm that fills the queue keeps no other account’s hint out', async () => {
  const { time, engine, doneAt } = setUp({}, 100);
  for (let id = 0; id < 500; id += 1) engine.enqueue(ticket('storm', id));
  engine.enqueue(ticket('calm', 1));
  expect(engine.waiting).toBe(99 + 5);
  await time.moveTo(MINUTE_MS);
  expect(doneAt.has('calm 1')).toBe(true);
  expect(doneAt.size).toBe(103 + 1);
});
