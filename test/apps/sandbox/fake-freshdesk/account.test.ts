import { describe, expect, test } from 'vitest';
import { apiKey, basicFor, late, openAccount, priya, wrongIn } from './account-for-tests.ts';

describe('keys', () => {
  test('a wrong key, or none, is told so in the words that were seen', async () => {
    const { ask } = await openAccount();
    for (const authorization of [
      '',
      'Bearer x',
      basicFor('another'),
      `Basic ${Buffer.from(apiKey).toString('base64')}`,
    ]) {
      const { status, body } = await ask('GET', '/agents/me', undefined, { authorization });
      expect(status).toBe(401);
      expect(body).toEqual({
        code: 'invalid_credentials',
        message: 'You have to be logged in to perform this action.',
      });
    }
  });

  test('ours speaks for an administrator, until it is revoked', async () => {
    const { get, desk } = await openAccount();
    expect((await get('/agents/me')).body.contact).toMatchObject({ name: 'Recourse', email: 'recourse@acme.example' });
    desk.access.revoke();
    expect((await get('/agents/me')).status).toBe(401);
    desk.access.restore();
    expect((await get('/agents/me')).status).toBe(200);
  });

  test.each(['/admin/ticket_fields', '/sla_policies', '/business_hours'])(
    'one that is no administrator’s is not let in to %s',
    async (path) => {
      const { ask, get, desk } = await openAccount();
      expect((await get(path)).status).toBe(200);
      const authorization = basicFor(desk.access.keyFor(priya.name));
      const { status, body } = await ask('GET', path, undefined, { authorization });
      expect([status, body.code]).toEqual([403, 'access_denied']);
      expect((await ask('GET', '/ticket_fields', undefined, { authorization })).status).toBe(200);
    },
  );

  test('ours may be an agent’s', async () => {
    const { get } = await openAccount({ agent: { role: 'agent', email: 'robot@acme.example' } });
    expect((await get('/agents/me')).body.contact.email).toBe('robot@acme.example');
    expect((await get('/admin/ticket_fields')).status).toBe(403);
  });
});

describe('every answer', () => {
  test('is dated by the account’s own clock and names the version of the API', async () => {
    const { get, pass } = await openAccount();
    await pass(61_000);
    const { headers } = await get('/agents/me');
    expect(headers.get('date')).toBe('Mon, 02 Mar 2026 09:01:01 GMT');
    expect(headers.get('x-freshdesk-api-version')).toBe('latest=v2; requested=v2');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('etag')).toBeNull();
  });

  test.each(['/tickets/99', '/tickets/x', '/nothing', '/contacts/1', '/tickets/archived/1', '/conversations'])(
    '%s, which is not there, is answered with nothing at all',
    async (path) => {
      const { get } = await openAccount();
      const { status, body } = await get(path);
      expect([status, body]).toEqual([404, '']);
    },
  );

  test('a body that is no JSON is refused, and one that does not say it is', async () => {
    const { ask, baseUrl } = await openAccount();
    const headers = { authorization: basicFor(apiKey), 'content-type': 'application/json' };
    const answer = await fetch(`${baseUrl}/api/v2/tickets`, { method: 'POST', headers, body: '{' });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'invalid_json' }]);
    expect((await ask('POST', '/tickets', {}, { 'content-type': 'text/plain' })).status).toBe(415);
  });
});

describe('people', () => {
  test('are found by their address', async () => {
    const { get, desk } = await openAccount();
    desk.addContact({ name: 'Bo', email: 'Bo@customer.example' });
    const agents = (await get(`/agents?email=${encodeURIComponent(priya.email.toUpperCase())}`)).body;
    expect(agents).toHaveLength(1);
    expect(agents[0]).toMatchObject({ type: 'support_agent', contact: { name: priya.name } });
    expect((await get('/agents?email=nobody@acme.example')).body).toEqual([]);
    const [contact] = (await get('/contacts?email=bo@customer.example')).body;
    expect(contact).toMatchObject({ name: 'Bo' });
    expect((await get(`/contacts/${contact.id}`)).body).toMatchObject({ name: 'Bo' });
    expect((await get(`/agents/${contact.id}`)).status).toBe(404);
    expect((await get('/groups')).body).toMatchObject([{ name: 'Support' }]);
  });
});

