import { afterEach, expect, test } from 'vitest';
import { createSlackAlertChannel } from '#integrations/slack/alert-channel.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { exampleAlert } from '#test/contract/alert-channel-kit.ts';
import { createStillTime, until } from '#test/contract/still-time.ts';
import { botToken, standingIn } from '#test/integrations/slack/fake-workspace.ts';
import { joined, openApp, type OpenApp } from './open-app.ts';

const apps: OpenApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

const mark = 'a'.repeat(64);
const all = ['acknowledge', 'take', 'escalate', 'open'] as const;

interface Posted extends OpenApp {
  readonly card: string;
  readonly reply: string;
  press(action: string, message?: string): ReturnType<OpenApp['slack']['press']>;
  /** What the person who pressed was told, and nobody else. */
  told(): string[];
}

async function openPosted(...given: Parameters<typeof openApp>): Promise<Posted> {
  const app = await openApp(...given);
  apps.push(app);
  const { slack, room, slackApiUrl, time } = app;
  const ana = slack.addUser({ name: 'Ana Silva', email: 'ana@acme.example', username: 'ana.s' });
  const channel = createSlackAlertChannel({ token: botToken, slackApiUrl, time });
  const post = async (thread: string | undefined) => {
    const turn = { channel: room, account: 'zendesk:acme', latestAt: time.now() + 20_000 };
    const request = { ...turn, alert: exampleAlert({ actions: all }), mark, thread, broadcast: false };
    const sent = await channel.post(request, new AbortController().signal);
    return sent.outcome === 'sent' ? sent.posted.message : '';
  };
  const card = await post(undefined);
  const reply = await post(card);
  return {
    ...app,
    card,
    reply,
    press: (action, message = card) =>
      slack.press({ channel: room, ts: message, actionId: `recourse_${action}`, by: ana }),
    told: () => {
      const messages = slack.channelsView().flatMap((one) => one.messages.flatMap((top) => [top, ...top.replies]));
      return messages.filter(({ ephemeralFor }) => ephemeralFor === ana).map(({ text }) => text);
    },
  };
}

test('a press is carried out with the ticket, the person’s own name and address, and where it was made', async () => {
  const app = await openPosted();
  const before = app.time.now();
  expect(await app.press('acknowledge')).toMatchObject({ status: 200, ok: true });
  const [press] = app.presses;
  expect(press).toMatchObject({
    ticket: { platform: 'zendesk', account: 'acme', id: '4812' },
    action: 'acknowledge',
    by: { name: 'Ana Silva', email: 'ana@acme.example' },
    channel: app.room,
    message: app.card,
    thread: undefined,
    mark,
  });
  expect(press?.at).toBeGreaterThanOrEqual(before);
  expect(app.told()).toEqual([]);
});

test('every button but the link is a press; the link is only acknowledged', async () => {
  const app = await openPosted();
  for (const action of all) expect((await app.press(action)).status).toBe(200);
  expect(app.presses.map(({ action }) => action)).toEqual(['acknowledge', 'take', 'escalate']);
});

test('a button on a reply names the head of its thread, and the presser is told there', async () => {
  const app = await openPosted({ outcome: 'already', say: 'Ben did that already.' });
  await app.press('take', app.reply);
  expect(app.presses[0]).toMatchObject({ message: app.reply, thread: app.card });
  expect(app.told()).toEqual(['Ben did that already.']);
  const [channel] = app.slack.channelsView();
  expect(channel?.messages.map(({ ts, replies }) => [ts, replies.length])).toEqual([[app.card, 2]]);
});

test('who presses what cannot be done is told so, and nobody else is', async () => {
  const app = await openPosted({ outcome: 'refused', say: 'The ticket is closed & <!channel> gone.' });
  expect((await app.press('acknowledge')).status).toBe(200);
  expect(app.told()).toEqual(['The ticket is closed &amp; &lt;!channel&gt; gone.']);
  expect(standingIn(app.slack).filter(({ words }) => words.includes('closed'))).toHaveLength(1);
});

