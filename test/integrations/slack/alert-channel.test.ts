import { expect, test } from 'vitest';
import type { PostRequest } from '#integrations/contract.ts';
import { createSlackAlertChannel } from '#integrations/slack/alert-channel.ts';
import { describeAlertChannel, exampleAlert } from '#test/contract/alert-channel-kit.ts';
import { until } from '#test/contract/still-time.ts';
import { botToken, openSubject, openWorkspace, standingIn, type Listening } from './fake-workspace.ts';

describeAlertChannel('Slack', () => openSubject());

const never = new AbortController().signal;

function open(listening: Listening, longestWaitMs = 20_000) {
  const { time, slackApiUrl, room } = listening;
  const channel = createSlackAlertChannel({ token: botToken, slackApiUrl, time });
  const request = (change: Partial<PostRequest> = {}): PostRequest => ({
    channel: room,
    account: 'zendesk:acme',
    latestAt: time.now() + longestWaitMs,
    alert: exampleAlert(),
    mark: 'a'.repeat(64),
    thread: undefined,
    broadcast: false,
    ...change,
  });
  return { channel, request, post: (change?: Partial<PostRequest>) => channel.post(request(change), never) };
}

test('Slack is told to make nothing of the text: no parsing, no names, no previews; the metadata is the mark alone', async () => {
  const listening = await openWorkspace();
  const { post, channel } = open(listening);
  const sent = await post({ alert: exampleAlert({ subject: '<!channel> https://evil.example' }) });
  if (sent.outcome === 'sent') await channel.update(sent.posted, exampleAlert(), 'a'.repeat(64), never);
  const [posted, updated] = listening.slack.recorded();
  const metadata = { event_type: 'recourse_alert', event_payload: { k: 'a'.repeat(64) } };
  expect(posted?.args).toMatchObject({
    parse: 'none',
    link_names: 'false',
    unfurl_links: 'false',
    unfurl_media: 'false',
    metadata,
  });
  expect(updated?.args).toMatchObject({ parse: 'none', link_names: 'false', metadata });
  expect(JSON.stringify(posted?.args)).not.toContain('<!channel>');
  await listening.close();
});

