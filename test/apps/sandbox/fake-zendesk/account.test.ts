import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ada, late, openAccount, priya } from './account-for-tests.ts';

describe('people the account knows', () => {
  test('are found by exact address, by name, and many at a time', async () => {
    const { get, desk } = await openAccount();
    const adaId = desk.addEndUser(ada);
    desk.addEndUser({ name: 'Adam', email: 'ada@customer.example.org' });
    const byEmail = (await get(`/users/search.json?query=email:"${ada.email}"`)).body;
    expect(byEmail).toMatchObject({ count: 1, users: [{ id: Number(adaId), role: 'end-user' }] });
    expect((await get('/users/search.json?query=ada')).body.count).toBe(2);
    expect((await get(`/users/search.json?query=role:agent email:${priya.email}`)).body.count).toBe(1);
    expect((await get(`/users/show_many.json?ids=${adaId},5`)).body.users).toHaveLength(1);
    expect((await get(`/users/${adaId}.json`)).body.user.email).toBe(ada.email);
    expect((await get('/groups.json')).body.groups).toMatchObject([{ name: 'Support' }]);
  });
});

describe('ticket fields', () => {
  test('ours are there from the start where the account was provisioned, by their keys', async () => {
    const { get, desk } = await openAccount();
    const { ticket_fields: fields } = (await get('/ticket_fields.json')).body;
    const ledger = fields.find(({ key }: { key: string | null }) => key === 'recourse_ledger');
    expect(ledger).toMatchObject({ id: desk.fieldId('recourse_ledger'), type: 'textarea', removable: true });
    expect(fields.filter(({ removable }: { removable: boolean }) => !removable)).toHaveLength(8);
    const paged = (await get('/ticket_fields.json?page[size]=5')).body;
    expect([paged.ticket_fields.length, paged.meta.has_more]).toEqual([5, true]);
  });

  test('can be created, renamed and removed; a key is taken once', async () => {
    const { ask, get, desk } = await openAccount({ provisioned: false });
    expect(desk.fieldId('recourse_ledger')).toBeUndefined();
    const asked = { ticket_field: { key: 'recourse_ledger', type: 'textarea', title: 'Ledger' } };
    const { status, body } = await ask('POST', '/ticket_fields.json', asked);
    expect([status, body.ticket_field.id]).toEqual([201, desk.fieldId('recourse_ledger')]);
    expect((await ask('POST', '/ticket_fields.json', asked)).status).toBe(422);
    await ask('PUT', `/ticket_fields/${body.ticket_field.id}.json`, { ticket_field: { title: 'Alerts' } });
    expect((await get(`/ticket_fields/${body.ticket_field.id}.json`)).body.ticket_field.title).toBe('Alerts');
    expect((await ask('DELETE', `/ticket_fields/${body.ticket_field.id}.json`)).status).toBe(204);
    expect((await get(`/ticket_fields/${body.ticket_field.id}.json`)).status).toBe(404);
  });

  test('a dropdown’s value and its tag keep together', async () => {
    const { ask, desk } = await openAccount();
    const id = desk.customerWrites(late);
    const field = (
      await ask('POST', '/ticket_fields.json', { ticket_field: { key: 'kind', type: 'tagger', title: 'Kind' } })
    ).body;
    const fieldId = field.ticket_field.id;
    await ask('PUT', `/tickets/${id}.json`, { ticket: { custom_fields: [{ id: fieldId, value: 'kettle' }] } });
    expect(desk.ticket(id)).toMatchObject({ tags: ['kettle'], fields: { kind: 'kettle' } });
    await ask('DELETE', `/tickets/${id}/tags.json`, { tags: ['kettle'] });
    expect(desk.ticket(id)).toMatchObject({ tags: [], fields: {} });
  });
});

test('the account outlives its server', async () => {
  const { desk } = await openAccount();
  const again = await desk.listen();
  const id = desk.customerWrites(late);
  await again.close();
  const third = await desk.listen();
  const authorization = 'Bearer secret-token';
  const answer = await fetch(`${third.baseUrl}/api/v2/tickets/${id}.json`, { headers: { authorization } });
  expect(answer.status).toBe(200);
  await third.close();
});

test('links name another host where the account is told to', async () => {
  const { get, desk } = await openAccount({ foreignLinks: true });
  desk.customerWrites(late);
  expect((await get('/tickets.json?page[size]=1')).body.links.next).toMatch(/^https:\/\/acme\.zendesk\.com\/api\/v2\//);
});

test('two accounts of other seeds share no id, and the same account makes the same ones again', async () => {
  const ids = async (seedIds: number): Promise<number | undefined> =>
    (await openAccount({ seedIds })).desk.fieldId('recourse_ledger');
  const [one, other, again] = [await ids(0), await ids(1), await ids(0)];
  expect(one).toBe(again);
  expect(one).not.toBe(other);
});

const recorded = new URL('../../../../../shared/data/zendesk/go-zendesk/', import.meta.url);

describe.skipIf(!existsSync(recorded))('against recorded answers, where they are at hand', () => {
  const keysOf = (file: string, name: string): string[] => {
    const body = JSON.parse(readFileSync(new URL(file, recorded), 'utf8')) as Record<string, Record<string, unknown>>;
    return Object.keys(body[name] ?? {});
  };

  test('a ticket has every key of a recorded one', async () => {
    const { get, desk } = await openAccount();
    const id = desk.customerWrites(late);
    const { ticket } = (await get(`/tickets/${id}.json`)).body;
    const missing = keysOf('GET/ticket.json', 'ticket').filter((key) => !(key in ticket));
    // A prediction that accounts no longer have.
    expect(missing).toEqual(['satisfaction_probability']);
  });

  test('an audit and a field have every key of recorded ones', async () => {
    const { get, ask, desk } = await openAccount();
    desk.customerWrites(late);
    const made = await ask('POST', '/tickets.json', { ticket: { subject: 'x', comment: { body: 'y' } } });
    expect(keysOf('POST/ticket.json', 'audit').filter((key) => !(key in made.body.audit))).toEqual([]);
    const { ticket_field: field } = (await get(`/ticket_fields/${desk.fieldId('recourse_ledger')}.json`)).body;
    expect(keysOf('GET/ticket_field.json', 'ticket_field').filter((key) => !(key in field))).toEqual([]);
  });
});
