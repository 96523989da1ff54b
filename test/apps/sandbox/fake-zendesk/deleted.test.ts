import { expect, test } from 'vitest';
import { late, openAccount, openReceiver } from './account-for-tests.ts';

test('deleted tickets are listed until they are restored or scrubbed', async () => {
  const { ask, desk, get, pass } = await openAccount();
  const receiver = await openReceiver();
  desk.connectWebhook({ url: receiver.url, secret: 's', subscriptions: ['zen:event-type:ticket.undeleted'] });
  const [one, two] = [desk.customerWrites(late), desk.customerWrites(late)];
  desk.deleteTicket(one);
  desk.deleteTicket(two);
  desk.scrub(two);
  const { body } = await get('/deleted_tickets.json');
  expect(body.deleted_tickets).toMatchObject([{ id: Number(one), previous_state: 'new' }]);
  expect((await ask('PUT', `/deleted_tickets/${one}/restore.json`)).status).toBe(200);
  expect((await ask('PUT', `/deleted_tickets/${two}/restore.json`)).status).toBe(404);
  expect((await get(`/tickets/${one}.json`)).body.ticket.status).toBe('new');
  expect((await get('/deleted_tickets.json')).body.count).toBe(0);
  await pass(1);
  expect(receiver.heard.length).toBe(1);
});

test('people restore what was deleted, and nothing else', async () => {
  const { desk } = await openAccount();
  const id = desk.customerWrites(late);
  expect(() => desk.restoreTicket(id)).toThrow('cannot be restored');
  desk.deleteTicket(id);
  desk.restoreTicket(id);
  expect(desk.ticket(id)?.status).toBe('new');
});

test('many are deleted at once by a job, a hundred at the most', async () => {
  const { ask, desk, get } = await openAccount();
  const ids = [desk.customerWrites(late), desk.customerWrites(late)];
  const { body } = await ask('DELETE', `/tickets/destroy_many.json?ids=${ids.join(',')},9999`);
  const { results } = (await get(`/job_statuses/${body.job_status.id}.json`)).body.job_status;
  expect(results.map(({ success }: { success: boolean }) => success)).toEqual([true, true, false]);
  expect(ids.map((id) => desk.ticket(id)?.status)).toEqual(['deleted', 'deleted']);
  const many = Array.from({ length: 101 }, (_, n) => n).join(',');
  const refused = await ask('DELETE', `/tickets/destroy_many.json?ids=${many}`);
  expect([refused.status, refused.body]).toEqual([
    400,
    { error: 'TooManyValues', description: 'Parameter  cannot specify more than 100 values', max_count: 100 },
  ]);
});

test.each([
  ['GET', '/tickets.json', 100, 'total=100; remaining=99; resets=60'],
  ['GET', '/deleted_tickets.json', 10, null],
  ['GET', '/webhooks.json', 100, null],
] as const)('%s %s is allowed %s times a minute, beside the account’s limit', async (method, path, times, header) => {
  const { ask, get } = await openAccount();
  const first = await ask(method, path);
  expect(first.headers.get('zendesk-ratelimit-tickets-index')).toBe(header);
  for (let more = 1; more < times; more += 1) expect((await ask(method, path)).status).toBe(200);
  expect((await ask(method, path)).status).toBe(429);
  expect((await get('/users/me.json')).status).toBe(200);
});

test('the values of a multiselect and their tags keep together', async () => {
  const { ask, desk } = await openAccount();
  const field = { type: 'multiselect', title: 'Faults', key: 'faults', custom_field_options: [] };
  const { body } = await ask('POST', '/ticket_fields.json', { ticket_field: field });
  const id = desk.customerWrites(late);
  const put = (ticket: unknown) => ask('PUT', `/tickets/${id}.json`, { ticket });
  await put({ custom_fields: [{ id: body.ticket_field.id, value: ['late', 'broken'] }] });
  expect(desk.ticket(id)?.tags).toEqual(['broken', 'late']);
  await put({ tags: ['late'] });
  expect(desk.ticket(id)?.fields).toEqual({ faults: 'late' });
  await put({ custom_fields: [{ id: body.ticket_field.id, value: null }] });
  expect(desk.ticket(id)?.tags).toEqual([]);
});