test('alerts for one channel go one a second, those for others do not wait for them', async () => {
  const listening = await openWorkspace();
  listening.slack.configure({ postBurst: 1 });
  const other = listening.slack.addChannel({ name: 'other' });
  const { post } = open(listening);
  const results = await Promise.all([post(), post(), post(), post({ channel: other })]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(listening.slack.requests().errors).toEqual({});
  const at = (room: string) =>
    listening.slack
      .recorded()
      .filter(({ args }) => args['channel'] === room)
      .map((one) => one.at);
  const [first = 0, second = 0, third = 0] = at(listening.room);
  expect(third - first).toBe(2_000);
  expect(at(other)[0]).toBeLessThan(second);
  expect(second - first).toBe(1_000);
  await listening.close();
});

test('an alert whose turn would come too late is refused at once with the time to come again', async () => {
  const listening = await openWorkspace();
  const { post } = open(listening, 1_500);
  const results = await Promise.all([post(), post(), post(), post()]);
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  expect(refused).toHaveLength(2);
  expect(refused[0]).toMatchObject({ code: 'ratelimited', permanent: false });
  expect(standingIn(listening.slack)).toHaveLength(2);
  await listening.close();
});

test('a 429 is answered at once, holds back the channel it was given for, and its Retry-After is kept', async () => {
  const listening = await openWorkspace();
  const { slack, room, time } = listening;
  slack.faults.set({ match: { channel: room }, kind: '429', times: 1, ms: 3_000 });
  const { post } = open(listening);
  const results = await Promise.all([post(), post()]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  expect(results[0]).toMatchObject({ code: 'ratelimited', retryAfterMs: 3_000, permanent: false });
  await time.moveTo(time.now() + 3_000);
  expect(await post({ latestAt: Infinity })).toMatchObject({ outcome: 'sent' });
  const posts = slack.recorded().map(({ at, ok }) => ({ at, ok }));
  expect(posts[0]?.ok).toBe(false);
  for (const { at } of posts.filter(({ ok }) => ok)) expect(at - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(3_000);
  expect(standingIn(slack)).toHaveLength(1);
  await listening.close();
});

test('a message is found pages away among others, also where Slack gives fifteen a page', async () => {
  const listening = await openWorkspace();
  const { slack, room, time } = listening;
  slack.configure({ rates: false, reducedHistory: true });
  const { post, channel } = open(listening);
  const sent = await post();
  for (let count = 0; count < 40; count += 1) slack.say({ channel: room, by: personIn(listening), text: 'chatter' });
  const where = { channel: room, thread: undefined, sinceAt: time.now() - 30_000 };
  const found = await channel.find(where, 'a'.repeat(64), never);
  expect(sent).toEqual({ outcome: 'sent', posted: found });
  expect(slack.requests().byMethod['conversations.history']).toBe(3);
  await listening.close();
});

test('a channel may be named: what was posted there is found, by one who posted it and by one who starts anew', async () => {
  const listening = await openWorkspace();
  const { slack, time, slackApiUrl, room } = listening;
  const { post, channel } = open(listening);
  const sent = await post({ channel: '#complaints' });
  expect(sent).toMatchObject({ posted: { channel: room } });
  const posted = sent.outcome === 'sent' ? sent.posted : undefined;
  const where = { thread: undefined, sinceAt: time.now() };
  expect(await channel.find({ ...where, channel: '#complaints' }, 'a'.repeat(64), never)).toEqual(posted);
  expect(slack.requests().byMethod['conversations.list']).toBeUndefined();
  const anew = createSlackAlertChannel({ token: botToken, slackApiUrl, time });
  expect(await anew.find({ ...where, channel: 'complaints' }, 'a'.repeat(64), never)).toEqual(posted);
  await expect(anew.find({ ...where, channel: 'nowhere' }, 'a', never)).rejects.toMatchObject({
    code: 'SLACK_NOT_FOUND',
  });
  slack.configure({ scopes: ['chat:write', 'channels:history'] });
  await expect(anew.find({ ...where, channel: 'other' }, 'a', never)).rejects.toMatchObject({
    code: 'SLACK_FORBIDDEN',
  });
  await listening.close();
});

test('a search that would read too far gives up rather than say that nothing is there', async () => {
  const listening = await openWorkspace();
  const { slack, room, time } = listening;
  slack.configure({ rates: false, reducedHistory: true });
  for (let count = 0; count < 310; count += 1) slack.say({ channel: room, by: personIn(listening), text: 'chatter' });
  const { channel } = open(listening);
  const where = { channel: room, thread: undefined, sinceAt: time.now() - 30_000 };
  await expect(channel.find(where, 'a'.repeat(64), never)).rejects.toMatchObject({ code: 'SLACK_UNAVAILABLE' });
  await listening.close();
});

test('a search without the scope for it, or beyond the rate, rejects and says which', async () => {
  const listening = await openWorkspace();
  const { slack, room, time } = listening;
  const { channel } = open(listening);
  const where = { channel: room, thread: undefined, sinceAt: time.now() };
  slack.configure({ scopes: ['chat:write'] });
  await expect(channel.find(where, 'a', never)).rejects.toMatchObject({ code: 'SLACK_FORBIDDEN', retryable: false });
  slack.configure({ scopes: undefined });
  slack.faults.set({ match: {}, kind: '429', times: 1, ms: 7_000 });
  await expect(channel.find(where, 'a', never)).rejects.toMatchObject({
    code: 'SLACK_RATE_LIMITED',
    retryAfterMs: 7_000,
  });
  await listening.close();
});

test('an abort while the request is on its way rejects with the reason', async () => {
  const listening = await openWorkspace();
  listening.slack.faults.set({ match: {}, kind: 'hang-before', times: 1 });
  const { channel, request } = open(listening);
  const stop = new AbortController();
  const posting = channel.post(request(), stop.signal);
  await Promise.all([
    expect(posting).rejects.toThrow('stopping'),
    until(() => listening.slack.requests().total === 1).then(() => stop.abort(new Error('stopping'))),
  ]);
  await listening.close();
});

test('two workspaces never use each other’s token', async () => {
  const [one, two] = [await openWorkspace(), await openWorkspace()];
  const options = { slackApiUrl: two.slackApiUrl, time: two.time };
  await open(one).post();
  const stranger = createSlackAlertChannel({ token: 'xoxb-another', ...options });
  const { request } = open(two);
  expect(await stranger.post(request(), never)).toMatchObject({ outcome: 'refused', code: 'invalid_auth' });
  expect((await open(two).post()).outcome).toBe('sent');
  await one.close();
  await two.close();
});

function personIn({ slack }: Listening): string {
  const known = slack.people().find(({ isBot }) => !isBot);
  return known?.id ?? slack.addUser({ name: 'Ana Silva', email: 'ana@acme.example', username: 'ana' });
}

test('where Slack refuses the blocks of an edit, the card says the new words and shows nothing of the old', async () => {
  const listening = await openWorkspace();
  const { slack } = listening;
  const { post, channel } = open(listening);
  const sent = await post({ alert: exampleAlert({ headline: 'Due soon' }) });
  if (sent.outcome !== 'sent') throw new Error('not posted');
  slack.faults.set({ match: { method: 'chat.update' }, kind: 'invalid_blocks', times: 1 });
  const done = exampleAlert({ headline: 'Promise kept' });
  expect(await channel.update(sent.posted, done, 'a'.repeat(64), never)).toMatchObject({ outcome: 'sent' });
  const [message] = standingIn(slack);
  expect(message?.words).toContain('Promise kept');
  expect(message?.words).not.toContain('Due soon');
  slack.faults.set({ match: { method: 'chat.update' }, kind: 'invalid_blocks', times: 5 });
  const refused = await channel.update(sent.posted, done, 'a'.repeat(64), never);
  expect(refused).toMatchObject({ outcome: 'refused', code: 'invalid_blocks' });
  expect(slack.requests().byMethod['chat.update']).toBe(4);
  await listening.close();
});
