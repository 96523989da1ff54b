import { afterEach, beforeEach, expect, test } from 'vitest';

import { startSlack, type Running } from './workspace-for-tests.ts';

let run: Running;
beforeEach(async () => {
  run = await startSlack();
  run.slack.configure({ rates: false });
});
afterEach(() => run.close());

async function post(text: string, more: Record<string, unknown> = {}): Promise<string> {
  const { body } = await run.call('chat.postMessage', { channel: run.channel, text, ...more });
  run.time.advance(1000);
  return String(body['ts']);
}

async function read(method: string, args: Record<string, unknown> = {}) {
  const { body } = await run.call(method, { channel: run.channel, ...args });
  const messages = (body['messages'] ?? []) as Record<string, unknown>[];
  const meta = body['response_metadata'] as { next_cursor?: string } | undefined;
  return { body, messages, texts: messages.map((one) => one['text']), cursor: meta?.next_cursor };
}

test('history is newest first, without replies but with broadcast ones', async () => {
  const parent = await post('card');
  await post('warning', { thread_ts: parent });
  await post('breach', { thread_ts: parent, reply_broadcast: true });
  await post('other');
  const { texts, messages } = await read('conversations.history');
  expect(texts).toEqual(['other', 'breach', 'card']);
  expect(messages[1]).toMatchObject({ subtype: 'thread_broadcast', thread_ts: parent });
  expect(messages[2]).toMatchObject({ reply_count: 2, reply_users_count: 1, thread_ts: parent });
});

test('metadata is shown only to who asks for it', async () => {
  const metadata = { event_type: 'recourse_alert', event_payload: { k: 'abc' } };
  await post('card', { metadata });
  expect((await read('conversations.history')).messages[0]).not.toHaveProperty('metadata');
  expect((await read('conversations.history', { include_all_metadata: true })).messages[0]).toMatchObject({ metadata });
});

test('pages follow each other by cursor until nothing is left', async () => {
  for (let number = 1; number <= 5; number += 1) await post(`m${number}`);
  const seen: unknown[] = [];
  let cursor = '';
  for (let page = 0; page < 5; page += 1) {
    const answer = await read('conversations.history', { limit: 2, ...(cursor === '' ? {} : { cursor }) });
    seen.push(...answer.texts);
    expect(answer.body['has_more']).toBe(answer.cursor !== undefined);
    if (answer.cursor === undefined) break;
    cursor = answer.cursor;
  }
  expect(seen).toEqual(['m5', 'm4', 'm3', 'm2', 'm1']);
});

test('the bounds are exclusive unless they are asked to be inclusive', async () => {
  const names = [await post('a'), await post('b'), await post('c')];
  const [oldest, , latest] = names;
  expect((await read('conversations.history', { oldest, latest })).texts).toEqual(['b']);
  expect((await read('conversations.history', { oldest, latest, inclusive: true })).texts).toEqual(['c', 'b', 'a']);
});

test.each([
  [{ oldest: 'yesterday' }, 'invalid_ts_oldest'],
  [{ latest: '1e9' }, 'invalid_ts_latest'],
  [{ cursor: 'bogus' }, 'invalid_cursor'],
  [{ channel: 'C404' }, 'channel_not_found'],
])('history asked with %j answers %s', async (args, error) => {
  expect((await read('conversations.history', args)).body).toMatchObject({ ok: false, error });
});

test('history of a channel without the bot is refused', async () => {
  run.slack.kickBot('complaints');
  expect((await read('conversations.history')).body['error']).toBe('not_in_channel');
});

test('a thread is read oldest first with its parent at the head, from any of its messages', async () => {
  const parent = await post('card');
  const first = await post('warning', { thread_ts: parent });
  await post('breach', { thread_ts: parent });
  expect((await read('conversations.replies', { ts: parent })).texts).toEqual(['card', 'warning', 'breach']);
  expect((await read('conversations.replies', { ts: first })).texts).toEqual(['card', 'warning', 'breach']);
  expect((await read('conversations.replies', { ts: parent, oldest: first })).texts).toEqual(['card', 'breach']);
  expect((await read('conversations.replies', { ts: '1.0' })).body['error']).toBe('thread_not_found');
});

test('a thread is paged like history', async () => {
  const parent = await post('card');
  for (let number = 1; number <= 4; number += 1) await post(`r${number}`, { thread_ts: parent });
  const one = await read('conversations.replies', { ts: parent, limit: 2 });
  const two = await read('conversations.replies', { ts: parent, limit: 2, cursor: one.cursor });
  const three = await read('conversations.replies', { ts: parent, limit: 2, cursor: two.cursor });
  expect([one.texts, two.texts, three.texts]).toEqual([['card', 'r1'], ['r2', 'r3'], ['r4']]);
  expect(three.body['has_more']).toBe(false);
});

test('with a lag, a message is posted before history knows of it', async () => {
  run.slack.configure({ historyLagMs: 5_000 });
  await post('card');
  expect((await read('conversations.history')).texts).toEqual([]);
  run.time.advance(4_000);
  expect((await read('conversations.history')).texts).toEqual(['card']);
});

test('reduced history gives 15 messages whatever is asked', async () => {
  for (let number = 1; number <= 16; number += 1) await post(`m${number}`);
  run.slack.configure({ reducedHistory: true });
  expect((await read('conversations.history', { limit: 200 })).texts).toHaveLength(15);
  expect((await read('conversations.history')).texts).toHaveLength(15);
});

test('channels are listed page by page, without archived ones where asked', async () => {
  run.slack.addChannel({ name: 'escalations', botIsMember: false });
  run.slack.addChannel({ name: 'old' });
  run.slack.archiveChannel('old');
  const first = (await run.call('conversations.list', { limit: '1', exclude_archived: 'true' })).body;
  const cursor = (first['response_metadata'] as { next_cursor: string }).next_cursor;
  const second = (await run.call('conversations.list', { limit: '1', exclude_archived: 'true', cursor })).body;
  expect(first).toMatchObject({ channels: [{ name: 'complaints', is_member: true }] });
  expect(second).toMatchObject({
    channels: [{ name: 'escalations', is_member: false }],
    response_metadata: { next_cursor: '' },
  });
  expect((await run.call('conversations.list', { limit: '5000' })).body['error']).toBe('invalid_limit');
});

test('people are found by id and by address in any capitals', async () => {
  expect((await run.call('users.info', { user: run.mara })).body).toMatchObject({
    user: { id: run.mara, name: 'mara', is_bot: false },
  });
  expect((await run.call('users.lookupByEmail', { email: 'MARA@northwind.example' })).body).toMatchObject({
    user: { id: run.mara },
  });
  expect((await run.call('users.lookupByEmail', { email: 'nobody@northwind.example' })).body['error']).toBe(
    'users_not_found',
  );
  expect((await run.call('users.info', { user: 'U404' })).body['error']).toBe('user_not_found');
});

test('a scope that was not granted is named', async () => {
  run.slack.configure({ scopes: ['chat:write'] });
  expect((await read('conversations.history')).body).toMatchObject({
    error: 'missing_scope',
    needed: 'channels:history',
    provided: 'chat:write',
  });
  expect((await run.call('chat.postMessage', { channel: run.channel, text: 'x' })).body['ok']).toBe(true);
});
