import { afterEach, beforeEach, expect, test } from 'vitest';

import { card, monday, startSlack, type Running } from './workspace-for-tests.ts';

let run: Running;
beforeEach(async () => {
  run = await startSlack();
});
afterEach(() => run.close());

test('a posted message stays as it was sent, under a ts made of the simulated time', async () => {
  const { body } = await run.call('chat.postMessage', { channel: run.channel, text: 'fallback', blocks: card });
  expect(body).toMatchObject({ ok: true, channel: run.channel, ts: `${monday / 1000}.000000` });
  const [view] = run.slack.channelsView();
  expect(view).toMatchObject({ id: run.channel, name: 'complaints' });
  expect(view?.messages).toEqual([
    { ts: body['ts'], text: 'fallback', blocks: card, metadata: undefined, user: 'U0SBXBOT', replies: [] },
  ]);
});

test('messages of one instant get different, rising ts', async () => {
  const posted = [];
  for (let count = 0; count < 4; count += 1)
    posted.push(await run.call('chat.postMessage', { channel: run.channel, text: 'x' }));
  const names = posted.map((one) => String(one.body['ts']));
  expect(new Set(names).size).toBe(4);
  expect(names.toSorted()).toEqual(names);
});

test('a channel may be given by name, with or without a hash', async () => {
  for (const channel of ['complaints', '#complaints']) {
    expect((await run.call('chat.postMessage', { channel, text: 'x' })).body).toMatchObject({
      ok: true,
      channel: run.channel,
    });
  }
});

