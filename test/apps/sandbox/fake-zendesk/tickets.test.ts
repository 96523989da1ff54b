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

describe('updating a ticket', () => {
  test('tags, fields, a private note and a status go in one save and one audit', async () => {
    const { ask, desk } = await openAccount();
    const id = desk.customerWrites(late);
    const ledger = desk.fieldId('recourse_ledger');
    const { status, body } = await ask('PUT', `/tickets/${id}.json`, {
      ticket: {
        tags: ['recourse_open', 'Late parcel'],
        custom_fields: [{ id: ledger, value: '{"v":1}' }],
        comment: { body: 'Read as a complaint.', public: false },
        status: 'open',
        metadata: { by: 'recourse' },
      },
    });
    expect(status).toBe(200);
    expect(body.ticket).toMatchObject({ status: 'open', tags: ['late', 'parcel', 'recourse_open'] });
    expect(body.audit.metadata.custom).toEqual({ by: 'recourse' });
    expect(body.audit.via.channel).toBe('api');
    const changed = body.audit.events.map(
      (event: { type: string; field_name?: string }) => event.field_name ?? event.type,
    );
    expect(changed).toEqual(['Comment', 'status', 'custom_status_id', 'tags', String(ledger)]);
    expect(desk.ticket(id)?.fields).toEqual({ recourse_ledger: '{"v":1}' });
    expect(desk.ticket(id)?.comments.at(-1)).toMatchObject({ public: false, role: 'automatic', author: 'Recourse' });
  });

  test('tags in a ticket replace the whole list', async () => {
    const { ask, desk } = await openAccount();
    const id = desk.customerWrites(late);
    await ask('PUT', `/tickets/${id}.json`, { ticket: { tags: ['one', 'two'] } });
    await ask('PUT', `/tickets/${id}.json`, { ticket: { tags: ['three'] } });
    expect(desk.ticket(id)?.tags).toEqual(['three']);
  });

  test('what is already so makes no event and does not move updated_at', async () => {
    const { ask, get, desk, pass } = await openAccount();
    const id = desk.customerWrites(late);
    await ask('PUT', `/tickets/${id}/tags.json`, { tags: ['one'] });
    await pass(5000);
    const { body } = await ask('PUT', `/tickets/${id}.json`, { ticket: { tags: ['one'], additional_tags: ['two'] } });
    expect(body.audit.events).toEqual([]);
    expect(body.ticket.updated_at).toBe('2026-03-02T09:00:00Z');
    expect((await get(`/tickets/${id}/audits.json`)).body.audits).toHaveLength(2);
  });

  test('unknown keys are passed over, and a header says so', async () => {
    const { ask, desk } = await openAccount();
    const id = desk.customerWrites(late);
    const { status, headers, body } = await ask('PUT', `/tickets/${id}.json`, {
      ticket: { id: 5, status: 'open', colour: 'red' },
    });
    expect(status).toBe(200);
    expect(body.ticket).toMatchObject({ id: 1001, status: 'open' });
    expect(headers.get('x-zendesk-api-warn')).toBe(
      '{:allowed_parameters=>{:controller=>"tickets",:action=>"update",:unpermitted_keys=>["ticket.id", "ticket.colour"],:invalid_values=>[]}}',
    );
  });

  test.each([true, false, 'true'])('safe_update %s refuses an outdated stamp with 409', async (guarded) => {
    const { ask, desk, pass } = await openAccount();
    const id = desk.customerWrites(late);
    const stamp = '2026-03-02T09:00:00Z';
    await pass(1000);
    desk.changePriority(id, { by: priya.email, priority: 'high' });
    const save = (tag: string): ReturnType<typeof ask> =>
      ask('PUT', `/tickets/${id}.json`, { ticket: { tags: [tag], safe_update: guarded, updated_stamp: stamp } });
    expect((await save('mine')).status).toBe(409);
    expect(desk.ticket(id)?.tags).toEqual([]);
  });

  test('an outdated stamp without safe_update goes through', async () => {
    const { ask, desk, pass } = await openAccount();
    const id = desk.customerWrites(late);
    await pass(1000);
    desk.changePriority(id, { by: priya.email, priority: 'high' });
    const asked = { ticket: { tags: ['mine'], updated_stamp: '2026-03-02T09:00:00Z' } };
    expect((await ask('PUT', `/tickets/${id}.json`, asked)).status).toBe(200);
  });

  test('two writes within one second are not told apart', async () => {
    const { ask, desk, pass } = await openAccount();
    const id = desk.customerWrites(late);
    await pass(400);
    desk.changePriority(id, { by: priya.email, priority: 'high' });
    const asked = { ticket: { tags: ['mine'], safe_update: true, updated_stamp: '2026-03-02T09:00:00Z' } };
    expect((await ask('PUT', `/tickets/${id}.json`, asked)).status).toBe(200);
  });

  test('a closed ticket refuses every update with its status', async () => {
    const { ask, desk } = await openAccount();
    const id = desk.customerWrites(late);
    desk.closeTicket(id);
    const refusal = {
      error: 'RecordInvalid',
      description: 'Record validation errors',
      details: { status: [{ description: 'Status closed prevents ticket update' }] },
    };
    expect(await ask('PUT', `/tickets/${id}.json`, { ticket: { tags: ['x'] } })).toMatchObject({
      status: 422,
      body: refusal,
    });
    expect(await ask('PUT', `/tickets/${id}/tags.json`, { tags: ['x'] })).toMatchObject({ status: 422, body: refusal });
  });

  test('a closed ticket keeps the custom status of solved', async () => {
    const { get, desk } = await openAccount();
    const id = desk.customerWrites(late);
    desk.changeStatus(id, { by: priya.name, status: 'solved' });
    const solved = (await get(`/tickets/${id}.json`)).body.ticket;
    desk.closeTicket(id);
    const closed = (await get(`/tickets/${id}.json`)).body.ticket;
    expect([closed.status, closed.custom_status_id]).toEqual(['closed', solved.custom_status_id]);
    const statuses = (await get('/custom_statuses.json')).body.custom_statuses;
    expect(statuses.find(({ id }: { id: number }) => id === closed.custom_status_id).status_category).toBe('solved');
    expect(statuses.filter(({ active }: { active: boolean }) => !active)).toMatchObject([{ status_category: 'hold' }]);
  });

  test('assigning a new ticket opens it; nobody who is no agent can be assigned', async () => {
    const { ask, desk } = await openAccount();
    const id = desk.customerWrites(late);
    const agent = desk.addAgent({ name: 'Tom', email: 'tom@acme.example' });
    const stranger = desk.addEndUser({ name: 'Eve', email: 'eve@customer.example' });
    expect((await ask('PUT', `/tickets/${id}.json`, { ticket: { assignee_id: stranger } })).status).toBe(422);
    const { body } = await ask('PUT', `/tickets/${id}.json`, { ticket: { assignee_id: agent } });
    expect(body.ticket).toMatchObject({ assignee_id: Number(agent), status: 'open' });
  });
});

