import { describe, expect, test } from 'vitest';
import type { TestAccount } from './account-for-tests.ts';
import { ada, late, openAccount, priya, wrongIn } from './account-for-tests.ts';

async function said({ get }: TestAccount, id = '1'): Promise<Record<string, unknown>[]> {
  return (await get(`/tickets/${id}/conversations`)).body;
}

describe('conversations', () => {
  test('tell replies, customers’ words, notes and automatic messages apart', async () => {
    const account = await openAccount();
    const { desk } = account;
    desk.customerWrites(late);
    desk.agentReplies('1', { by: priya.name, text: 'Sorry <you>', public: true });
    desk.agentReplies('1', { by: priya.name, text: 'Call them', public: false });
    desk.customerReplies('1', 'Thanks\nAda');
    desk.automaticReply('1', 'We got it');
    desk.customerAutoReplies('1', 'I am away');
    const conversations = await said(account);
    expect(conversations).toMatchObject([
      {
        source: 0,
        category: 3,
        incoming: false,
        private: false,
        body: '<div>Sorry &lt;you&gt;</div>',
        body_text: 'Sorry <you>',
      },
      { source: 2, category: 2, incoming: false, private: true },
      {
        source: 0,
        incoming: true,
        private: false,
        body: '<div>Thanks<br>Ada</div>',
        auto_response: false,
        automation_id: null,
      },
      { incoming: false, auto_response: true, automation_id: expect.any(Number), user_id: null },
      { incoming: true, auto_response: true, automation_id: null, user_id: conversations[2]?.['user_id'] },
    ]);
    expect(desk.ticket('1')?.comments.map(({ role, text }) => [role, text])).toEqual([
      ['complainant', late.text],
      ['agent', 'Sorry <you>'],
      ['agent', 'Call them'],
      ['complainant', 'Thanks\nAda'],
      ['automatic', 'We got it'],
      ['automatic', 'I am away'],
    ]);
  });

  test.each([
    ['automation_id', { automation_id: expect.any(Number), auto_response: false }],
    ['auto_response', { automation_id: null, auto_response: true }],
  ] as const)('an automatic message may be told by its %s alone', async (automaticMarks, marks) => {
    const account = await openAccount({ switches: { automaticMarks } });
    account.desk.customerWrites(late);
    account.desk.automaticReply('1', 'We got it');
    expect(await said(account)).toMatchObject([marks]);
  });

  test('come thirty a page, the oldest first, a hundred if asked', async () => {
    const account = await openAccount();
    const { desk, get } = account;
    desk.customerWrites(late);
    for (let at = 0; at < 35; at += 1) desk.customerReplies('1', `Word ${at}`);
    const first = await get('/tickets/1/conversations');
    expect([first.body.length, first.body[0].body_text]).toEqual([30, 'Word 0']);
    expect(first.headers.get('link')).toMatch(/\/api\/v2\/tickets\/1\/conversations\?page=2>;rel="next"$/);
    const second = await get('/tickets/1/conversations?page=2');
    expect([second.body.length, second.headers.get('link')]).toEqual([5, null]);
    expect((await get('/tickets/1/conversations?per_page=100')).body).toHaveLength(35);
    expect(wrongIn(await get('/tickets/1/conversations?per_page=101'))).toEqual([400, 'per_page: invalid_value']);
  });

  test('a list of them may be behind', async () => {
    const account = await openAccount({ switches: { staleConversationsMs: 5000 } });
    account.desk.customerWrites(late);
    account.desk.customerReplies('1', 'One');
    await account.pass(4999);
    expect(await said(account)).toEqual([]);
    expect((await account.get('/tickets/1?include=conversations')).body.conversations).toEqual([]);
    await account.pass(1);
    expect(await said(account)).toHaveLength(1);
  });
});

