import { afterEach, beforeEach, expect, test } from 'vitest';

import { startApp, type Behaviour } from './app-for-tests.ts';
import { monday, startSlack, type Running } from './workspace-for-tests.ts';

let run: Running;
let app: Awaited<ReturnType<typeof startApp>>;
let behaviour: Behaviour;
beforeEach(async () => {
  run = await startSlack();
  behaviour = ({ body }) => ({
    status: 200,
    body: (JSON.parse(body) as { challenge?: string }).challenge ?? '',
  });
  app = await startApp((received) => behaviour(received));
  await run.slack.connectEvents({ url: app.url });
});
afterEach(async () => {
  await run.close();
  await app.close();
});

test('an address is taken only when it gives the challenge back', async () => {
  expect(JSON.parse(app.received[0]?.body ?? '')).toMatchObject({ type: 'url_verification' });
  expect(await run.slack.connectEvents({ url: app.url })).toBe(true);
  behaviour = () => ({ status: 200, body: 'hello' });
  expect(await run.slack.connectEvents({ url: app.url })).toBe(false);
});

test('an event comes as signed JSON with an id', async () => {
  const sent = await run.slack.sendEvent({ type: 'app_uninstalled' });
  expect(sent).toMatchObject({ delivered: true, attempts: [{ status: 200 }] });
  expect(app.received[1]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-slack-request-timestamp': String(monday / 1000),
  });
  expect(JSON.parse(app.received[1]?.body ?? '')).toMatchObject({
    type: 'event_callback',
    event: { type: 'app_uninstalled' },
    event_id: sent.eventId,
    event_time: monday / 1000,
  });
});

test('an event that fails comes again at once, after a minute and after five, with the same id', async () => {
  behaviour = () => ({ status: 500 });
  const sending = run.slack.sendEvent({ type: 'app_uninstalled' });
  await run.time.someoneSleeps(monday + 60_000);
  run.time.advance(60_000);
  await run.time.someoneSleeps(monday + 360_000);
  run.time.advance(300_000);
  const sent = await sending;
  expect(sent).toMatchObject({ delivered: false });
  expect(sent.attempts.map((one) => [one.status, one.reason])).toEqual(
    Array.from({ length: 4 }, () => [500, 'http_error']),
  );
  const events = app.received.slice(1);
  expect(events.map((one) => one.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
  expect(events.map((one) => Number(one.headers['x-slack-request-timestamp']) - monday / 1000)).toEqual([
    0, 0, 60, 360,
  ]);
  expect(new Set(events.map((one) => (JSON.parse(one.body) as { event_id: string }).event_id)).size).toBe(1);
});

test('an app can ask not to be told again', async () => {
  behaviour = () => ({ status: 500, headers: { 'X-Slack-No-Retry': '1' } });
  expect((await run.slack.sendEvent({ type: 'tokens_revoked' })).attempts).toHaveLength(1);
});