describe('tags on their own', () => {
  test('PUT adds, POST replaces, DELETE removes; each answers what is left', async () => {
    const { ask, desk } = await openAccount();
    const id = desk.customerWrites(late);
    const path = `/tickets/${id}/tags.json`;
    expect((await ask('PUT', path, { tags: ['one', 'two'] })).body).toEqual({ tags: ['one', 'two'] });
    expect((await ask('PUT', path, { tags: ['three'] })).body).toEqual({ tags: ['one', 'three', 'two'] });
    expect((await ask('DELETE', path, { tags: ['two'] })).body).toEqual({ tags: ['one', 'three'] });
    expect((await ask('POST', path, { tags: ['four'] })).body).toEqual({ tags: ['four'] });
    const stale = { tags: ['five'], safe_update: 'true', updated_stamp: '2026-03-01T09:00:00Z' };
    expect((await ask('PUT', path, stale)).status).toBe(409);
  });

  test('update_many takes additional_tags and remove_tags, and answers with a job', async () => {
    const { ask, get, desk } = await openAccount();
    const ids = [desk.customerWrites(late), desk.customerWrites(late)];
    desk.changeTags(ids[0] ?? '', { by: priya.name, add: ['old'] });
    const asked = { ticket: { additional_tags: ['new'], remove_tags: ['old'] } };
    const { body } = await ask('PUT', `/tickets/update_many.json?ids=${ids.join(',')}`, asked);
    expect(ids.map((id) => desk.ticket(id)?.tags)).toEqual([['new'], ['new']]);
    expect((await get(`/job_statuses/${body.job_status.id}.json`)).body.job_status).toMatchObject({
      status: 'completed',
      total: 2,
    });
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
