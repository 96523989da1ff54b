import { describe, expect, test } from 'vitest';
import { ownFieldNames } from '#integrations/read-own-fields.ts';
import { basic, late, openAccount, priya } from './account-for-tests.ts';

const nowhere = { error: 'RecordNotFound', description: 'Not found' };

describe('who may ask', () => {
  test('wrong credentials are refused, but /users/me answers with nobody', async () => {
    const { ask, desk } = await openAccount();
    const id = desk.customerWrites(late);
    const wrong = { authorization: 'Basic bm9ib2R5L3Rva2VuOm5vdGhpbmc=' };
    expect((await ask('GET', `/tickets/${id}.json`, undefined, wrong)).status).toBe(401);
    const me = await ask('GET', '/users/me.json', undefined, wrong);
    expect(me.status).toBe(200);
    expect(me.body.user.id).toBeNull();
  });

  test('basic and bearer credentials speak for the integration, an agent’s bearer for the agent', async () => {
    const { ask, desk } = await openAccount();
    const whoIs = async (authorization: string): Promise<unknown> =>
      (await ask('GET', '/users/me.json', undefined, { authorization })).body.user.email;
    expect(await whoIs(basic)).toBe('recourse@acme.example');
    expect(await whoIs('Bearer secret-token')).toBe('recourse@acme.example');
    expect(await whoIs(`Bearer ${desk.access.bearerFor(priya.name)}`)).toBe(priya.email);
  });

  test('revoked credentials are refused until they are restored', async () => {
    const { get, desk } = await openAccount();
    desk.access.revoke();
    expect((await get('/tickets.json')).status).toBe(401);
    desk.access.restore();
    expect((await get('/tickets.json')).status).toBe(200);
  });
});

describe('reading a ticket', () => {
  test('has the account’s own shape, with custom values twice and long ids', async () => {
    const { get, desk } = await openAccount();
    const id = desk.customerWrites(late);
    const { body, headers } = await get(`/tickets/${id}.json?include=users`);
    expect(id).toBe('1001');
    expect(body.ticket).toMatchObject({
      id: 1001,
      subject: late.subject,
      description: late.text,
      status: 'new',
      priority: null,
      type: null,
      is_public: true,
      created_at: '2026-03-02T09:00:00Z',
      generated_timestamp: 1_772_442_000,
      satisfaction_rating: { score: 'unoffered' },
      via: { channel: 'email', source: { from: { address: 'ada@customer.example' }, rel: null } },
    });
    expect(body.ticket.fields).toEqual(body.ticket.custom_fields);
    expect(body.ticket.custom_fields).toHaveLength(ownFieldNames.length);
    expect(body.ticket.requester_id).toBeGreaterThan(2 ** 32);
    expect(String(body.ticket.requester_id)).toHaveLength(13);
    expect(body.users.map((user: { name: string }) => user.name)).toEqual(['Ada Crewe']);
    expect(headers.get('date')).toBe('Mon, 02 Mar 2026 09:00:00 GMT');
  });

  test('with or without .json, and 404 for what is not there, 400 for what is no number', async () => {
    const { get, desk } = await openAccount();
    desk.customerWrites(late);
    expect((await get('/tickets/1001')).status).toBe(200);
    expect(await get('/tickets/9.json')).toMatchObject({ status: 404, body: nowhere });
    expect((await get('/tickets/some.json')).status).toBe(400);
    expect((await get('/elsewhere.json')).body.error).toBe('InvalidEndpoint');
  });

  test('show_many leaves out what is gone and refuses more than a hundred', async () => {
    const { get, desk } = await openAccount();
    const [one, other] = [desk.customerWrites(late), desk.customerWrites(late)];
    desk.deleteTicket(other);
    const many = await get(`/tickets/show_many.json?ids=${one},${other},77`);
    expect(many.body.tickets.map((ticket: { id: number }) => ticket.id)).toEqual([1001]);
    const tooMany = await get(`/tickets/show_many.json?ids=${Array.from({ length: 101 }, (_, at) => at).join(',')}`);
    expect(tooMany).toMatchObject({ status: 400, body: { error: 'TooManyValues', max_count: 100 } });
    expect(tooMany.body.description).toBe('Parameter  cannot specify more than 100 values');
  });

  test('the list leaves archived and deleted tickets out, though a single read still finds the archived', async () => {
    const { get, desk } = await openAccount();
    const [one, other, third] = [desk.customerWrites(late), desk.customerWrites(late), desk.customerWrites(late)];
    desk.archive(other);
    desk.deleteTicket(third);
    expect((await get('/tickets.json')).body.tickets.map(({ id }: { id: number }) => String(id))).toEqual([one]);
    expect((await get(`/tickets/${other}.json`)).body.ticket.status).toBe('closed');
    expect((await get(`/tickets/${third}.json`)).status).toBe(404);
  });

  test('offset paging ends at the hundredth page', async () => {
    const { get } = await openAccount();
    expect((await get('/tickets.json?page=101&per_page=1')).status).toBe(400);
  });
});

describe('creating a ticket', () => {
  const asked = {
    ticket: {
      subject: 'Broken kettle',
      comment: { body: 'It leaks.' },
      requester: { name: 'Bo Lund', email: 'bo@customer.example' },
      priority: 'high',
      tags: ['kettle'],
    },
  };

  test('answers 201 with its place, text values in its Create events, and no generated timestamp yet', async () => {
    const { ask, desk } = await openAccount();
    const { status, headers, body } = await ask('POST', '/tickets.json', asked);
    expect(status).toBe(201);
    expect(headers.get('location')).toContain('/api/v2/tickets/1001.json');
    expect(body.ticket).toMatchObject({ id: 1001, generated_timestamp: 0, priority: 'high', via: { channel: 'api' } });
    const created = Object.fromEntries(
      body.audit.events
        .filter(({ type }: { type: string }) => type === 'Create')
        .map(({ field_name, value }: { field_name: string; value: unknown }) => [field_name, value]),
    );
    expect(created).toMatchObject({ status: 'new', priority: 'high', requester_id: String(body.ticket.requester_id) });
    expect(desk.ticket('1001')?.comments).toMatchObject([
      { author: 'Bo Lund', role: 'complainant', text: 'It leaks.' },
    ]);
  });

  test('the same idempotency key creates once, for two hours; with another body it is refused', async () => {
    const { ask, desk, pass } = await openAccount();
    const key = { 'idempotency-key': 'abc' };
    const first = await ask('POST', '/tickets.json', asked, key);
    const again = await ask('POST', '/tickets.json', asked, key);
    expect([first, again].map(({ headers }) => headers.get('x-idempotency-lookup'))).toEqual(['miss', 'hit']);
    expect(again.body.ticket.id).toBe(first.body.ticket.id);
    const other = await ask('POST', '/tickets.json', { ticket: { ...asked.ticket, subject: 'Other' } }, key);
    expect(other).toMatchObject({ status: 400, body: { error: 'IdempotentRequestError' } });
    await pass(2 * 3_600_000 + 1);
    await ask('POST', '/tickets.json', asked, key);
    expect(desk.tickets()).toHaveLength(2);
  });

  test('one without words is refused', async () => {
    const { ask } = await openAccount();
    expect((await ask('POST', '/tickets.json', { ticket: { subject: 'Nothing' } })).status).toBe(422);
  });

  test('a private first comment makes a ticket that is not public', async () => {
    const { ask } = await openAccount();
    const ticket = { subject: 'Call', comment: { body: 'Called.', public: false } };
    expect((await ask('POST', '/tickets.json', { ticket })).body.ticket.is_public).toBe(false);
  });
});
