import { App, HTTPReceiver, verifySlackRequest } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { createFakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { startApp, type Behaviour } from './app-for-tests.ts';
import { createManualTime } from './manual-time.ts';
import { botToken, card, monday, signingSecret, startSlack, type Running } from './workspace-for-tests.ts';

let run: Running;
let app: Awaited<ReturnType<typeof startApp>>;
let behaviour: Behaviour;
let ts: string;
beforeEach(async () => {
  run = await startSlack();
  behaviour = () => ({ status: 200 });
  app = await startApp((received) => behaviour(received));
  run.slack.connectInteractivity({ url: app.url });
  ts = String((await run.call('chat.postMessage', { channel: run.channel, text: 'card', blocks: card })).body['ts']);
});
afterEach(async () => {
  await run.close();
  await app.close();
});

const press = (more: Record<string, string> = {}) =>
  run.slack.press({ channel: run.channel, ts, actionId: 'acknowledge', by: 'mara', ...more });

function payload(index = 0): Record<string, unknown> & { response_url: string; trigger_id: string } {
  return JSON.parse(new URLSearchParams(app.received[index]?.body).get('payload') ?? '{}') as never;
}

test('a press tells the app who pressed what, as a bare form', async () => {
  run.time.advance(60_000);
  expect(await press()).toEqual({ status: 200, ms: 0, ok: true });
  expect(app.received[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(payload()).toMatchObject({
    type: 'block_actions',
    user: { id: run.mara, username: 'mara' },
    channel: { id: run.channel, name: 'complaints' },
    container: { type: 'message', message_ts: ts, is_ephemeral: false },
    message: { ts, text: 'card', bot_id: 'B0SANDBOX' },
    actions: [
      {
        action_id: 'acknowledge',
        block_id: 'actions',
        value: 'k1',
        type: 'button',
        action_ts: `${monday / 1000 + 60}.000000`,
      },
    ],
  });
});

test('a press is signed for the simulated time, and any change of it is seen', async () => {
  await press();
  const [one] = app.received;
  const check = (body: string, nowMs: number) => () =>
    verifySlackRequest({
      signingSecret,
      body,
      headers: {
        'x-slack-signature': String(one?.headers['x-slack-signature']),
        'x-slack-request-timestamp': Number(one?.headers['x-slack-request-timestamp']),
      },
      nowMilliseconds: nowMs,
    });
  const body = String(one?.body);
  expect(check(body, monday)).not.toThrow();
  expect(check(`${body} `, monday)).toThrow('signature mismatch');
  expect(check(body, monday + 6 * 60_000)).toThrow('stale');
});

test('an app made with Bolt takes the press and answers it through the response_url', async () => {
  // Bolt holds the time of the press against the machine's own and refuses only the past: this Slack lives later.
  const time = createManualTime(Date.parse('2090-01-02T09:00:00Z'));
  const slack = createFakeSlack({ time, botToken, signingSecret });
  const { baseUrl, close } = await slack.listen();
  const channel = slack.addChannel({ name: 'complaints' });
  slack.addUser({ name: 'Mara Lind', email: 'mara@northwind.example', username: 'mara' });
  const receiver = new HTTPReceiver({ signingSecret });
  const bolt = new App({
    token: botToken,
    receiver,
    clientOptions: { slackApiUrl: baseUrl, retryConfig: { retries: 0 } },
  });
  const acted = new Promise<void>((resolve, reject) => {
    bolt.action('acknowledge', async ({ ack, respond, body, client }) => {
      await ack();
      await respond({ text: `thanks ${body.user.id}`, response_type: 'ephemeral' });
      await client.chat.update({
        channel,
        ts: String(body.type === 'block_actions' ? body.message?.ts : ''),
        text: 'acknowledged',
      });
      resolve();
    });
    bolt.error(async (error) => reject(error));
  });
  const server = await bolt.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  slack.connectInteractivity({
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`,
  });
  await bolt.client.apiCall('chat.postMessage', { channel, text: 'card', blocks: card });
  const posted = slack.channelsView()[0]?.messages[0];
  expect(await slack.press({ channel, ts: String(posted?.ts), actionId: 'acknowledge', by: 'mara' })).toMatchObject({
    status: 200,
    ok: true,
  });
  await acted;
  expect(slack.channelsView()[0]?.messages).toMatchObject([
    { text: 'acknowledged', edited: 1 },
    { text: 'thanks U0SBX000001', ephemeralFor: 'U0SBX000001' },
  ]);
  await bolt.stop();
  await close();
});

test('an app that does not answer within three seconds has failed', async () => {
  behaviour = () => undefined;
  const pressed = press();
  await run.time.someoneSleeps();
  run.time.advance(3_000);
  expect(await pressed).toEqual({ status: undefined, ms: 3_000, ok: false, problem: 'timeout' });
  expect(run.time.sleepers()).toBe(0);
});

test('an app that answers an error has failed, and so has one that is not there', async () => {
  behaviour = () => ({ status: 500 });
  expect(await press()).toEqual({ status: 500, ms: 0, ok: false });
  await app.close();
  expect(await press()).toMatchObject({ ok: false, problem: 'unreachable' });
});

test.each([
  [{ actionId: 'dance' }, 'no-action'],
  [{ ts: '1.000000' }, 'no-message'],
  [{ by: 'nobody' }, 'no-person'],
  [{ by: 'recourse' }, 'no-person'],
  [{ blockId: 'elsewhere' }, 'no-action'],
])('a press with %j is not made: %s', async (wrong, problem) => {
  expect(await press(wrong as Record<string, string>)).toEqual({ status: undefined, ms: 0, ok: false, problem });
  expect(app.received).toEqual([]);
});

test('a choice from a menu says which option', async () => {
  const options = ['1h', '4h'].map((value) => ({ text: { type: 'plain_text', text: value }, value }));
  const blocks = [
    {
      type: 'section',
      text: { type: 'mrkdwn', text: 'x' },
      accessory: { type: 'overflow', action_id: 'more', options },
    },
    { type: 'actions', elements: [{ type: 'static_select', action_id: 'snooze', options }] },
  ];
  ts = String((await run.call('chat.postMessage', { channel: run.channel, text: 'x', blocks })).body['ts']);
  await press({ actionId: 'snooze', value: '4h' });
  await press({ actionId: 'more', value: '1h' });
  expect(payload(0)['actions']).toMatchObject([{ type: 'static_select', selected_option: { value: '4h' } }]);
  expect(payload(1)['actions']).toMatchObject([{ type: 'overflow', selected_option: { value: '1h' } }]);
  expect(await press({ actionId: 'snooze', value: 'for ever' })).toMatchObject({ problem: 'no-action' });
});

test('a button of an ephemeral message is there for its one reader', async () => {
  const { body } = await run.call('chat.postEphemeral', {
    channel: run.channel,
    user: run.mara,
    text: 'x',
    blocks: card,
  });
  ts = String(body['message_ts']);
  expect(await press({ by: 'omar' })).toMatchObject({ problem: 'no-message' });
  expect(await press({ by: 'mara' })).toMatchObject({ ok: true });
  expect(payload()).toMatchObject({ container: { is_ephemeral: true } });
  expect(payload()).not.toHaveProperty('message');
});

const respond = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('a response_url replaces, removes and adds messages', async () => {
  await press();
  const url = payload().response_url;
  await respond(url, { text: 'for you' });
  await respond(url, { text: 'for all', response_type: 'in_channel' });
  await respond(url, { text: 'replaced', replace_original: true });
  const messages = () => run.slack.channelsView()[0]?.messages.map((one) => [one.text, one.ephemeralFor]);
  expect(messages()).toEqual([
    ['replaced', undefined],
    ['for you', run.mara],
    ['for all', undefined],
  ]);
  await respond(url, { delete_original: true });
  expect(messages()).toHaveLength(2);
});

test('a response_url serves five answers', async () => {
  await press();
  const statuses = [];
  for (let use = 0; use < 6; use += 1) statuses.push((await respond(payload().response_url, { text: 'x' })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
});

test('a response_url is dead after half an hour, and one nobody gave out never lived', async () => {
  await press();
  const url = payload().response_url;
  run.time.advance(30 * 60_000);
  expect((await respond(url, { text: 'x' })).status).toBe(200);
  run.time.advance(1);
  expect(await (await respond(url, { text: 'x' })).json()).toEqual({ ok: false, error: 'expired_url' });
  expect((await respond(url.replace(/.$/, 'z'), { text: 'x' })).status).toBe(404);
});

test('a trigger opens one modal within three seconds', async () => {
  await press();
  await press();
  const view = { type: 'modal', title: { type: 'plain_text', text: 'Snooze' }, blocks: [] };
  const open = async (trigger_id: string) => (await run.call('views.open', { trigger_id, view })).body;
  run.time.advance(3_000);
  expect(await open(payload(0).trigger_id)).toMatchObject({ ok: true, view: { type: 'modal', bot_id: 'B0SANDBOX' } });
  expect(run.slack.viewsOpened()).toMatchObject([{ user: run.mara, view: { title: { text: 'Snooze' } } }]);
  expect(await open(payload(0).trigger_id)).toMatchObject({ error: 'exchanged_trigger_id' });
  run.time.advance(1);
  expect(await open(payload(1).trigger_id)).toMatchObject({ error: 'expired_trigger_id' });
  expect(await open('1.2.3')).toMatchObject({ error: 'invalid_trigger_id' });
});
