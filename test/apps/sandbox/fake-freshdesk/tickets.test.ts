import { describe, expect, test } from 'vitest';
import { DAY_MS } from '#core/time.ts';
import { ada, late, openAccount, priya, wrongIn } from './account-for-tests.ts';

const minimal = { subject: 'By API', description: '<p>One</p><p>Two &amp; three</p>', email: ada.email };

describe('one ticket', () => {
  test('is created with the answer 201, its place, and no due date yet', async () => {
    const { ask, get, pass, baseUrl } = await openAccount();
    const { status, body, headers } = await ask('POST', '/tickets', { ...minimal, tags: ['a'], priority: 4 });
    expect([status, headers.get('location')]).toEqual([201, `${baseUrl}/api/v2/tickets/1`]);
    expect(body).toMatchObject({
      id: 1,
      status: 2,
      priority: 4,
      source: 2,
      spam: false,
      due_by: null,
      fr_due_by: null,
      tags: ['a'],
      description_text: 'One\nTwo & three',
      created_at: '2026-03-02T09:00:00Z',
      custom_fields: { cf_recourse_category: null },
    });
    await pass(2999);
    expect((await get('/tickets/1')).body.due_by).toBeNull();
    await pass(1);
    expect((await get('/tickets/1')).body).toMatchObject({
      due_by: '2026-03-02T13:00:00Z',
      fr_due_by: '2026-03-02T10:00:00Z',
      updated_at: '2026-03-02T09:00:00Z',
    });
  });

  test('is read with what is asked for beside it, at most ten conversations', async () => {
    const { desk, get } = await openAccount();
    desk.customerWrites(late);
    for (let at = 0; at < 12; at += 1) desk.agentReplies('1', { by: priya.name, text: `Note ${at}`, public: false });
    const { body, headers } = await get('/tickets/1?include=conversations,requester,stats,company');
    expect(body.conversations.map(({ body_text }: { body_text: string }) => body_text)).toEqual(
      Array.from({ length: 10 }, (_, at) => `Note ${at}`),
    );
    expect(body).toMatchObject({ requester: { email: ada.email }, stats: { agent_responded_at: null }, company: {} });
    expect(headers.get('x-ratelimit-used-currentrequest')).toBe('5');
    expect(wrongIn(await get('/tickets/1?include=audits'))).toEqual([400, 'include: invalid_value']);
  });

  test.each([
    [{ status: '3' }, 'status: datatype_mismatch'],
    [{ status: 99 }, 'status: invalid_value'],
    [{ priority: 5 }, 'priority: invalid_value'],
    [{ source: 19 }, 'source: invalid_value'],
    [{ tags: 'a,b' }, 'tags: datatype_mismatch'],
    [{ tags: ['a'.repeat(33)] }, 'tags: invalid_value'],
    [{ tags: [1] }, 'tags: datatype_mismatch'],
    [{ subject: '' }, 'subject: datatype_mismatch'],
    [{ type: 'Grievance' }, 'type: invalid_value'],
    [{ responder_id: 12 }, 'responder_id: invalid_value'],
    [{ group_id: '12' }, 'group_id: datatype_mismatch'],
    [{ custom_fields: { cf_unknown: 'x' } }, 'cf_unknown: invalid_field'],
    [{ custom_fields: { cf_recourse_category: 5 } }, 'cf_recourse_category: datatype_mismatch'],
    [{ custom_fields: { cf_recourse_category: 'a'.repeat(256) } }, 'cf_recourse_category: invalid_value'],
    [{ custom_fields: 'x' }, 'custom_fields: datatype_mismatch'],
    [{ colour: 'red' }, 'colour: invalid_field'],
    [{ created_at: '2026-01-01T00:00:00Z' }, 'created_at: readonly_field'],
    [{}, 'base: missing_field'],
  ])('refuses %j', async (body, wrong) => {
    const { ask, desk } = await openAccount();
    desk.customerWrites(late);
    expect(wrongIn(await ask('PUT', '/tickets/1', body))).toEqual([400, wrong]);
  });

  test('says of a status spelt as text what was seen to be said', async () => {
    const { ask, desk } = await openAccount();
    desk.customerWrites(late);
    const { body } = await ask('PUT', '/tickets/1', { status: '3' });
    expect(body.errors[0].message).toBe("Value set is of type String.It should be one of these values: '2,3,4,5,6,7'");
  });

  test('is not created without its text, subject and requester', async () => {
    const { ask } = await openAccount();
    expect(wrongIn(await ask('POST', '/tickets', { status: 2 }))).toEqual([
      400,
      'requester_id: missing_field',
      'description: missing_field',
      'subject: missing_field',
    ]);
  });

  test('an update that changes nothing does not move its time', async () => {
    const { ask, desk, pass } = await openAccount();
    desk.customerWrites(late);
    desk.changeTags('1', { by: priya.name, add: ['a'] });
    await pass(5000);
    expect((await ask('PUT', '/tickets/1', { tags: ['a'], status: 2 })).body.updated_at).toBe('2026-03-02T09:00:00Z');
    expect((await ask('PUT', '/tickets/1', { description: 'New' })).body.updated_at).toBe('2026-03-02T09:00:05Z');
  });
});

