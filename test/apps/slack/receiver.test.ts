import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createSlackApp } from '#apps/slack/app.ts';
import { createStillTime } from '#test/contract/still-time.ts';
import { botToken, signingSecret } from '#test/integrations/slack/fake-workspace.ts';
import { joined, noComplaints, noLinks, noReports, openApp, signedHeaders, type OpenApp } from './open-app.ts';

const apps: OpenApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function open(...given: Parameters<typeof openApp>): Promise<OpenApp> {
  const app = await openApp(...given);
  apps.push(app);
  return app;
}

const form = 'application/x-www-form-urlencoded';
const pressBody = (change: Record<string, unknown> = {}): string =>
  `payload=${encodeURIComponent(
    JSON.stringify({
      type: 'block_actions',
      user: { id: 'U1', username: 'sam' },
      team: { id: 'T1' },
      channel: { id: 'C1' },
      message: { ts: '1.2' },
      actions: [
        { type: 'button', action_id: 'recourse_take', action_ts: '3.4', value: '{"v":1,"t":"zendesk:acme:7"}' },
      ],
      ...change,
    }),
  )}`;

test('a signed form is taken, with or without a charset beside its type', async () => {
  const app = await open();
  joined(app, 'U0', 'U1', 'U2', 'U3');
  const types = [form, `${form}; charset=utf-8`, `${form};charset=UTF-8`, 'Application/X-WWW-Form-Urlencoded'];
  for (const [index, type] of types.entries()) {
    const answer = await app.sendSigned(pressBody({ user: { id: `U${index}` } }), type);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  }
  expect(app.presses).toHaveLength(types.length);
});

test('who has no valid signature gets 401 and one constant body, and nothing happens', async () => {
  const app = await open();
  const body = pressBody();
  const good = signedHeaders(app.time, body);
  const stale = signedHeaders({ ...app.time, now: () => app.time.now() - 400_000 }, body);
  const future = signedHeaders({ ...app.time, now: () => app.time.now() + 400_000 }, body);
  const wrong: Record<string, string>[] = [
    {},
    { ...good, 'x-slack-signature': '' },
    { ...good, 'x-slack-signature': good['x-slack-signature']?.replace(/.$/, 'x') ?? '' },
    { ...good, 'x-slack-request-timestamp': 'now' },
    signedHeaders(app.time, body, 'another secret'),
    stale,
    future,
  ];
  for (const headers of wrong) {
    const answer = await app.send(body, { 'content-type': form, ...headers });
    expect([answer.status, await answer.text()]).toEqual([401, 'refused']);
  }
  const changed = await app.send(`${body}&x=1`, { 'content-type': form, ...good });
  expect(changed.status).toBe(401);
  expect(app.presses).toEqual([]);
  expect(app.slack.requests().total).toBe(0);
  expect(app.reported).toHaveLength(wrong.length + 1);
  for (const code of app.reported) expect(code).toMatch(/^SLACK_SIGNATURE_/u);
});

test('a machine whose clock ran ahead takes what is signed now as soon as it is set right', async () => {
  const still = createStillTime();
  const app = await open(undefined, { time: { ...still, now: () => still.now() + 3_600_000 } });
  joined(app, 'U1');
  const body = pressBody();
  const answer = await app.send(body, { 'content-type': form, ...signedHeaders(still, body) });
  expect(answer.status).toBe(200);
});

test('a header sent twice proves nothing', async () => {
  const app = await open();
  const body = pressBody();
  const good = signedHeaders(app.time, body);
  const status = await new Promise((resolve) => {
    const outgoing = request(app.url, { method: 'POST' }, (answer) => resolve(answer.statusCode));
    outgoing.setHeader('content-type', form);
    outgoing.setHeader('x-slack-request-timestamp', good['x-slack-request-timestamp'] ?? '');
    outgoing.setHeader('x-slack-signature', [good['x-slack-signature'] ?? '', good['x-slack-signature'] ?? '']);
    outgoing.end(body);
  });
  expect(status).toBe(401);
});