describe('fields', () => {
  test('their choices have four shapes', async () => {
    const { get, desk } = await openAccount();
    desk.addField({ label: 'Reason', type: 'custom_dropdown', choices: ['Late', 'Lost'] });
    desk.addField({ label: 'Place', type: 'nested_field', nested: { Leeds: { North: ['A'] } } });
    const rows: { name: string; choices?: unknown }[] = (await get('/ticket_fields')).body;
    const choices = Object.fromEntries(rows.map((row) => [row.name, row.choices]));
    expect(choices['status']).toMatchObject({
      2: ['Open', 'Being Processed'],
      6: ['Waiting on Customer', expect.any(String)],
    });
    expect(choices['priority']).toEqual({ Low: 1, Medium: 2, High: 3, Urgent: 4 });
    expect(choices['source']).toMatchObject({ Email: 1, 'Outbound Email': 10, Whatsapp: 13 });
    expect(choices['agent']).toMatchObject({ 'Priya Nair': expect.any(Number) });
    expect(choices['ticket_type']).toContain('Question');
    expect(choices['cf_reason']).toEqual(['Late', 'Lost']);
    expect(choices['cf_place']).toEqual({ Leeds: { North: ['A'] } });
    expect(choices).toHaveProperty('cf_recourse_category', undefined);
    expect((await get('/ticket_fields?type=default_status')).body).toHaveLength(1);
  });

  test('the account’s own statuses and sources are told there', async () => {
    const { get, desk } = await openAccount();
    const [status, source] = [desk.addStatus('With the courier'), desk.addSource('Kiosk')];
    const rows: { name: string; choices: Record<string, unknown> }[] = (await get('/ticket_fields')).body;
    expect(rows.find(({ name }) => name === 'status')?.choices[String(status)]).toEqual([
      'With the courier',
      'With the courier',
    ]);
    expect(rows.find(({ name }) => name === 'source')?.choices['Kiosk']).toBe(source);
    expect([status, source]).toEqual([8, 101]);
  });

  test('a new one gets a name of the account’s choosing, to be read back', async () => {
    const { ask, desk } = await openAccount({ provisioned: false, switches: { fieldNames: 'suffixed' } });
    const draft = { label: 'recourse_issue type', label_for_customers: 'Issue', type: 'custom_text' };
    const made = await ask('POST', '/admin/ticket_fields', draft);
    expect([made.status, made.body.name]).toEqual([201, 'cf_recourse_issue_type_297457']);
    expect(made.headers.get('location')).toMatch(new RegExp(`/api/v2/admin/ticket_fields/${made.body.id}$`));
    expect(desk.fieldName('recourse_issue_type')).toBe(made.body.name);
    expect(wrongIn(await ask('POST', '/admin/ticket_fields', draft))).toEqual([409, 'label: duplicate_value']);
    expect(wrongIn(await ask('POST', '/admin/ticket_fields', { type: 'custom_thing' }))).toEqual([
      400,
      'label: missing_field',
      'label_for_customers: missing_field',
      'type: invalid_value',
    ]);
  });

  test('one can be changed and removed, a default one only changed', async () => {
    const { ask, get, desk } = await openAccount();
    desk.addField({ label: 'Reason', type: 'custom_dropdown', choices: ['Late'] });
    const rows: { id: number; name: string; choices: unknown }[] = (await get('/admin/ticket_fields')).body;
    const own = rows.find(({ name }) => name === 'cf_reason');
    expect(own?.choices).toMatchObject([{ value: 'Late', position: 1 }]);
    const choices = [{ value: 'Late' }, { value: 'Lost' }];
    await ask('PUT', `/admin/ticket_fields/${own?.id}`, { choices, required_for_closure: true });
    expect((await get(`/admin/ticket_fields/${own?.id}`)).body).toMatchObject({
      required_for_closure: true,
      choices: [{ value: 'Late' }, { value: 'Lost' }],
    });
    expect((await ask('DELETE', `/admin/ticket_fields/${own?.id}`)).status).toBe(204);
    expect((await get(`/admin/ticket_fields/${own?.id}`)).status).toBe(404);
    const standing = rows.find(({ name }) => name === 'status');
    expect((await ask('DELETE', `/admin/ticket_fields/${standing?.id}`)).status).toBe(400);
  });
});

test('the account’s own promises and hours are told as recorded', async () => {
  const { get } = await openAccount();
  const [policy] = (await get('/sla_policies')).body;
  expect(policy).toMatchObject({
    is_default: true,
    sla_target: {
      priority_4: { respond_within: 3600, resolve_within: 14_400, business_hours: false },
      priority_1: { respond_within: 86_400, resolve_within: 259_200 },
    },
    escalation: { resolution: {} },
  });
  const [hours] = (await get('/business_hours')).body;
  expect(hours).toMatchObject({
    time_zone: 'London',
    business_hours: { monday: { start_time: '9:00 am', end_time: '5:30 pm' } },
  });
});

test('two accounts have no id in common, but for tickets', async () => {
  const [one, other] = [await openAccount(), await openAccount({ seedIds: 1 })];
  const idOf = async ({ get }: typeof one): Promise<unknown> => (await get('/agents/me')).body.id;
  expect(await idOf(one)).not.toBe(await idOf(other));
  expect([one.desk.customerWrites(late), other.desk.customerWrites(late)]).toEqual(['1', '1']);
});

test('an account is as it was after it was closed and opened again', async () => {
  const { desk } = await openAccount();
  const id = desk.customerWrites(late);
  const { baseUrl, close } = await desk.listen();
  await close();
  await expect(fetch(baseUrl)).rejects.toThrow('fetch failed');
  const again = await desk.listen();
  const headers = { authorization: basicFor(apiKey) };
  expect((await fetch(`${again.baseUrl}/api/v2/tickets/${id}`, { headers })).status).toBe(200);
  await again.close();
});
