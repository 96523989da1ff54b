import { DAY_MS } from '#core/time.ts';
import { describe, expect, test } from 'vitest';
import type { TestAccount } from './account-for-tests.ts';
import { ada, idsOf, late, openAccount, priya, wrongIn } from './account-for-tests.ts';

const walk = (since: string): string => `/tickets?updated_since=${since}&order_by=updated_at&order_type=asc`;
const start = '2026-03-02T09:00:00Z';

async function listed({ get }: TestAccount, path: string): Promise<number[]> {
  return idsOf(await get(path));
}

describe('the list', () => {
  test('has the newest first, thirty a page, and a Link only while there is more', async () => {
    const account = await openAccount();
    const { desk, get, baseUrl } = account;
    for (let at = 0; at < 65; at += 1) desk.customerWrites(late);
    const first = await get('/tickets');
    expect(idsOf(first).slice(0, 3)).toEqual([65, 64, 63]);
    expect(first.headers.get('link')).toBe(`< ${baseUrl}/api/v2/tickets?page=2>;rel="next"`);
    expect(idsOf(await get('/tickets?page=3'))).toEqual([5, 4, 3, 2, 1]);
    expect((await get('/tickets?page=3')).headers.get('link')).toBeNull();
    expect((await get('/tickets?per_page=65')).headers.get('link')).toBeNull();
    expect((await get('/tickets?per_page=64')).headers.get('link')).toContain('page=2');
    expect((await get('/tickets?page=4')).body).toEqual([]);
  });

  test('its Link may name the account’s own host, without the blank', async () => {
    const { desk, get } = await openAccount({ foreignLinks: true, switches: { linkBlank: false } });
    for (let at = 0; at < 2; at += 1) desk.customerWrites(late);
    expect((await get('/tickets?per_page=1')).headers.get('link')).toBe(
      '<https://acme.freshdesk.com/api/v2/tickets?per_page=1&page=2>;rel="next"',
    );
  });

  test('ends at the 300th page, in the words that were seen', async () => {
    const { get } = await openAccount();
    expect((await get('/tickets?page=300')).status).toBe(200);
    const { status, body } = await get('/tickets?page=301');
    expect(status).toBe(400);
    expect(body).toEqual({
      description: 'Validation failed',
      errors: [
        {
          field: 'page',
          message: 'You cannot access tickets beyond the 300th page. Please provide a smaller page number.',
          code: 'invalid_value',
        },
      ],
    });
  });

  test.each([
    ['per_page=101', 'per_page: invalid_value'],
    ['per_page=0', 'per_page: invalid_value'],
    ['page=x', 'page: invalid_value'],
    ['order_by=subject', 'order_by: invalid_value'],
    ['order_type=up', 'order_type: invalid_value'],
    ['filter=archived', 'filter: invalid_value'],
    ['updated_since=yesterday', 'updated_since: invalid_value'],
    ['include=conversations', 'include: invalid_value'],
    ['limit=5', 'limit: invalid_field'],
  ])('refuses %s', async (query, wrong) => {
    const { get } = await openAccount();
    expect(wrongIn(await get(`/tickets?${query}`))).toEqual([400, wrong]);
  });

  test('forgets after thirty days what was created, unless it is asked what was updated', async () => {
    const account = await openAccount();
    account.desk.customerWrites(late);
    await account.pass(30 * DAY_MS);
    account.desk.customerWrites(late);
    expect(await listed(account, '/tickets')).toEqual([2, 1]);
    await account.pass(1000);
    expect(await listed(account, '/tickets')).toEqual([2]);
    expect(await listed(account, walk('2026-03-02'))).toHaveLength(2);
  });

  test('walks what was updated since a second, that second included or not', async () => {
    const account = await openAccount({ switches: { escalationDelayMs: { soonest: DAY_MS, latest: DAY_MS } } });
    const { desk, pass } = account;
    for (let at = 0; at < 3; at += 1) {
      desk.customerWrites(late);
      await pass(1500);
    }
    desk.changeTags('1', { by: priya.name, add: ['x'] });
    expect(await listed(account, walk(start))).toEqual([2, 3, 1]);
    expect(await listed(account, walk('2026-03-02T09:00:03Z'))).toEqual([3, 1]);
    expect(await listed(account, walk('2026-03-02T10:00:03%2B01:00'))).toEqual([3, 1]);
    desk.setSwitches({ updatedSince: 'exclusive' });
    expect(await listed(account, walk('2026-03-02T09:00:03Z'))).toEqual([1]);
  });

  test('is as things are, however often it is asked', async () => {
    const account = await openAccount();
    const { desk, pass } = account;
    for (let at = 0; at < 2; at += 1) desk.customerWrites(late);
    expect(await listed(account, walk(start))).toEqual([1, 2]);
    await pass(1000);
    desk.changeTags('1', { by: priya.name, add: ['x'] });
    desk.customerWrites(late);
    expect(await listed(account, walk(start))).toEqual([2, 1, 3]);
    desk.archive('2');
    expect(await listed(account, walk(start))).toEqual([1, 3]);
    const byDue = '/tickets?order_by=due_by&order_type=asc';
    desk.changePriority('3', { by: priya.name, priority: 'urgent' });
    await pass(2500);
    expect(await listed(account, byDue)).toEqual([1, 3]);
    await pass(500);
    expect(await listed(account, byDue)).toEqual([3, 1]);
  });

  test('has deleted and spam tickets in lists of their own, archived ones in none', async () => {
    const account = await openAccount();
    const { desk, get } = account;
    for (let at = 0; at < 5; at += 1) desk.customerWrites(late);
    desk.deleteTicket('1');
    desk.markSpam('2');
    desk.archive('3');
    desk.deleteForever('4');
    expect(await listed(account, walk(start))).toEqual([5]);
    const deleted = await get('/tickets?filter=deleted');
    expect(deleted.body).toMatchObject([{ id: 1, deleted: true, spam: false }]);
    expect((await get('/tickets?filter=spam')).body).toMatchObject([{ id: 2, spam: true }]);
    expect((await get('/tickets/5')).body).not.toHaveProperty('deleted');
    desk.deleteTicket('2');
    expect(await listed(account, '/tickets?filter=spam')).toEqual([]);
    expect(await listed(account, '/tickets?filter=deleted')).toEqual([2, 1]);
    desk.restoreTicket('1');
    expect(await listed(account, '/tickets?filter=deleted')).toEqual([2]);
    expect(await listed(account, walk(start))).toEqual([1, 5]);
  });

  test('shows text, requester and stats only when asked', async () => {
    const { desk, get } = await openAccount();
    desk.customerWrites(late);
    const [bare] = (await get('/tickets')).body;
    for (const key of ['description', 'description_text', 'requester', 'stats', 'conversations']) {
      expect(bare).not.toHaveProperty(key);
    }
    const [whole] = (await get('/tickets?include=requester,stats,description')).body;
    expect(whole).toMatchObject({
      description: `<div>${late.text}</div>`,
      description_text: late.text,
      requester: { name: ada.name, email: ada.email },
      stats: { resolved_at: null, first_responded_at: null, status_updated_at: '2026-03-02T09:00:00Z' },
    });
    expect(Object.keys(whole.stats)).toHaveLength(8);
  });

  test('can be ordered by status and due date, and asked for one requester', async () => {
    const account = await openAccount();
    const { desk, pass } = account;
    for (let at = 0; at < 3; at += 1) desk.customerWrites({ ...late, from: at === 1 ? priya : ada });
    await pass(3000);
    desk.changePriority('2', { by: priya.name, priority: 'urgent' });
    desk.changeStatus('3', { by: priya.name, status: 'solved' });
    await pass(3000);
    expect(await listed(account, '/tickets?order_by=status&order_type=asc')).toEqual([1, 2, 3]);
    expect(await listed(account, '/tickets?order_by=due_by&order_type=asc')).toEqual([2, 1, 3]);
    expect(await listed(account, `/tickets?email=${ada.email}`)).toEqual([3, 1]);
    expect(await listed(account, '/tickets?email=nobody@customer.example')).toEqual([]);
    expect(await listed(account, '/tickets?filter=new_and_my_open')).toEqual([2, 1]);
  });

  test('carries attributes nobody knows yet, in some rows', async () => {
    const { desk, get } = await openAccount();
    for (let at = 0; at < 3; at += 1) desk.customerWrites({ ...late, source: 19 });
    const rows: Record<string, unknown>[] = (await get('/tickets')).body;
    expect(rows.filter((row) => 'x_unheard_of' in row)).toHaveLength(1);
    expect(rows[0]).toMatchObject({ source: 19, sentiment_score: null, nr_due_by: null });
    desk.setSwitches({ surprises: false });
    expect((await get('/tickets')).body[0]).not.toHaveProperty('x_unheard_of');
  });
});

test('an account of 31,000 tickets is walked through the wall, each once', { timeout: 60_000 }, async () => {
  const account = await openAccount({ plan: { perMinute: 1e6, ticketsList: 1e6 } });
  const { desk, get, pass } = account;
  const many = 31_000;
  for (let at = 0; at < many; at += 1) {
    desk.customerWrites(late);
    if (at % 1000 === 999) await pass(1000);
  }
  const seen = new Set<number>();
  let since = start;
  let path: string | undefined = `${walk(since)}&per_page=100&page=1`;
  for (let calls = 0; path !== undefined && calls < 400; calls += 1) {
    const { body, headers } = await get(path);
    for (const row of body) seen.add(row.id);
    const page: number = Number(new URL(path, 'http://x').searchParams.get('page'));
    if (headers.get('link') === null) path = undefined;
    else if (page < 300) path = `${walk(since)}&per_page=100&page=${page + 1}`;
    else {
      since = body.at(-1).updated_at;
      path = `${walk(since)}&per_page=100&page=1`;
    }
  }
  expect(seen.size).toBe(many);
});
