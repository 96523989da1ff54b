import { describe, expect, test } from 'vitest';
import type { TestAccount } from './account-for-tests.ts';
import { late, openAccount, priya, startAt } from './account-for-tests.ts';

const minute = 60_000;
const startSecond = startAt / 1000;

async function page(account: TestAccount, query: string): Promise<{ ids: string[]; cursor: string; isEnd: boolean }> {
  const { body } = await account.get(`/incremental/tickets/cursor.json?${query}`);
  const ids = body.tickets.map(({ id }: { id: number }) => String(id));
  return { ids, cursor: body.after_cursor, isEnd: body.end_of_stream };
}

describe('the incremental export', () => {
  test('holds back what changed within the last minute', async () => {
    const account = await openAccount();
    const id = account.desk.customerWrites(late);
    await account.pass(minute - 1000);
    expect((await page(account, `start_time=${startSecond - 120}`)).ids).toEqual([]);
    await account.pass(1000);
    expect((await page(account, `start_time=${startSecond - 120}`)).ids).toEqual([id]);
  });

  test('gives a cursor even at the end, and from there only what is newer', async () => {
    const account = await openAccount();
    const [one, other] = [account.desk.customerWrites(late), account.desk.customerWrites(late)];
    await account.pass(minute);
    const first = await page(account, `start_time=${startSecond}&per_page=1`);
    expect(first).toMatchObject({ ids: [one], isEnd: false });
    const second = await page(account, `cursor=${encodeURIComponent(first.cursor)}&per_page=1`);
    expect(second).toMatchObject({ ids: [other], isEnd: true });
    expect(Buffer.from(second.cursor, 'base64').toString()).toBe(`${startSecond}.0||${other}|`);
    const third = await page(account, `cursor=${encodeURIComponent(second.cursor)}`);
    expect(third).toEqual({ ids: [], cursor: second.cursor, isEnd: true });
    account.desk.changePriority(one ?? '', { by: priya.name, priority: 'low' });
    await account.pass(minute);
    expect((await page(account, `cursor=${encodeURIComponent(third.cursor)}`)).ids).toEqual([one]);
  });

  test('goes by the generated timestamp: a system’s write brings a ticket back with an old updated_at', async () => {
    const account = await openAccount();
    const id = account.desk.customerWrites(late);
    await account.pass(10 * minute);
    account.desk.systemWrite(id);
    await account.pass(minute);
    const { body } = await account.get(`/incremental/tickets/cursor.json?start_time=${startSecond + 300}`);
    expect(body.tickets).toMatchObject([{ id: Number(id), updated_at: '2026-03-02T09:00:00Z' }]);
    expect(body.tickets[0].generated_timestamp).toBe(startSecond + 600);
  });

  test('has deleted, scrubbed and archived tickets', async () => {
    const account = await openAccount();
    const { desk } = account;
    const ids = [desk.customerWrites(late), desk.customerWrites(late), desk.customerWrites(late)];
    desk.deleteTicket(ids[0] ?? '');
    desk.scrub(ids[1] ?? '');
    desk.archive(ids[2] ?? '');
    await account.pass(minute);
    const { body } = await account.get(`/incremental/tickets/cursor.json?start_time=${startSecond}&include=users`);
    expect(body.tickets).toMatchObject([
      { status: 'deleted', subject: late.subject },
      { status: 'deleted', subject: 'SCRUBBED', description: 'X' },
      { status: 'closed' },
    ]);
    expect(body.users).toHaveLength(1);
    const without = await page(account, `start_time=${startSecond}&exclude_deleted=true`);
    expect(without.ids).toEqual([ids[2]]);
  });

  test('refuses a start within the last minute, and cursors that are none', async () => {
    const { get } = await openAccount();
    expect((await get(`/incremental/tickets/cursor.json?start_time=${startSecond - 59}`)).status).toBe(422);
    expect((await get(`/incremental/tickets/cursor.json?start_time=${startSecond - 60}`)).status).toBe(200);
    expect((await get('/incremental/tickets/cursor.json')).status).toBe(400);
    expect((await get('/incremental/tickets/cursor.json?cursor=rubbish')).status).toBe(400);
  });

  test('is for administrators', async () => {
    const { get } = await openAccount({
      auth: { email: 'recourse@acme.example', token: 'secret-token', role: 'agent' },
    });
    expect((await get(`/incremental/tickets/cursor.json?start_time=${startSecond - 60}`)).status).toBe(403);
  });

  test('every change of every ticket is seen by following the cursor, in any rhythm', async () => {
    const account = await openAccount();
    const { desk } = account;
    let cursor = (await page(account, `start_time=${startSecond - 60}`)).cursor;
    const seen = new Map<string, string>();
    const follow = async (): Promise<void> => {
      for (let more = true; more;) {
        const { body } = await account.get(
          `/incremental/tickets/cursor.json?per_page=2&cursor=${encodeURIComponent(cursor)}`,
        );
        for (const { id, priority } of body.tickets) seen.set(String(id), String(priority));
        cursor = body.after_cursor;
        more = body.end_of_stream === false;
      }
    };
    const ids = Array.from({ length: 7 }, () => desk.customerWrites(late));
    for (const [turn, priority] of (['low', 'normal', 'high', 'urgent'] as const).entries()) {
      for (const id of ids.filter((_, at) => (at + turn) % 2 === 0))
        desk.changePriority(id, { by: priya.name, priority });
      await account.pass(17_000 + turn * 700);
      await follow();
    }
    await account.pass(minute + 1000);
    await follow();
    expect(seen).toEqual(new Map(desk.tickets().map(({ id, priority }) => [id, String(priority)])));
  });
});
