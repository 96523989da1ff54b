import { describe, expect, test } from 'vitest';
import { late, openAccount, priya, wrongIn } from './account-for-tests.ts';

describe('tags and fields', () => {
  test('tags of a write replace those that are there, whoever set them: the second writer wins', async () => {
    const { ask, desk } = await openAccount();
    desk.customerWrites(late);
    desk.changeTags('1', { by: priya.name, add: ['vip', 'b'], remove: ['b'] });
    const { body } = await ask('PUT', '/tickets/1', { tags: [' Recourse_open ', 'x', 'x', ''] }, { 'if-match': '"1"' });
    expect(body.tags).toEqual(['Recourse_open', 'x']);
    expect(desk.ticket('1')?.tags).toEqual(['Recourse_open', 'x']);
  });

  test('an account may add them and lower them instead', async () => {
    const { ask, desk } = await openAccount({ switches: { tagsOnPut: 'add', tagCase: 'lowered' } });
    desk.customerWrites(late);
    desk.changeTags('1', { by: priya.name, add: ['vip'] });
    expect((await ask('PUT', '/tickets/1', { tags: ['X'] })).body.tags).toEqual(['vip', 'x']);
  });

  test('custom fields that a write does not name stay, or go where the account says so', async () => {
    const { ask, desk } = await openAccount();
    desk.customerWrites(late);
    desk.setFieldsByAgent('1', { by: priya.name, fields: { recourse_category: 'delivery', recourse_outcome: 'x' } });
    const write = { custom_fields: { cf_recourse_severity: 'high', cf_recourse_outcome: null } };
    await ask('PUT', '/tickets/1', write);
    expect(desk.ticket('1')?.fields).toEqual({ recourse_category: 'delivery', recourse_severity: 'high' });
    desk.setSwitches({ customFieldsOnPut: 'replace' });
    await ask('PUT', '/tickets/1', write);
    expect(desk.ticket('1')?.fields).toEqual({ recourse_severity: 'high' });
  });

  test('fields take what fits their type', async () => {
    const { ask, desk } = await openAccount();
    desk.customerWrites(late);
    const names = (
      [
        ['custom_dropdown', 'Late', 'Lost'],
        ['custom_checkbox', true, 'yes'],
        ['custom_number', 3, 3.5],
        ['custom_decimal', 3.5, '3'],
        ['custom_date', '2026-03-01', '1 March'],
        ['custom_paragraph', 'a'.repeat(5000), 5],
      ] as const
    ).map(([type, good, bad]) => [desk.addField({ label: type, type, choices: ['Late'] }), good, bad] as const);
    const good = Object.fromEntries(names.map(([name, value]) => [name, value]));
    const { body } = await ask('PUT', '/tickets/1', { custom_fields: good });
    expect(body.custom_fields).toMatchObject(good);
    const bad = Object.fromEntries(names.map(([name, , value]) => [name, value]));
    expect(wrongIn(await ask('PUT', '/tickets/1', { custom_fields: bad }))).toHaveLength(1 + names.length);
  });

  test('a required field that is empty makes any write fail', async () => {
    const { ask, desk } = await openAccount();
    desk.customerWrites(late);
    const name = desk.addField({ label: 'Shop', type: 'custom_text', requiredForAgents: true });
    expect(wrongIn(await ask('PUT', '/tickets/1', { tags: ['x'] }))).toEqual([400, `${name}: missing_field`]);
    expect(desk.ticket('1')?.tags).toEqual([]);
    expect((await ask('POST', '/tickets/1/notes', { body: 'Still possible' })).status).toBe(201);
    expect((await ask('PUT', '/tickets/1', { tags: ['x'], custom_fields: { [name]: 'Leeds' } })).status).toBe(200);
    expect(wrongIn(await ask('PUT', '/tickets/1', { custom_fields: { [name]: null } }))).toEqual([
      400,
      `${name}: missing_field`,
    ]);
    desk.setSwitches({ formValidation: false });
    expect((await ask('PUT', '/tickets/1', { custom_fields: { [name]: null } })).status).toBe(200);
  });

  test('a field that closing requires makes only closing fail, and writes to what is closed', async () => {
    const { ask, desk } = await openAccount();
    desk.customerWrites(late);
    const name = desk.addField({ label: 'Shop', type: 'custom_text', requiredForClosure: true });
    expect((await ask('PUT', '/tickets/1', { tags: ['x'] })).status).toBe(200);
    expect(wrongIn(await ask('PUT', '/tickets/1', { status: 4 }))).toEqual([400, `${name}: missing_field`]);
    desk.changeStatus('1', { by: priya.name, status: 'closed' });
    expect(wrongIn(await ask('PUT', '/tickets/1', { tags: [] }))).toEqual([400, `${name}: missing_field`]);
  });

  test('an agent or a type may be required, too', async () => {
    const { ask, get, desk } = await openAccount();
    desk.customerWrites(late);
    const rows: { id: number; name: string }[] = (await get('/admin/ticket_fields')).body;
    const idOf = (name: string): number | undefined => rows.find((row) => row.name === name)?.id;
    for (const name of ['agent', 'ticket_type', 'group']) {
      await ask('PUT', `/admin/ticket_fields/${idOf(name)}`, { required_for_agents: true });
    }
    expect(wrongIn(await ask('PUT', '/tickets/1', { group_id: null }))).toEqual([
      400,
      'ticket_type: missing_field',
      'group: missing_field',
      'agent: missing_field',
    ]);
    const responder = (await get(`/agents?email=${priya.email}`)).body[0].id;
    expect((await ask('PUT', '/tickets/1', { type: 'Question', responder_id: responder })).status).toBe(200);
  });
});