test('the freshness of a signature follows the timekeeper, not the machine', async () => {
  const app = await open({ outcome: 'done' }, { time: createStillTime(Date.UTC(1999, 0, 1), 2_000) });
  joined(app, 'U1');
  expect((await app.sendSigned(pressBody(), form)).status).toBe(200);
  expect(app.presses).toHaveLength(1);
});

test('a request signed with the secret that is being retired is taken too', async () => {
  const app = await open({ outcome: 'done' }, { secrets: ['the new one', signingSecret] });
  expect((await app.sendSigned(pressBody(), form)).status).toBe(200);
});

test('an empty secret is refused before anything is served', () => {
  const options = {
    botToken,
    time: createStillTime(),
    complaints: noComplaints,
    showComplaint: async () => undefined,
    links: noLinks,
    reports: noReports,
    onPress: async () => ({ outcome: 'done' as const }),
  };
  expect(() => createSlackApp({ ...options, signingSecrets: [] })).toThrow(TypeError);
  expect(() => createSlackApp({ ...options, signingSecrets: ['one', ''] })).toThrow(TypeError);
});

test('the address is proven by the challenge, and only to who signs', async () => {
  const app = await open();
  const body = JSON.stringify({ type: 'url_verification', token: 't', challenge: '3eZbrw1aB' });
  const unsigned = await app.send(body, { 'content-type': 'application/json' });
  expect([unsigned.status, await unsigned.text()]).toEqual([401, 'refused']);
  const signed = await app.sendSigned(body);
  expect([signed.status, await signed.json()]).toEqual([200, { challenge: '3eZbrw1aB' }]);
  expect(await app.slack.connectEvents({ url: app.url })).toBe(true);
});

test('the certificate check is answered unsigned, and whatever is smuggled in with it is dropped', async () => {
  const app = await open();
  const answer = await app.send(`ssl_check=1&token=x&${pressBody()}`, { 'content-type': form });
  expect([answer.status, await answer.text()]).toEqual([200, '']);
  for (const almost of ['ssl_check=0', 'ssl_check=', 'ssl_check=true', 'x=1']) {
    expect((await app.send(`${almost}&${pressBody()}`, { 'content-type': form })).status).toBe(401);
  }
  expect((await app.send('{"ssl_check":"1"}', { 'content-type': 'application/json' })).status).toBe(401);
  expect(app.presses).toEqual([]);
});

test('a signed request that cannot be read is refused without 5xx', async () => {
  const app = await open();
  const status = async (body: string, type?: string) => (await app.sendSigned(body, type)).status;
  expect(await status('{"type":')).toBe(400);
  expect(await status('[]')).toBe(400);
  expect(await status('null')).toBe(400);
  expect(await status('payload=%7B', form)).toBe(400);
  expect(await status('payload=[1]', form)).toBe(400);
  expect(await status('{}', 'text/plain')).toBe(415);
  expect(await status('{}', 'application/json; charset=utf-16')).toBe(415);
  expect(await status('', '')).toBe(415);
});

test('strange but readable events are acknowledged and let be', async () => {
  const app = await open();
  const strange = [
    {},
    { event: null },
    { event: 'x' },
    { type: 'event_callback', event: { type: 'message', channel: 7 } },
  ];
  for (const body of [...strange, { actions: [] }, { actions: 'x', team: null }, { command: '/x' }]) {
    const answer = await app.sendSigned(JSON.stringify(body));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  }
  expect(app.presses).toEqual([]);
});

test('a body beyond one mebibyte, or a packed one, is refused unread', async () => {
  const app = await open();
  const large = JSON.stringify({ type: 'x', pad: 'x'.repeat(1_048_576) });
  expect((await app.sendSigned(large)).status).toBe(413);
  const packed = gzipSync(pressBody());
  const answer = await app.send(packed, { 'content-type': form, 'content-encoding': 'gzip' });
  expect(answer.status).toBe(415);
});

