import { expect, test } from 'vitest';
import type { TestAccount } from './account-for-tests.ts';
import { late, openAccount, priya, wrongIn } from './account-for-tests.ts';

async function found({ get }: TestAccount, query: string): Promise<number[]> {
  const { body } = await get(`/search/tickets?query=${encodeURIComponent(`"${query}"`)}`);
  return body.results.map(({ id }: { id: number }) => id);
}

test('finds by tags, statuses, fields and days, joined and in brackets', async () => {
  const account = await openAccount();
  const { desk, pass } = account;
  for (let at = 0; at < 4; at += 1) desk.customerWrites(late);
  desk.changeTags('1', { by: priya.name, add: ['recourse_open'] });
  desk.changeStatus('2', { by: priya.name, status: 'pending' });
  desk.changePriority('3', { by: priya.name, priority: 'high' });
  desk.setFieldsByAgent('4', { by: priya.name, fields: { recourse_category: 'lost parcel' } });
  desk.assign('4', { by: priya.name, to: priya.name });
  await pass(86_400_000);
  desk.customerWrites(late);
  expect(await found(account, "tag:'recourse_open'")).toEqual([1]);
  expect(await found(account, 'tag:recourse_open')).toEqual([1]);
  expect(await found(account, 'status:3 OR priority:3')).toEqual([2, 3]);
  expect(await found(account, 'status:2 AND priority:>3 OR status:3')).toEqual([2, 3]);
  expect(await found(account, "status:2 AND (priority:3 OR tag:'recourse_open')")).toEqual([1, 3]);
  expect(await found(account, 'priority:<1 AND agent_id:null AND tag:null')).toEqual([2, 5]);
  expect(await found(account, "cf_recourse_category:'lost parcel'")).toEqual([4]);
  expect(await found(account, 'cf_recourse_category:null AND status:2')).toEqual([1, 3, 5]);
  expect(await found(account, "created_at:>'2026-03-03'")).toEqual([5]);
  expect(await found(account, "created_at:'2026-03-02' AND updated_at:<'2026-03-02'")).toEqual([1, 2, 3, 4]);
  expect(await found(account, "due_by:'2026-03-05' AND type:null AND group_id:7")).toEqual([]);
});

test.each([
  ['status:2', 'query'],
  ['"status:2', 'query'],
  ['""', 'query'],
  ['"status"', 'query'],
  ['"status:2 AND"', 'query'],
  ['"(status:2"', 'query'],
  ['"status:2 status:3"', 'query'],
  [`"${'status:2 OR '.repeat(60)}status:2"`, 'query'],
  ['"colour:red"', 'colour'],
  ['"created_at:>\'2026-03-02T09:00:00Z\'"', 'created_at'],
])('refuses %s', async (query, field) => {
  const { get } = await openAccount();
  const answer = await get(`/search/tickets?query=${encodeURIComponent(query)}`);
  expect(wrongIn(answer)).toEqual([400, `${field}: invalid_value`]);
});

test('gives thirty a page and ten pages, and says how many there are', async () => {
  const account = await openAccount();
  const { desk, get } = account;
  for (let at = 0; at < 310; at += 1) desk.customerWrites(late);
  const path = `/search/tickets?query=${encodeURIComponent('"status:2"')}`;
  const first = (await get(path)).body;
  expect([first.results.length, first.total]).toEqual([30, 310]);
  expect(first.results[0]).not.toHaveProperty('description');
  expect((await get(`${path}&page=10`)).body.results.at(-1).id).toBe(300);
  expect(wrongIn(await get(`${path}&page=11`))).toEqual([400, 'page: invalid_value']);
  expect(wrongIn(await get(`${path}&per_page=100`))).toEqual([400, 'per_page: invalid_field']);
});

test('is behind the truth where it is told to be', async () => {
  const account = await openAccount({ staleSearchMs: 120_000 });
  const { desk, pass } = account;
  desk.customerWrites(late);
  expect(await found(account, 'status:2')).toEqual([]);
  await pass(120_000);
  desk.changeTags('1', { by: priya.name, add: ['recourse_open'] });
  expect(await found(account, 'tag:recourse_open')).toEqual([]);
  await pass(120_000);
  expect(await found(account, 'tag:recourse_open')).toEqual([1]);
  desk.setStaleSearchMs(0);
  desk.changeTags('1', { by: priya.name, remove: ['recourse_open'] });
  expect(await found(account, 'tag:recourse_open')).toEqual([]);
  desk.faults.set({ match: { pathIncludes: '/search/' }, kind: 'stale-search', ms: 60_000 });
  expect(await found(account, 'tag:recourse_open')).toEqual([1]);
});

test('leaves out what is archived, deleted or spam', async () => {
  const account = await openAccount();
  for (let at = 0; at < 4; at += 1) account.desk.customerWrites(late);
  account.desk.archive('1');
  account.desk.deleteTicket('2');
  account.desk.markSpam('3');
  expect(await found(account, "created_at:>'2026-01-01'")).toEqual([4]);
});
