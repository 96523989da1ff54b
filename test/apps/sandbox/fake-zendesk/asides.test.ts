import { expect, test } from 'vitest';
import { late, openAccount, priya } from './account-for-tests.ts';

const supplier = { name: 'Kettle Works', email: 'parts@kettles.example' } as const;
const to = [{ email: supplier.email, name: supplier.name }];

test('a conversation beside a ticket is begun, answered, closed and listed, and changes nothing on the ticket itself', async () => {
  const { desk, ask, get, pass } = await openAccount();
  const id = desk.customerWrites(late);
  await pass(60_000);
  const before = (await get(`/tickets/${id}`)).body.ticket;
  const path = `/tickets/${id}/side_conversations`;
  const begun = await ask('POST', path, {
    message: { subject: 'A part', body: 'Have you got it?', to },
    external_ids: { order: '7' },
  });
  expect([begun.status, begun.body.side_conversation]).toEqual([
    201,
    expect.objectContaining({
      subject: 'A part',
      state: 'open',
      preview_text: 'Have you got it?',
      ticket_id: Number(id),
    }),
  ]);
  const aside = `${path}/${begun.body.side_conversation.id}`;
  expect(begun.body.side_conversation.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
  expect((await ask('POST', `${aside}/reply`, { message: { body: 'And now?' } })).status).toBe(400);
  expect((await ask('POST', `${aside}/reply`, { message: { body: 'And now?', to } })).status).toBe(201);
  await ask('PUT', aside, { side_conversation: { state: 'closed', subject: 'Parts' } });
  expect((await get(aside)).body.side_conversation).toMatchObject({ state: 'closed', subject: 'Parts' });
  const listed = (await get(`${path}?include=side_conversation_events`)).body;
  expect([listed.count, listed.side_conversation_events.length]).toEqual([1, 2]);
  const after = (await get(`/tickets/${id}`)).body.ticket;
  expect({ ...after, generated_timestamp: 0 }).toEqual({ ...before, generated_timestamp: 0 });
  expect((await get(`/tickets/${id}/comments`)).body.comments).toHaveLength(1);
  expect((await get(`${path}/none`)).status).toBe(404);
});

test('the history tells of it in events of kinds nobody documents', async () => {
  const { desk, get } = await openAccount();
  const id = desk.customerWrites(late);
  desk.agentAsksAside(id, { by: priya.name, of: supplier, text: 'Have you got it?', answer: 'We have.' });
  const audits: readonly { via: { channel: string }; events: readonly { type: string }[] }[] = (
    await get(`/tickets/${id}/audits`)
  ).body.audits;
  expect(audits.slice(1).map(({ via, events }) => [via.channel, events.map(({ type }) => type)])).toEqual([
    ['side_conversation', ['CollabThreadCreated']],
    ['side_conversation', ['CollabThreadReply']],
  ]);
});

test('an account without the add-on has none', async () => {
  const { desk, get, ask } = await openAccount();
  const id = desk.customerWrites(late);
  desk.setFeatures({ sideConversations: false });
  expect((await get(`/tickets/${id}/side_conversations`)).status).toBe(403);
  expect((await ask('POST', `/tickets/${id}/side_conversations`, { message: { body: 'x', to } })).status).toBe(403);
});