describe('the end of a ticket', () => {
  test('a deleted or spam ticket can be read and refuses every write', async () => {
    const { ask, get, desk } = await openAccount();
    for (let at = 0; at < 2; at += 1) desk.customerWrites(late);
    const note = (await ask('POST', '/tickets/1/notes', { body: 'Ours' })).body.id;
    expect((await ask('DELETE', '/tickets/1')).status).toBe(204);
    desk.markSpam('2');
    expect((await get('/tickets/1')).body).toMatchObject({ deleted: true });
    for (const [method, path] of [
      ['PUT', '/tickets/1'],
      ['DELETE', '/tickets/1'],
      ['POST', '/tickets/1/notes'],
      ['POST', '/tickets/1/reply'],
      ['PUT', `/conversations/${note}`],
      ['PUT', '/tickets/2'],
    ] as const) {
      const { status, headers } = await ask(method, path, { body: 'x' });
      expect([path, status, headers.get('allow')]).toEqual([path, 405, 'GET']);
    }
    expect((await get('/tickets/1/conversations')).status).toBe(403);
    desk.setSwitches({ deletedConversations: 200 });
    expect((await get('/tickets/1/conversations')).body).toHaveLength(1);
    desk.setSwitches({ deletedConversations: 404 });
    expect((await get('/tickets/1/conversations')).body).toBe('');
    expect((await ask('PUT', '/tickets/1/restore')).status).toBe(204);
    expect((await ask('PUT', '/tickets/1', { tags: ['x'] })).status).toBe(200);
    expect(() => desk.agentReplies('2', { by: priya.name, text: 'x', public: true })).toThrow('spam');
  });

  test('one deleted for good is as if it had never been', async () => {
    const { get, desk } = await openAccount();
    desk.customerWrites(late);
    desk.deleteForever('1');
    expect((await get('/tickets/1')).status).toBe(404);
    expect((await get('/tickets?filter=deleted')).body).toEqual([]);
    expect(desk.tickets()).toEqual([]);
  });

  test('an archived one is found in the archive only', async () => {
    const { ask, get, desk } = await openAccount();
    desk.customerWrites(late);
    desk.agentReplies('1', { by: priya.name, text: 'Done', public: true });
    desk.archive('1');
    expect((await get('/tickets/1')).status).toBe(404);
    expect((await get('/tickets/1/conversations')).status).toBe(404);
    expect((await ask('PUT', '/tickets/1', { tags: [] })).status).toBe(404);
    expect((await get('/tickets/archived/1?include=stats')).body).toMatchObject({
      archived: true,
      status: 5,
      stats: { closed_at: '2026-03-02T09:00:00Z' },
    });
    expect((await get('/tickets/archived/1/conversations')).body).toHaveLength(1);
    expect(desk.ticket('1')).toMatchObject({ archived: true, status: 'closed' });
  });

  test('a closed one is archived after 120 quiet days', async () => {
    const { get, desk, pass } = await openAccount();
    desk.customerWrites(late);
    desk.closeTicket('1');
    await pass(119 * DAY_MS);
    desk.changeTags('1', { by: priya.name, add: ['x'] });
    await pass(2 * DAY_MS);
    expect((await get('/tickets/1')).status).toBe(200);
    await pass(118 * DAY_MS);
    expect((await get('/tickets/1')).status).toBe(404);
  });

  test('merging closes the others, with a note in each', async () => {
    const { ask, get, desk } = await openAccount();
    for (let at = 0; at < 3; at += 1) desk.customerWrites(late);
    const asked = { primary_id: 1, ticket_ids: [2, 3], note_in_primary: { body: 'Merged here', private: false } };
    const { status, body } = await ask('PUT', '/tickets/merge', asked);
    expect([status, body]).toEqual([204, '']);
    expect((await get('/tickets/2')).body.status).toBe(5);
    expect(desk.ticket('1')?.comments.slice(1)).toMatchObject([
      { text: 'Merged here', public: true },
      { text: 'Merged here', public: true },
    ]);
    expect(desk.ticket('3')?.comments.at(-1)).toMatchObject({ public: false, role: 'automatic' });
    expect((await ask('PUT', '/tickets/merge', { primary_id: 1, ticket_ids: [9] })).status).toBe(404);
    expect((await ask('PUT', '/tickets/merge', { primary_id: 1 })).status).toBe(400);
  });
});