test('who was second hears it even where no words were given', async () => {
  const app = await openPosted({ outcome: 'already' });
  await app.press('acknowledge');
  expect(app.told()).toEqual(['Somebody has already done this.']);
});

test('a press that failed is said plainly, by code and without what the error held', async () => {
  const app = await openPosted(async () => {
    throw new IntegrationError('zendesk', 'unavailable', { message: `Bearer ${botToken} Kettle exploded` });
  });
  expect((await app.press('escalate')).status).toBe(200);
  expect(app.told()).toHaveLength(1);
  expect(app.told()[0]).toContain('That did not work (ZENDESK_UNAVAILABLE)');
  expect(app.reported).toEqual(['ZENDESK_UNAVAILABLE']);
  expect(JSON.stringify([app.told(), app.reported])).not.toMatch(/canary|Kettle/);
});

test('a press that failed may be told again', async () => {
  let failures = 1;
  const app = await openPosted(async () => {
    failures -= 1;
    if (failures >= 0) throw new Error('once');
    return { outcome: 'done' };
  });
  // The clock stands: to Slack, both are made at one instant.
  await app.press('escalate');
  await app.press('escalate');
  expect(app.presses).toHaveLength(2);
  expect(app.told()).toHaveLength(1);
});

test('an error nobody foresaw is said plainly too', async () => {
  const app = await openPosted(async () => {
    throw new TypeError(`token ${botToken}`);
  });
  expect((await app.press('escalate')).status).toBe(200);
  expect(app.told()[0]).toMatch(/^That did not work: /);
  expect(app.reported).toEqual(['SLACK_PRESS_FAILED']);
});

test('a press that takes long is answered after two seconds, and its outcome told when it comes', async () => {
  const time = createStillTime(undefined, 2_000);
  const app = await openPosted(
    async ({ at }) => {
      await time.sleepUntil(at + 6_000);
      return { outcome: 'refused', say: 'Too late.' };
    },
    { time },
  );
  const pressing = app.press('acknowledge');
  await until(() => app.presses.length === 1);
  const at = time.now();
  await time.moveTo(at + 1_999);
  await time.moveTo(at + 2_000);
  expect(await pressing).toMatchObject({ status: 200, ok: true, ms: 2_000 });
  expect(app.told()).toEqual([]);
  await time.moveTo(at + 6_000);
  await until(() => app.told().length > 0);
  expect(app.told()).toEqual(['Too late.']);
});

test('the same press told twice is carried out once; the same person may press again', async () => {
  const app = await openPosted();
  const payload = (actionTs: string, user = 'U9') =>
    `payload=${encodeURIComponent(
      JSON.stringify({
        type: 'block_actions',
        user: { id: user, username: 'sam' },
        team: { id: 'T1' },
        container: { channel_id: app.room, message_ts: app.card },
        actions: [
          { type: 'button', action_id: 'recourse_take', action_ts: actionTs, value: '{"v":1,"t":"zendesk:acme:7"}' },
        ],
      }),
    )}`;
  joined(app, 'U8', 'U9');
  const bodies = [payload('1.1'), payload('1.1'), payload('1.2'), payload('1.1', 'U8')];
  const answers = await Promise.all(bodies.map((body) => app.sendSigned(body, 'application/x-www-form-urlencoded')));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(app.presses).toHaveLength(3);
});

