import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blockProblems } from '#apps/sandbox/fake-slack/blocks.ts';
import { methods } from '#apps/sandbox/fake-slack/methods.ts';
import { startApp } from './app-for-tests.ts';
import { card, startSlack, type Answered, type Running } from './workspace-for-tests.ts';
import { blockSamples } from './block-samples.ts';

/** What was recorded of the real Slack; it is not part of the repository. */
const recordings = new URL('../../../../../shared/data/slack/', import.meta.url);
const absent = !existsSync(recordings);

const readJson = (path: string) =>
  JSON.parse(readFileSync(new URL(path, recordings), 'utf8')) as Record<string, unknown>;

function recordedAnswer(method: string): Record<string, unknown> {
  const folder = ['json-logs/api', 'json-logs/api-pruned'].find((one) =>
    existsSync(new URL(`${one}/${method}.json`, recordings)),
  );
  return readJson(`${folder}/${method}.json`);
}

/** Codes that any method may answer, and those that the method documents. */
function documentedErrors(method: string): Set<string> {
  const lists = [`api-ref/methods/${method}.json`, `api-ref/docs/${method}.json`, 'api-ref/methods/auth.test.json'];
  // All methods for views answer a wrong view alike, and not each page shows it.
  const page = method.startsWith('views.') ? 'views.open' : method;
  const shown = readJson(`api-ref/methods/${page}.json`)['response'] as { examples?: string[] } | undefined;
  const inExamples = (shown?.examples ?? []).flatMap((text) => /"error": "(\w+)"/.exec(text)?.[1] ?? []);
  return new Set([...lists.flatMap((path) => Object.keys(readJson(path)['errors'] as object)), ...inExamples]);
}

/** Keys of `value` that the recording does not have, as paths. What is inside blocks and payloads is the app's own. */
function strangeKeys(value: unknown, recorded: unknown, path = ''): string[] {
  if (Array.isArray(value))
    return value.flatMap((one) => strangeKeys(one, Array.isArray(recorded) ? recorded[0] : undefined, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = typeof recorded === 'object' && recorded !== null && key in recorded;
    if (!known) return [`${path}/${key}`];
    if (['blocks', 'metadata', 'view', 'text', 'state'].includes(key)) return [];
    return strangeKeys(inner, (recorded as Record<string, unknown>)[key], `${path}/${key}`);
  });
}

let run: Running;
let app: Awaited<ReturnType<typeof startApp>>;
let answers: { readonly method: string; readonly answer: Answered }[];
beforeEach(async () => {
  run = await startSlack();
  run.slack.configure({ rates: false });
  app = await startApp(() => ({ status: 200 }));
  run.slack.connectInteractivity({ url: app.url });
  answers = [];
});
afterEach(async () => {
  await run.close();
  await app.close();
});

async function call(method: string, args: Record<string, unknown> = {}, token?: string | null): Promise<Answered> {
  const answer = await run.call(method, args, token);
  answers.push({ method, answer });
  return answer;
}

/** Calls every method well, and then in every way that it refuses. */
async function exercise(): Promise<void> {
  const { channel, mara } = run;
  const metadata = { event_type: 'recourse_alert', event_payload: { k: 'x' } };
  const { body } = await call('chat.postMessage', { channel, text: 'x', blocks: card, metadata });
  const { ts } = body;
  const reply = await call('chat.postMessage', { channel, text: 'x', thread_ts: ts, reply_broadcast: true });
  await call('chat.update', { channel, ts, text: 'y', metadata });
  await call('chat.postEphemeral', { channel, user: mara, text: 'x' });
  await call('conversations.history', { channel, include_all_metadata: true, limit: 1 });
  await call('conversations.history', { channel, include_all_metadata: true });
  await call('conversations.replies', { channel, ts, include_all_metadata: true });
  for (const method of ['auth.test', 'conversations.list']) await call(method);
  for (const method of ['conversations.info', 'conversations.join']) await call(method, { channel });
  await call('users.info', { user: mara });
  await call('users.lookupByEmail', { email: 'mara@northwind.example' });
  await run.slack.press({ channel, ts: String(ts), actionId: 'acknowledge', by: 'mara' });
  const payload = JSON.parse(new URLSearchParams(app.received[0]?.body).get('payload') ?? '') as { trigger_id: string };
  await call('views.open', {
    trigger_id: payload.trigger_id,
    view: { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] },
  });
  await call('views.open', { trigger_id: payload.trigger_id, view: { type: 'modal' } });
  await exerciseViews(String(ts));
  run.slack.removeMessage(channel, String(ts));
  await call('conversations.history', { channel });
  await call('conversations.replies', { channel, ts });
  await call('chat.delete', { channel, ts: reply.body['ts'] });
  await misuse(String(ts));
}

