import { describe, expect, test } from 'vitest';
import { late, openAccount } from './account-for-tests.ts';

interface Row {
  readonly id: number;
}
const idsOf = (rows: readonly Row[]): number[] => rows.map(({ id }) => id);

describe('the export by time', () => {
  const three = async (...options: Parameters<typeof openAccount>) => {
    const account = await openAccount(...options);
    const { desk, pass, time } = account;
    const startTime = time.now() / 1000;
    desk.customerWrites(late);
    await pass(1_000);
    for (const _ of [1, 2]) desk.customerWrites(late);
    await pass(120_000);
    const page = (start: number, size: number) =>
      account.get(`/incremental/tickets.json?start_time=${start}&per_page=${size}`);
    return { ...account, startTime, page };
  };

  test('ends a page at its last row’s second, which the next page repeats', async () => {
    const { startTime, page } = await three();
    const { body } = await page(startTime, 2);
    expect([idsOf(body.tickets), body.count, body.end_of_stream, body.end_time]).toEqual([
      [1001, 1002],
      2,
      false,
      startTime + 1,
    ]);
    expect(body.next_page).toContain(`/incremental/tickets.json?start_time=${startTime + 1}&`);
    const next = (await page(body.end_time, 2)).body;
    expect([idsOf(next.tickets), next.end_of_stream]).toEqual([[1002, 1003], true]);
  });

  test('gives out a second whole that is more than a page, and goes on after it', async () => {
    const { startTime, page } = await three();
    const { body } = await page(startTime + 1, 1);
    expect([idsOf(body.tickets), body.end_time]).toEqual([[1002, 1003], startTime + 2]);
  });

  test('never gets past such a second in some accounts', async () => {
    const { startTime, page } = await three({ switches: { exportFullSecond: 'endless' } });
    const { body } = await page(startTime + 1, 1);
    expect([idsOf(body.tickets), body.end_time, body.end_of_stream]).toEqual([[1002], startTime + 1, false]);
  });
});

test('a page of the cursor export may begin with the row the last one ended with', async () => {
  const { desk, get, pass, time } = await openAccount({ switches: { exportBoundary: 'repeated' } });
  const start = time.now() / 1000;
  for (const _ of [1, 2, 3]) desk.customerWrites(late);
  await pass(120_000);
  const first = (await get(`/incremental/tickets/cursor.json?start_time=${start}&per_page=2`)).body;
  const next = (await get(`/incremental/tickets/cursor.json?cursor=${first.after_cursor}&per_page=2`)).body;
  expect([idsOf(first.tickets), idsOf(next.tickets)]).toEqual([
    [1001, 1002],
    [1002, 1003],
  ]);
});

test('an export keeps its order through many changes of few tickets', async () => {
  const { desk, get, pass, time } = await openAccount();
  const start = time.now() / 1000;
  const ids = [1, 2, 3].map(() => desk.customerWrites(late));
  for (let turn = 0; turn < 1_500; turn += 1) {
    await pass(1_000);
    desk.systemWrite(ids[turn % 3] ?? '');
  }
  await pass(120_000);
  const { tickets } = (await get(`/incremental/tickets/cursor.json?start_time=${start}`)).body;
  expect(idsOf(tickets)).toEqual([1001, 1002, 1003]);
  desk.systemWrite('1001');
  await pass(120_000);
  const again = (await get(`/incremental/tickets/cursor.json?start_time=${start}`)).body;
  expect(idsOf(again.tickets)).toEqual([1002, 1003, 1001]);
});

test('a way in may be told by its number', async () => {
  const { desk, get } = await openAccount({ switches: { viaChannel: 'number' } });
  const id = desk.customerWrites(late);
  expect((await get(`/tickets/${id}.json`)).body.ticket.via.channel).toBe(4);
});

test('a ticket takes so many comments and no more', async () => {
  const { ask, desk } = await openAccount();
  const id = desk.customerWrites(late);
  desk.setSwitches({ mostComments: 2 });
  const add = () => ask('PUT', `/tickets/${id}.json`, { ticket: { comment: { body: 'x' } } });
  expect([(await add()).status, (await add()).status]).toEqual([200, 422]);
  expect(desk.ticket(id)?.comments.length).toBe(2);
});