test('a Slack redelivery with another event_id changes nothing: it is told by what happened, not by its envelope', async () => {
  const app = await openPosted();
  const envelope = (eventId: string, more: Record<string, unknown>) => ({
    token: 'verification',
    team_id: 'T1',
    api_app_id: 'A1',
    event_id: eventId,
    event_context: `4-${eventId}`,
    event_time: Math.floor(app.time.now() / 1_000),
    ...more,
  });
  const retry = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
  joined(app, 'U9');
  // What is pressed names itself by the instant of the press; all around it is new each time it is sent.
  const press = (eventId: string) => ({
    ...envelope(eventId, {}),
    type: 'block_actions',
    trigger_id: `99.${eventId}`,
    response_url: `https://hooks.slack.test/actions/${eventId}`,
    user: { id: 'U9', username: 'sam' },
    team: { id: 'T1' },
    container: { type: 'message', channel_id: app.room, message_ts: app.card },
    actions: [{ type: 'button', action_id: 'recourse_take', action_ts: '1.1', value: '{"v":1,"t":"zendesk:acme:7"}' }],
  });
  const event = (eventId: string) =>
    envelope(eventId, {
      type: 'event_callback',
      event: { type: 'message', channel: app.room, user: 'U9', ts: '5.1', thread_ts: app.card, text: 'I take it' },
    });
  const form = (body: object) => `payload=${encodeURIComponent(JSON.stringify(body))}`;
  const before = app.slack.channelsView();
  for (const [eventId, headers] of [
    ['Ev1', {}],
    ['Ev1', retry],
    ['Ev2', retry],
    ['Ev3', {}],
  ] as const) {
    const pressed = await app.sendSigned(form(press(eventId)), 'application/x-www-form-urlencoded', headers);
    const told = await app.sendSigned(JSON.stringify(event(eventId)), 'application/json', headers);
    expect([pressed.status, told.status]).toEqual([200, 200]);
  }
  expect(app.presses).toHaveLength(1);
  expect(app.slack.channelsView()).toEqual(before);
  expect(app.reported).toEqual([]);
});

test('whoever Slack does not tell may be a guest: nothing is done, and they may press again', async () => {
  const app = await openPosted();
  app.slack.faults.set({ match: { method: 'users.info' }, kind: '500-before', times: 1 });
  await app.press('acknowledge');
  expect(app.presses).toEqual([]);
  expect(app.told()).toEqual([expect.stringMatching(/^That did not work .*Please try again/u)]);
  await app.press('acknowledge');
  expect(app.presses.map(({ by }) => by.name)).toEqual(['Ana Silva']);
});

test('a name is asked for once an hour, and while Slack is down serves longer', async () => {
  const app = await openPosted();
  await app.press('acknowledge');
  await app.press('take');
  expect(app.slack.requests().byMethod['users.info']).toBe(1);
  await app.time.moveTo(app.time.now() + 2 * 3_600_000);
  app.slack.faults.set({ match: { method: 'users.info' }, kind: '500-before', times: 1 });
  await app.press('escalate');
  expect(app.presses.map(({ by }) => by.name)).toEqual(['Ana Silva', 'Ana Silva', 'Ana Silva']);
});

test('an answer that Slack does not show is reported, not repeated', async () => {
  const app = await openPosted({ outcome: 'refused', say: 'No.' });
  app.slack.faults.set({ match: { method: 'chat.postEphemeral' }, kind: '500-before', times: 1 });
  expect((await app.press('acknowledge')).status).toBe(200);
  expect(app.reported).toEqual(['SLACK_ANSWER_NOT_SHOWN']);
  expect(app.slack.requests().byMethod['chat.postEphemeral']).toBe(1);
});

test.each([
  ['not JSON', 'click_me_123'],
  ['another version', '{"v":2,"t":"zendesk:acme:7"}'],
  ['no ticket', '{"v":1}'],
  ['a ticket of odd form', '{"v":1,"t":"zendesk:../evil:7"}'],
  ['too many parts', '{"v":1,"t":"zendesk:acme:7:8"}'],
  ['nothing', undefined],
])('a button whose value is %s is answered and carries nothing out', async (_, value) => {
  const app = await openPosted();
  const ana = app.slack.people().find(({ isBot }) => !isBot)?.id ?? '';
  const payload = {
    type: 'block_actions',
    user: { id: ana },
    team: { id: 'T1' },
    container: { channel_id: app.room, message_ts: app.card },
    actions: [{ type: 'button', action_id: 'recourse_take', action_ts: '1.1', value }],
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  expect((await app.sendSigned(body, 'application/x-www-form-urlencoded')).status).toBe(200);
  expect(app.presses).toEqual([]);
  expect(app.told()).toEqual(['This button does not work any more. Please open the ticket instead.']);
  expect(app.reported).toEqual(['SLACK_PAYLOAD']);
});