async function exerciseViews(ts: string): Promise<void> {
  const { channel, mara } = run;
  const modal = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] };
  const pressed = async () => {
    await run.slack.press({ channel, ts, actionId: 'acknowledge', by: 'mara' });
    const [last] = app.received.slice(-1);
    return JSON.parse(new URLSearchParams(last?.body).get('payload') ?? '') as { trigger_id: string };
  };
  const { body } = await call('views.push', { trigger_id: (await pressed()).trigger_id, view: modal });
  const { id } = body['view'] as { id: string };
  await call('views.update', { view_id: id, view: modal });
  await call('views.update', { view_id: id, view: modal, hash: 'stale' });
  await call('views.push', { trigger_id: (await pressed()).trigger_id, view: modal });
  await call('views.push', { trigger_id: (await pressed()).trigger_id, view: modal });
  await call('views.publish', { user_id: mara, view: { type: 'home', blocks: card } });
  await call('views.publish', { user_id: mara, view: { type: 'home', blocks: [] }, hash: 'stale' });
  await call('views.publish', { user_id: 'U404', view: { type: 'home', blocks: [] } });
  run.slack.unfurlDomains(['acme.zendesk.com']);
  const url = 'https://acme.zendesk.com/agent/tickets/7';
  const said = run.slack.say({ channel, by: 'mara', text: `See <${url}>` });
  await call('chat.unfurl', { channel, ts: said, unfurls: { [url]: { blocks: card } } });
  await call('chat.unfurl', { channel, ts: said, unfurls: { 'https://acme.zendesk.com/other': { blocks: card } } });
  await call('chat.unfurl', { channel, ts: said, unfurls: { [url]: { text: 'x' } } });
  await call('chat.unfurl', { channel, ts: said, unfurls: '[]' });
}

async function misuse(ts: string): Promise<void> {
  const { channel, mara } = run;
  const theirs = run.slack.say({ channel, by: 'mara', text: 'x' });
  const badBlocks = [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }];
  const tooMuch = Array.from({ length: 5 }, () => ({
    type: 'section',
    text: { type: 'mrkdwn', text: 'x'.repeat(2900) },
  }));
  for (const method of Object.keys(methods)) {
    await call(method, {});
    await call(method, { channel: 'C404', ts: '1.000000', user: 'U404', cursor: 'x', limit: '0', types: 'x' });
    await call(method, { channel, ts: theirs, text: 'x'.repeat(5000), oldest: 'x', cursor: '%', user: mara });
    await call(method, { channel, ts, text: '', user: mara, cursor: '%', latest: 'x' });
    for (const blocks of [badBlocks, tooMuch, '{']) await call(method, { channel, ts, user: mara, blocks });
    await call(method, {
      channel,
      ts,
      user: mara,
      text: 'x',
      thread_ts: '1.000000',
      metadata: '[]',
      reply_broadcast: true,
    });
    for (const token of [null, 'xoxb-wrong']) await call(method, { channel }, token);
  }
  run.slack.configure({ scopes: [] });
  for (const method of Object.keys(methods)) await call(method, { channel });
  run.slack.configure({ scopes: undefined });
  run.slack.kickBot(channel);
  for (const method of Object.keys(methods))
    if (method !== 'conversations.join') await call(method, { channel, ts, user: mara, text: 'x' });
  run.slack.archiveChannel(channel);
  for (const method of Object.keys(methods)) await call(method, { channel, ts, user: mara, text: 'x' });
  run.slack.revokeToken();
  for (const method of Object.keys(methods)) await call(method, { channel });
}

