import { afterEach, beforeEach, expect, test } from 'vitest';

import { createFakeSlack, type FakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { createSimulatedTime, type SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { createTimedFetch } from '#integrations/slack/web-api.ts';
import { startApp } from './app-for-tests.ts';
import { botToken, card, monday, signingSecret } from './workspace-for-tests.ts';

const day = 86_400_000;

let time: SimulatedTime;
let slack: FakeSlack;
let channel: string;
let baseUrl: string;
let app: Awaited<ReturnType<typeof startApp>>;
let close: () => Promise<void>;
let status = 200;
beforeEach(async () => {
  status = 200;
  time = createSimulatedTime(monday);
  slack = createFakeSlack({ time, botToken, signingSecret });
  ({ baseUrl, close } = await slack.listen());
  channel = slack.addChannel({ name: 'complaints' });
  slack.addUser({ name: 'Mara Lind', email: 'mara@northwind.example', username: 'mara' });
  app = await startApp(({ body }) => ({
    status,
    body: body.startsWith('{') ? ((JSON.parse(body) as { challenge?: string }).challenge ?? '') : '',
  }));
  slack.connectInteractivity({ url: app.url });
});
afterEach(async () => {
  await close();
  await app.close();
});

/** Posts as the product does: in hand while it waits, within ten seconds, at the instant it is told to. */
function postAt(at: number): Promise<{ at: number; body: Record<string, unknown> } | 'timed out'> {
  const timedFetch = createTimedFetch({ time, limitMs: 10_000 });
  return time.task(async () => {
    await time.sleepUntil(at);
    try {
      const answer = await timedFetch(`${baseUrl}chat.postMessage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${botToken}` },
        body: JSON.stringify({ channel, text: 'x', blocks: card }),
      });
      return { at: time.now(), body: (await answer.json()) as Record<string, unknown> };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError') return 'timed out';
      throw error;
    }
  });
}

test('while days go by in a moment, a post and a press each happen at their own instant', async () => {
  const posting = postAt(monday + day);
  const pressing = time.task(async () => {
    await time.sleepUntil(monday + 2 * day);
    const ts = slack.channelsView()[0]?.messages[0]?.ts ?? '';
    return slack.press({ channel, ts, actionId: 'acknowledge', by: 'mara' });
  });
  await time.moveTo(monday + 7 * day);
  expect(await posting).toMatchObject({ at: monday + day, body: { ok: true, ts: `${(monday + day) / 1000}.000000` } });
  expect(await pressing).toEqual({ status: 200, ms: 0, ok: true });
  expect(app.received[0]?.headers['x-slack-request-timestamp']).toBe(String((monday + 2 * day) / 1000));
});

test('a late call is answered as late as it was set to, and not sooner', async () => {
  slack.faults.set({ match: {}, kind: 'latency', ms: 8_000, times: 1 });
  const posting = postAt(monday + day);
  await time.moveTo(monday + 2 * day);
  expect(await posting).toMatchObject({ at: monday + day + 8_000, body: { ok: true } });
});

test('a call that is later than its caller waits still arrives', async () => {
  slack.faults.set({ match: {}, kind: 'latency', ms: 60_000, times: 1 });
  const posting = postAt(monday + day);
  await time.moveTo(monday + day + 59_000);
  expect(await posting).toBe('timed out');
  expect(slack.channelsView()[0]?.messages).toEqual([]);
  await time.moveTo(monday + 2 * day);
  expect(slack.channelsView()[0]?.messages).toMatchObject([{ ts: `${(monday + day + 60_000) / 1000}.000000` }]);
});

test('a call that is never answered ends with its own time limit', async () => {
  slack.faults.set({ match: {}, kind: 'hang-after', times: 1 });
  const posting = postAt(monday + day);
  await time.moveTo(monday + 2 * day);
  expect(await posting).toBe('timed out');
  expect(slack.channelsView()[0]?.messages).toHaveLength(1);
});

test('an event is told again a minute and five minutes later', async () => {
  await slack.connectEvents({ url: app.url });
  status = 500;
  const sending = slack.sendEvent({ type: 'app_uninstalled' });
  await time.moveTo(monday + day);
  expect((await sending).attempts).toHaveLength(4);
  expect(app.received.slice(1).map((one) => Number(one.headers['x-slack-request-timestamp']) - monday / 1000)).toEqual([
    0, 0, 60, 360,
  ]);
});
