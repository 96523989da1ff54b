import { expect, test } from 'vitest';
import type { TestAccount } from './account-for-tests.ts';
import { ada, late, openAccount, priya } from './account-for-tests.ts';

async function found(account: TestAccount, query: string, rest = ''): Promise<string[]> {
  const path = `/search/export.json?filter[type]=ticket&query=${encodeURIComponent(query)}${rest}`;
  return (await account.get(path)).body.results.map(({ id }: { id: number }) => String(id));
}

test('finds tickets by tag, status, priority, requester and words', async () => {
  const account = await openAccount();
  const { desk } = account;
  const [one, other] = [desk.customerWrites(late), desk.customerWrites({ ...late, subject: 'A question' })];
  desk.changeTags(one, { by: priya.name, add: ['recourse_open'] });
  desk.changePriority(other, { by: priya.name, priority: 'high' });
  desk.changeStatus(other, { by: priya.name, status: 'solved' });
  expect(await found(account, 'type:ticket tags:recourse_open')).toEqual([one]);
  expect(await found(account, 'tags:"recourse_open"')).toEqual([one]);
  expect(await found(account, '-tags:recourse_open')).toEqual([other]);
  expect(await found(account, 'status<solved')).toEqual([one]);
  expect(await found(account, 'status:new status:solved')).toEqual([one, other]);
  expect(await found(account, 'priority:high')).toEqual([other]);
  expect(await found(account, `requester:${ada.email}`)).toEqual([one, other]);
  expect(await found(account, 'question')).toEqual([other]);
  expect(await found(account, 'updated>2026-03-02T08:00:00Z created<2026-03-03')).toEqual([one, other]);
  expect(await found(account, 'type:user')).toEqual([]);
});

test('pages an export by a cursor that lives an hour', async () => {
  const account = await openAccount();
  const ids = [1, 2, 3].map(() => account.desk.customerWrites(late));
  const first = (await account.get('/search/export.json?filter[type]=ticket&query=parcel&page[size]=2')).body;
  expect(first.meta.has_more).toBe(true);
  const after = `&page[size]=2&page[after]=${encodeURIComponent(first.meta.after_cursor)}`;
  expect(await found(account, 'parcel', after)).toEqual([ids[2]]);
  await account.pass(3_600_001);
  expect((await account.get(`/search/export.json?filter[type]=ticket&query=parcel${after}`)).status).toBe(400);
  expect((await account.get('/search/export.json?query=parcel')).status).toBe(400);
});

test('an ordinary search ends at a thousand results', async () => {
  const { get, desk } = await openAccount();
  desk.customerWrites(late);
  const { body } = await get('/search.json?query=parcel');
  expect(body).toMatchObject({ count: 1, facets: null, results: [{ id: 1001, result_type: 'ticket' }] });
  expect((await get('/search.json?query=parcel&page=11')).status).toBe(422);
});

test('is behind the truth where it is told to be', async () => {
  const account = await openAccount({ staleSearchMs: 60_000 });
  const { desk } = account;
  const id = desk.customerWrites(late);
  expect(await found(account, 'type:ticket')).toEqual([]);
  await account.pass(60_000);
  desk.changeTags(id, { by: priya.name, add: ['recourse_open'] });
  expect(await found(account, 'tags:recourse_open')).toEqual([]);
  await account.pass(60_000);
  expect(await found(account, 'tags:recourse_open')).toEqual([id]);
  desk.setStaleSearchMs(0);
  desk.changeTags(id, { by: priya.name, remove: ['recourse_open'] });
  expect(await found(account, 'tags:recourse_open')).toEqual([]);
  desk.faults.set({ match: { pathIncludes: '/search/' }, kind: 'stale-search', ms: 60_000 });
  expect(await found(account, 'tags:recourse_open')).toEqual([id]);
});

test('does not find what was deleted, but what was archived', async () => {
  const account = await openAccount();
  const [one, other] = [account.desk.customerWrites(late), account.desk.customerWrites(late)];
  account.desk.deleteTicket(one);
  account.desk.archive(other);
  expect(await found(account, 'type:ticket')).toEqual([other]);
});