describe.skipIf(absent)('beside what was recorded of Slack (skipped where the recordings are absent)', () => {
  test('no answer has a key that Slack does not have', async () => {
    await exercise();
    const common = new Set(['/errors', '/response_metadata', '/needed', '/provided']);
    const strange = answers.flatMap(({ method, answer }) =>
      strangeKeys(answer.body, recordedAnswer(method))
        .filter((key) => answer.body['ok'] === true || !common.has(key))
        .map((key) => `${method} ${key}`),
    );
    expect([...new Set(strange)]).toEqual([]);
    expect(new Set(answers.filter(({ answer }) => answer.body['ok'] === true).map((one) => one.method))).toEqual(
      new Set(Object.keys(methods)),
    );
  });

  test('every error is one that the method documents, or that any method has', async () => {
    await exercise();
    const refusals = answers.filter(({ answer }) => answer.body['ok'] !== true);
    const undocumented = refusals.filter(
      ({ method, answer }) => !documentedErrors(method).has(String(answer.body['error'])),
    );
    expect([...new Set(undocumented.map(({ method, answer }) => `${method} ${String(answer.body['error'])}`))]).toEqual(
      [],
    );
    expect(new Set(refusals.map(({ answer }) => answer.body['error'])).size).toBeGreaterThan(20);
  });

  test('a press has the keys of recorded presses, and more only where Slack has more', async () => {
    const folder = new URL('payloads-bolt-python/', recordings);
    const recorded = readdirSync(folder)
      .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Record<string, unknown>)
      .filter((one) => one['type'] === 'block_actions' && 'container' in one);
    const { body } = await run.call('chat.postMessage', { channel: run.channel, text: 'x', blocks: card });
    const hidden = await run.call('chat.postEphemeral', {
      channel: run.channel,
      user: run.mara,
      text: 'x',
      blocks: card,
    });
    for (const ts of [body['ts'], hidden.body['message_ts']]) {
      await run.slack.press({ channel: run.channel, ts: String(ts), actionId: 'acknowledge', by: 'mara' });
    }
    const whole = readJson('json-logs/app-backend/BlockActionPayload.json');
    const shown = JSON.parse(new URLSearchParams(app.received[0]?.body).get('payload') ?? '') as Record<
      string,
      unknown
    >;
    const ephemeral = JSON.parse(new URLSearchParams(app.received[1]?.body).get('payload') ?? '') as Record<
      string,
      unknown
    >;
    expect(recorded.length).toBeGreaterThan(2);
    // All recorded presses are on ephemeral messages; `enterprise` and what follows it came to Slack later.
    const newer = ['enterprise', 'is_enterprise_install', 'state'];
    for (const one of recorded) {
      expect(
        Object.keys(ephemeral)
          .filter((key) => !newer.includes(key))
          .toSorted(),
      ).toEqual(Object.keys(one).toSorted());
      for (const part of ['container', 'channel', 'user']) {
        expect(Object.keys(ephemeral[part] as object).toSorted()).toEqual(Object.keys(one[part] as object).toSorted());
      }
    }
    expect(strangeKeys(shown, whole)).toEqual([]);
    expect(strangeKeys(ephemeral, whole)).toEqual([]);
  });

  test('an event has the keys of recorded events', async () => {
    app = await startApp(({ body }) => ({
      status: 200,
      body: (JSON.parse(body) as { challenge?: string }).challenge ?? '',
    }));
    await run.slack.connectEvents({ url: app.url });
    await run.slack.sendEvent({ type: 'app_uninstalled' });
    const recorded = readJson('payloads-bolt-python/test_message_file_share.event_payload.L74.json');
    expect(Object.keys(JSON.parse(app.received[1]?.body ?? '') as object).toSorted()).toEqual(
      Object.keys(recorded).toSorted(),
    );
    const challenge = readJson('payloads-bolt-python/test_events_url_verification.event_body.L69.json');
    expect(Object.keys(JSON.parse(app.received[0]?.body ?? '') as object).toSorted()).toEqual(
      Object.keys(challenge).toSorted(),
    );
  });

  test('blocks are accepted and refused as the published schema does', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
      readJson('block-kit-schema/slack-block-kit.subset.schema.json'),
    );
    for (const blocks of blockSamples()) {
      expect({ blocks, good: blockProblems(blocks).length === 0 }).toEqual({ blocks, good: validate(blocks) });
    }
  });
});
