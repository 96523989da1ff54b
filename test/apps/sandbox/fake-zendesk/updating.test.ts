import { describe, expect, test } from 'vitest';
import { late, openAccount, priya } from './account-for-tests.ts';

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