test('a JSON body is read like a form', async () => {
  const answer = await fetch(`${run.baseUrl}chat.postMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: 'Bearer xoxb-sandbox' },
    body: JSON.stringify({ channel: run.channel, blocks: card, text: 'fallback' }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  expect(run.slack.channelsView()[0]?.messages[0]?.blocks).toEqual(card);
});

test.each([
  [{ channel: 'nowhere', text: 'x' }, 'channel_not_found'],
  [{ channel: 'complaints' }, 'no_text'],
  [{ channel: 'complaints', text: '' }, 'no_text'],
  [{ channel: 'complaints', blocks: '[{' }, 'invalid_blocks_format'],
  [{ channel: 'complaints', blocks: '{}' }, 'invalid_blocks_format'],
  [{ channel: 'complaints', text: 'x', metadata: '[]' }, 'invalid_metadata_format'],
  [{ channel: 'complaints', text: 'x', metadata: { event_type: 'a' } }, 'invalid_metadata_schema'],
  [
    { channel: 'complaints', text: 'x', metadata: { event_type: 'a', event_payload: { x: 'y'.repeat(9000) } } },
    'metadata_too_large',
  ],
  [{ channel: 'complaints', text: 'x', thread_ts: '1.000000' }, 'cannot_reply_to_message'],
])('a post of %j is refused with %s and leaves nothing', async (args, error) => {
  const { status, body } = await run.call('chat.postMessage', args);
  expect({ status, body }).toMatchObject({ status: 200, body: { ok: false, error } });
  expect(run.slack.channelsView()[0]?.messages).toEqual([]);
});

test('who has no token, a wrong one or one taken away is told so', async () => {
  const post = (token?: string | null) => run.call('chat.postMessage', { channel: run.channel, text: 'x' }, token);
  expect((await post(null)).body).toMatchObject({ ok: false, error: 'not_authed' });
  expect((await post('xoxb-other')).body).toMatchObject({ ok: false, error: 'invalid_auth' });
  run.slack.revokeToken();
  expect((await post()).body).toMatchObject({ ok: false, error: 'token_revoked' });
  run.slack.restoreToken();
  expect((await post()).body).toMatchObject({ ok: true });
});

test('an archived channel and one without the bot refuse posts', async () => {
  run.slack.kickBot('complaints');
  expect((await run.call('chat.postMessage', { channel: run.channel, text: 'x' })).body['error']).toBe(
    'not_in_channel',
  );
  expect((await run.call('conversations.join', { channel: run.channel })).body).toMatchObject({ ok: true });
  const { body } = await run.call('chat.postMessage', { channel: run.channel, text: 'x' });
  run.slack.archiveChannel('complaints');
  expect((await run.call('chat.postMessage', { channel: run.channel, text: 'x' })).body['error']).toBe('is_archived');
  expect((await run.call('chat.update', { channel: run.channel, ts: body['ts'], text: 'y' })).body['error']).toBe(
    'is_inactive',
  );
});

test('a method that Slack does not have, or not here, is unknown', async () => {
  for (const method of ['chat.shout', 'constructor', 'toString']) {
    expect((await run.call(method)).body).toMatchObject({ ok: false, error: 'unknown_method' });
  }
});

test('an update keeps what it leaves out, counts as an edit, and an empty object takes metadata away', async () => {
  const metadata = { event_type: 'recourse_alert', event_payload: { k: 'abc' } };
  const { body } = await run.call('chat.postMessage', { channel: run.channel, text: 'one', blocks: card, metadata });
  const message = () => run.slack.channelsView()[0]?.messages[0];
  run.time.advance(5_000);
  const updated = await run.call('chat.update', { channel: run.channel, ts: body['ts'], text: 'two' });
  expect(updated.body).toMatchObject({
    ok: true,
    ts: body['ts'],
    text: 'two',
    message: { edited: { ts: `${monday / 1000 + 5}.000000` } },
  });
  expect(message()).toMatchObject({ ts: body['ts'], text: 'two', blocks: card, metadata, edited: 1 });
  await run.call('chat.update', { channel: run.channel, ts: body['ts'], text: 'three', blocks: '[]', metadata: '{}' });
  expect(message()).toMatchObject({ text: 'three', blocks: undefined, metadata: undefined, edited: 2 });
});

test('metadata whose type has a dot is silently missing', async () => {
  await run.call('chat.postMessage', {
    channel: run.channel,
    text: 'x',
    metadata: { event_type: 'recourse.alert', event_payload: { k: 1 } },
  });
  expect(run.slack.channelsView()[0]?.messages[0]?.metadata).toBeUndefined();
});

test('only messages of the app can be changed or deleted by it', async () => {
  const ts = run.slack.say({ channel: 'complaints', by: 'mara', text: 'mine' });
  expect((await run.call('chat.update', { channel: run.channel, ts, text: 'x' })).body['error']).toBe(
    'cant_update_message',
  );
  expect((await run.call('chat.delete', { channel: run.channel, ts })).body['error']).toBe('cant_delete_message');
  expect((await run.call('chat.update', { channel: run.channel, ts: '9.000000', text: 'x' })).body['error']).toBe(
    'message_not_found',
  );
  expect(run.slack.channelsView()[0]?.messages).toMatchObject([{ text: 'mine', user: run.mara }]);
});

test('a new message is cut at 40,000 characters; an update beyond 4,000 is refused', async () => {
  const { body } = await run.call('chat.postMessage', { channel: run.channel, text: 'x'.repeat(41_000) });
  expect(run.slack.channelsView()[0]?.messages[0]?.text).toHaveLength(40_000);
  const updated = await run.call('chat.update', { channel: run.channel, ts: body['ts'], text: 'x'.repeat(4001) });
  expect(updated.body['error']).toBe('msg_too_long');
});

test('replies stand under their parent, a broadcast one is marked, and a reply has no replies', async () => {
  const parent = (await run.call('chat.postMessage', { channel: run.channel, text: 'card' })).body['ts'];
  const reply = await run.call('chat.postMessage', { channel: run.channel, text: 'warning', thread_ts: parent });
  await run.call('chat.postMessage', {
    channel: run.channel,
    text: 'breach',
    thread_ts: parent,
    reply_broadcast: true,
  });
  const [message] = run.slack.channelsView()[0]?.messages ?? [];
  expect(run.slack.channelsView()[0]?.messages).toHaveLength(1);
  expect(message?.replies.map((one) => [one.text, one.broadcast])).toEqual([
    ['warning', undefined],
    ['breach', true],
  ]);
  const nested = await run.call('chat.postMessage', { channel: run.channel, text: 'x', thread_ts: reply.body['ts'] });
  expect(nested.body['error']).toBe('cannot_reply_to_message');
});

test('a deleted parent stays as the head of its thread', async () => {
  const parent = String((await run.call('chat.postMessage', { channel: run.channel, text: 'card' })).body['ts']);
  await run.call('chat.postMessage', { channel: run.channel, text: 'warning', thread_ts: parent });
  run.slack.removeMessage('complaints', parent);
  expect(run.slack.channelsView()[0]?.messages).toMatchObject([
    { ts: parent, text: 'This message was deleted.', replies: [{ text: 'warning' }] },
  ]);
  expect((await run.call('chat.update', { channel: run.channel, ts: parent, text: 'x' })).body['error']).toBe(
    'message_not_found',
  );
});

test('a deleted message is gone, and is seen again as the head of a thread when something is replied to it', async () => {
  const parent = String((await run.call('chat.postMessage', { channel: run.channel, text: 'card' })).body['ts']);
  run.slack.removeMessage('complaints', parent);
  const history = async () => (await run.call('conversations.history', { channel: run.channel })).body['messages'];
  expect(run.slack.channelsView()[0]?.messages).toEqual([]);
  expect(await history()).toEqual([]);
  expect((await run.call('conversations.replies', { channel: run.channel, ts: parent })).body['error']).toBe(
    'thread_not_found',
  );
  expect((await run.call('chat.postMessage', { channel: run.channel, text: 'x', thread_ts: parent })).body['ok']).toBe(
    true,
  );
  expect(await history()).toMatchObject([{ subtype: 'tombstone', ts: parent }]);
  expect(run.slack.channelsView()[0]?.messages).toMatchObject([{ ts: parent, replies: [{ text: 'x' }] }]);
});

test('an ephemeral message is seen by one person, and neither found in history nor changed', async () => {
  const { body } = await run.call('chat.postEphemeral', { channel: run.channel, user: run.mara, text: 'only you' });
  expect(run.slack.channelsView()[0]?.messages).toMatchObject([{ text: 'only you', ephemeralFor: run.mara }]);
  expect((await run.call('conversations.history', { channel: run.channel })).body['messages']).toEqual([]);
  expect(
    (await run.call('chat.update', { channel: run.channel, ts: body['message_ts'], text: 'x' })).body['error'],
  ).toBe('message_not_found');
  expect((await run.call('chat.postEphemeral', { channel: run.channel, user: 'U1', text: 'x' })).body['error']).toBe(
    'user_not_in_channel',
  );
});

test('answers carry the date of the simulated time', async () => {
  run.time.advance(86_400_000);
  expect((await run.call('auth.test')).headers.get('date')).toBe('Tue, 03 Mar 2026 09:00:00 GMT');
});

test('every call is remembered with its arguments read and without its token', async () => {
  await run.call('chat.postMessage', { channel: run.channel, text: 'fallback', blocks: card });
  await run.call('chat.postMessage', { channel: 'nowhere', text: 'x' });
  expect(run.slack.recorded()[0]).toEqual({
    at: monday,
    method: 'chat.postMessage',
    args: { channel: run.channel, text: 'fallback', blocks: card },
    status: 200,
    ok: true,
    error: undefined,
  });
  expect(run.slack.requests()).toEqual({
    total: 2,
    byMethod: { 'chat.postMessage': 2 },
    errors: { channel_not_found: 1 },
  });
  expect(JSON.stringify(run.slack.recorded())).not.toContain('xoxb');
});

test('whoever listens is told what happens until they stop', async () => {
  const seen: string[] = [];
  const stop = run.slack.subscribe((change) => seen.push(change.kind));
  const { body } = await run.call('chat.postMessage', { channel: run.channel, text: 'x' });
  await run.call('chat.update', { channel: run.channel, ts: body['ts'], text: 'y' });
  await run.call('chat.delete', { channel: run.channel, ts: body['ts'] });
  stop();
  await run.call('chat.postMessage', { channel: run.channel, text: 'x' });
  expect(seen).toEqual(['message', 'changed', 'removed']);
});