describe('notes', () => {
  test('are private unless asked otherwise, and ours', async () => {
    const account = await openAccount();
    const { ask, desk, pass } = account;
    desk.customerWrites(late);
    await pass(1000);
    const me = (await account.get('/agents/me')).body.id;
    const { status, body } = await ask('POST', '/tickets/1/notes', { body: '<b>Claim</b>' });
    expect([status, body]).toMatchObject([
      201,
      {
        private: true,
        incoming: false,
        source: 2,
        user_id: me,
        body: '<b>Claim</b>',
        body_text: 'Claim',
        ticket_id: 1,
      },
    ]);
    expect((await ask('POST', '/tickets/1/notes', { body: 'Seen', private: false })).body.private).toBe(false);
    expect(desk.ticket('1')).toMatchObject({ updatedAt: '2026-03-02T09:00:01.000Z' });
    expect(wrongIn(await ask('POST', '/tickets/1/notes', { body: ' ', colour: 1 }))).toEqual([
      400,
      'colour: invalid_field',
      'body: missing_field',
    ]);
  });

  test('have numbers that go up', async () => {
    const { ask, desk } = await openAccount();
    desk.customerWrites(late);
    const ids: number[] = [];
    for (let at = 0; at < 5; at += 1) ids.push((await ask('POST', '/tickets/1/notes', { body: 'x' })).body.id);
    expect(ids).toEqual(ids.toSorted((one, other) => one - other));
    expect(new Set(ids).size).toBe(5);
  });

  test('can be edited and removed; what was sent cannot', async () => {
    const account = await openAccount();
    const { ask, desk, pass } = account;
    desk.customerWrites(late);
    const { id } = (await ask('POST', '/tickets/1/notes', { body: 'Claim' })).body;
    const sent = (await ask('POST', '/tickets/1/reply', { body: 'Dear Ada' })).body.id;
    await pass(2000);
    const edited = await ask('PUT', `/conversations/${id}`, { body: 'Done' });
    expect([edited.status, edited.body]).toMatchObject([
      200,
      { id, body: 'Done', created_at: '2026-03-02T09:00:00Z', updated_at: '2026-03-02T09:00:02Z' },
    ]);
    expect(desk.ticket('1')?.updatedAt).toBe('2026-03-02T09:00:02.000Z');
    expect((await ask('DELETE', `/conversations/${id}`)).status).toBe(204);
    expect((await ask('DELETE', `/conversations/${id}`)).status).toBe(404);
    expect((await ask('PUT', `/conversations/${sent}`, { body: 'x' })).status).toBe(405);
    expect(await said(account)).toHaveLength(1);
  });

  test('editing one may leave the ticket’s time alone', async () => {
    const { ask, desk, pass } = await openAccount({ switches: { noteEditMovesUpdatedAt: false } });
    desk.customerWrites(late);
    const { id } = (await ask('POST', '/tickets/1/notes', { body: 'Claim' })).body;
    await pass(2000);
    await ask('PUT', `/conversations/${id}`, { body: 'Done' });
    expect(desk.ticket('1')?.updatedAt).toBe('2026-03-02T09:00:00.000Z');
    expect(desk.ticket('1')?.comments.at(-1)?.text).toBe('Done');
  });
});

test('a reply by API counts as the agent’s, and may be another’s', async () => {
  const account = await openAccount();
  const { ask, get, desk, pass } = account;
  desk.customerWrites(late);
  await pass(5000);
  const user_id = (await get(`/agents?email=${priya.email}`)).body[0].id;
  const { status, body } = await ask('POST', '/tickets/1/reply', { body: 'Dear Ada', user_id });
  expect([status, body]).toMatchObject([201, { source: 0, private: false, user_id, to_emails: [ada.email] }]);
  const { stats } = (await get('/tickets/1?include=stats')).body;
  expect(stats).toMatchObject({
    first_responded_at: '2026-03-02T09:00:05Z',
    agent_responded_at: '2026-03-02T09:00:05Z',
  });
  expect(wrongIn(await ask('POST', '/tickets/1/reply', { body: 'x', user_id: 5 }))).toEqual([
    400,
    'user_id: invalid_value',
  ]);
});

test('ratings are told by ticket and by time, and their words are among the conversations', async () => {
  const account = await openAccount();
  const { desk, get, pass } = account;
  desk.customerWrites(late);
  desk.rate('1', 'bad');
  await pass(1000);
  desk.rate('1', 102, 'Better now');
  const ratings = (await get('/tickets/1/satisfaction_ratings')).body;
  expect(ratings).toMatchObject([
    { ratings: { default_question: -103 }, feedback: null, ticket_id: 1 },
    { ratings: { default_question: 102 }, feedback: 'Better now' },
  ]);
  expect((await get('/surveys/satisfaction_ratings?created_since=2026-03-02T09:00:01Z')).body).toHaveLength(1);
  expect((await get('/surveys/satisfaction_ratings')).body).toHaveLength(2);
  expect(wrongIn(await get('/surveys/satisfaction_ratings?created_since=x'))).toEqual([
    400,
    'created_since: invalid_value',
  ]);
  expect(await said(account)).toMatchObject([{ source: 6, category: 7, incoming: true }]);
});