test('bytes are proven as they came: emoji, escapes, separators, a mark at the front', async () => {
  const app = await open();
  for (const body of ['{"type":"x","a":"😀\u2028\\u001B"}', '{"b":1,\r\n"a":2,"a":3}']) {
    expect((await app.sendSigned(body)).status).toBe(200);
  }
});

test('events are acknowledged at once, those of the app’s removal too', async () => {
  const app = await open();
  expect(await app.slack.connectEvents({ url: app.url })).toBe(true);
  for (const event of [
    { type: 'app_home_opened', user: 'U1' },
    { type: 'tokens_revoked' },
    { type: 'app_uninstalled' },
  ]) {
    expect(await app.slack.sendEvent(event)).toMatchObject({ delivered: true, attempts: [{ status: 200 }] });
  }
});

const recordings = new URL('../../../../shared/data/slack/payloads-bolt-python/', import.meta.url);
test.skipIf(!existsSync(recordings))(
  'payloads as Bolt for Python records them are all acknowledged, and none is taken for a press of ours (skipped where they are not at hand)',
  async () => {
    const app = await open();
    const files = readdirSync(recordings).filter((name) => name.endsWith('.json'));
    const counted: Record<string, number> = {};
    for (const file of files) {
      const body = JSON.parse(readFileSync(new URL(file, recordings), 'utf8')) as Record<string, unknown>;
      if (file.endsWith('.form.json')) {
        expect((await app.sendSigned(String(body['_raw']), form)).status, file).toBe(200);
        continue;
      }
      const isEvent = body['type'] === 'event_callback' || body['type'] === 'url_verification';
      const answer = isEvent
        ? await app.sendSigned(JSON.stringify(body))
        : await app.sendSigned(`payload=${encodeURIComponent(JSON.stringify(body))}`, form);
      expect(answer.status, file).toBe(200);
      if (body['type'] === 'url_verification') expect(await answer.json()).toEqual({ challenge: body['challenge'] });
      const kind = String(body['type']);
      counted[kind] = (counted[kind] ?? 0) + 1;
    }
    expect(counted).toMatchObject({ block_actions: 6, url_verification: 1 });
    expect(counted['event_callback']).toBeGreaterThan(40);
    expect(app.presses).toEqual([]);
    // A command and a look at the Home are answered: who asks is looked up, and nothing is posted.
    const asked = Object.keys(app.slack.requests().byMethod);
    const lookedUp = ['auth.test', 'users.info', 'views.publish'];
    expect(asked.filter((method) => !lookedUp.includes(method))).toEqual([]);
  },
);

test.skipIf(!existsSync(recordings))(
  'a recorded press becomes ours once it carries our button (skipped where recordings are not at hand)',
  async () => {
    const app = await open();
    const files = readdirSync(recordings).filter((name) => name.endsWith('.json'));
    let sent = 0;
    for (const file of files) {
      const body = JSON.parse(readFileSync(new URL(file, recordings), 'utf8')) as Record<string, unknown>;
      // Some are cut short and do not say on which message the button stands.
      if (body['type'] !== 'block_actions' || body['container'] === undefined) continue;
      const actions = [
        {
          ...(body['actions'] as object[])[0],
          action_id: 'recourse_acknowledge',
          action_ts: `9.${sent}`,
          value: '{"v":1,"t":"zendesk:acme:7"}',
        },
      ];
      joined(app, (body['user'] as { id: string }).id);
      const payload = encodeURIComponent(JSON.stringify({ ...body, actions }));
      expect((await app.sendSigned(`payload=${payload}`, form)).status, file).toBe(200);
      sent += 1;
    }
    expect(sent).toBeGreaterThan(0);
    expect(app.presses).toHaveLength(sent);
    expect(app.presses[0]).toMatchObject({
      action: 'acknowledge',
      ticket: { platform: 'zendesk', account: 'acme', id: '7' },
    });
  },
);
