import { afterEach, beforeEach, expect, test } from 'vitest';

import { startSlack, type Running } from './workspace-for-tests.ts';

let run: Running;
beforeEach(async () => {
  run = await startSlack();
});
afterEach(() => run.close());

const post = (text = 'x', channel = run.channel) => run.call('chat.postMessage', { channel, text });
const messages = () => run.slack.channelsView()[0]?.messages ?? [];

test('after a burst, a channel takes one post a second and says when', async () => {
  run.slack.configure({ postBurst: 3 });
  for (let count = 0; count < 3; count += 1) expect((await post()).status).toBe(200);
  const limited = await post();
  expect(limited.status).toBe(429);
  expect(limited.body).toMatchObject({ ok: false, error: 'ratelimited' });
  expect(limited.headers.get('retry-after')).toBe('1');
  run.time.advance(1000);
  expect((await post()).status).toBe(200);
  expect((await post()).status).toBe(429);
  expect(messages()).toHaveLength(4);
});

test('another channel is not slowed by a busy one', async () => {
  run.slack.configure({ postBurst: 1 });
  const other = run.slack.addChannel({ name: 'other' });
  await post();
  expect((await post()).status).toBe(429);
  expect((await post('x', other)).status).toBe(200);
});

test('a method of tier 3 is admitted 50 times in any minute', async () => {
  const ts = (await post()).body['ts'];
  const update = () => run.call('chat.update', { channel: run.channel, ts, text: 'y' });
  for (let count = 0; count < 50; count += 1) expect((await update()).status).toBe(200);
  run.time.advance(20_000);
  const limited = await update();
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '40']);
  run.time.advance(40_000);
  expect((await update()).status).toBe(200);
});

test('reduced history is admitted once a minute', async () => {
  run.slack.configure({ reducedHistory: true });
  const read = () => run.call('conversations.history', { channel: run.channel });
  expect((await read()).status).toBe(200);
  expect((await read()).headers.get('retry-after')).toBe('60');
});

test('rate limits can be switched off', async () => {
  run.slack.configure({ rates: false });
  for (let count = 0; count < 20; count += 1) expect((await post()).status).toBe(200);
});

test('a fault strikes as often as it was set to, and only what it matches', async () => {
  run.slack.faults.set({
    match: { method: 'chat.postMessage', channel: '#complaints' },
    kind: '429',
    times: 1,
    ms: 7_000,
  });
  const other = run.slack.addChannel({ name: 'other' });
  expect((await post('x', other)).status).toBe(200);
  expect((await run.call('auth.test')).status).toBe(200);
  const struck = await post();
  expect([struck.status, struck.headers.get('retry-after')]).toEqual([429, '7']);
  expect((await post()).status).toBe(200);
  expect(run.slack.faults.list()).toEqual([]);
});

test('a 429 may come without saying how long to wait', async () => {
  run.slack.faults.set({ match: {}, kind: '429-without-retry-after', times: 1 });
  const struck = await post();
  expect([struck.status, struck.headers.get('retry-after')]).toEqual([429, null]);
});

test.each([
  ['500-before', 0],
  ['500-after', 1],
])('%s leaves %i message', async (kind, left) => {
  run.slack.faults.set({ match: {}, kind, times: 1 });
  expect((await post()).status).toBe(500);
  expect(messages()).toHaveLength(left);
});

test.each([
  ['reset', 0],
  ['reset-after', 1],
])('%s cuts the connection and leaves %i message', async (kind, left) => {
  run.slack.faults.set({ match: {}, kind, times: 1 });
  await expect(post()).rejects.toThrow('fetch failed');
  expect(messages()).toHaveLength(left);
});

test.each([
  ['hang-before', 0],
  ['hang-after', 1],
])('%s never answers, is cut when its time is over, and leaves %i message', async (kind, left) => {
  run.slack.faults.set({ match: {}, kind, times: 1, ms: 60_000 });
  const answer = expect(post()).rejects.toThrow('fetch failed');
  await run.time.someoneSleeps();
  expect(messages()).toHaveLength(left);
  run.time.advance(60_000);
  await answer;
});

test('a hanging call ends when the fake is closed', async () => {
  run.slack.faults.set({ match: {}, kind: 'hang-after', times: 1 });
  const posted = new Promise<void>((resolve) => run.slack.subscribe(() => resolve()));
  const answer = expect(post()).rejects.toThrow('fetch failed');
  await posted;
  await run.close();
  await answer;
});

test('a late call does its work when it arrives', async () => {
  run.slack.faults.set({ match: {}, kind: 'latency', times: 1, ms: 30_000 });
  const answer = post();
  await run.time.someoneSleeps();
  expect(messages()).toHaveLength(0);
  run.time.advance(30_000);
  expect((await answer).body).toMatchObject({ ok: true, ts: '1772442030.000000' });
});

test.each([
  ['is_archived', 0],
  ['account_inactive', 0],
  ['fatal_error-after', 1],
])('the error %s is answered as set and leaves %i message', async (kind, left) => {
  run.slack.faults.set({ match: { method: 'chat.postMessage' }, kind, times: 1 });
  expect((await post()).body).toMatchObject({ ok: false, error: kind.replace('-after', '') });
  expect(messages()).toHaveLength(left);
});

test.each(['', 'Bad Kind', 'latency-after', '429-before', 'hang-without-retry-after'])(
  '%j is no kind of fault',
  (kind) => {
    expect(() => run.slack.faults.set({ match: {}, kind })).toThrow(RangeError);
  },
);

test('a fault without a number strikes until it is cleared', async () => {
  run.slack.faults.set({ match: {}, kind: 'fatal_error' });
  for (let count = 0; count < 3; count += 1) expect((await post()).body['error']).toBe('fatal_error');
  run.slack.faults.clear();
  expect((await post()).body['ok']).toBe(true);
});
