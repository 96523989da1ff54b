import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '#apps/runtime/log.ts';
import { serve, type Server } from '#apps/server/serve.ts';
import { HOUR_MS, toIso } from '#core/time.ts';
import { createWorld, platforms, type Platform, type World } from '../runtime/world.ts';

let world: World;
let server: Server;
let lines: string[];

async function open(platform: Platform): Promise<void> {
  world = await createWorld({ platform, variables: { RECOURSE_SWEEP_SECONDS: '3000' } });
  lines = [];
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  server = await world.lives(() => serve(world.environment, world.policy, { time: world.time, log }));
  world.connect(server.port);
  // The first sweep belongs to the start.
  await world.moveBy(0);
}
afterEach(async () => {
  await world.lives(() => server.close());
  await world.close();
});

const at = (path: string): string => `http://127.0.0.1:${server.port}${path}`;
const calls = (): number => Object.values(world.helpdesk.requests()).reduce((sum, count) => sum + count, 0);

/** A body that speaks of a ticket, as the helpdesk sends it. */
function hint(id: string): string {
  return world.platform === 'zendesk'
    ? JSON.stringify({ type: 'zen:event-type:ticket.created', subject: `zen:ticket:${id}`, detail: { id } })
    : `{"ticket_id":"${id}","triggered_event":"{ticket_action:created}"}`;
}

interface Change {
  readonly timestamp?: string;
  readonly secret?: string;
  readonly account?: string;
  readonly signature?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As the helpdesk proves it: a signature over the body and the time, or a secret. */
function proof(body: string | Uint8Array, change: Change): Record<string, string> {
  const secret = change.secret ?? world.webhookSecret;
  if (world.platform === 'freshdesk') return { 'x-recourse-secret': change.signature ?? secret };
  const timestamp = change.timestamp ?? toIso(world.time.now());
  const signature = change.signature ?? createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
  return { 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': timestamp };
}

function send(body: string | Uint8Array<ArrayBuffer>, change: Change = {}) {
  return world.lives(() =>
    fetch(at(`/webhooks/${world.platform}/${change.account ?? world.account}`), {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8', ...proof(body, change), ...change.headers },
    }),
  );
}

describe.each(platforms)('the server before %s', (platform) => {
  beforeEach(() => open(platform));

  it('lives, and is ready once it has swept', async () => {
    expect((await fetch(at('/healthz'))).status).toBe(200);
    await world.moveBy(1_000);
    const ready = await fetch(at('/readyz'));
    expect(ready.status).toBe(200);
    const desk = `${platform}:${world.account}`;
    expect(await ready.json()).toMatchObject({ ready: true, desks: [{ desk, ready: true }] });
  });

  it('is not ready while the helpdesk cannot be reached, and says which', async () => {
    world.helpdesk.faults.set({ match: {}, kind: '500-before', times: 100_000 });
    await world.moveBy(5 * HOUR_MS);
    const ready = await fetch(at('/readyz'));
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ ready: false, desks: [{ ready: false }] });
  });

  it('a complaint goes from the helpdesk to Slack and back, by webhooks and wake-ups alone', async () => {
    const ref = world.complains();
    await world.moveBy(25 * HOUR_MS);
    expect(world.said('complaints').join('\n')).toMatch(/Promise broken/u);
    const channel = world.fakes.slack.channelsView().find((one) => one.name === 'complaints');
    const ts = channel?.messages[0]?.ts ?? '';
    const pressed = await world.lives(() =>
      world.fakes.slack.press({ channel: 'complaints', ts, actionId: 'recourse_acknowledge', by: 'Helen Marsh' }),
    );
    expect(pressed).toMatchObject({ ok: true, status: 200 });
    await world.moveBy(60_000);
    const notes = world.helpdesk.ticket(ref.id)?.comments.map(({ text }) => text) ?? [];
    expect(notes.filter((text) => text.startsWith('Helen Marsh acknowledged the alert'))).toHaveLength(1);
    expect(JSON.stringify(world.fakes.slack.channelsView())).toContain('Acknowledged by Helen Marsh');
  });

  it('finds by sweeping what no webhook told it', async () => {
    world.helpdesk.webhooks.setDials({ loseEvery: 1 });
    const ref = world.complains();
    await world.moveBy(HOUR_MS);
    expect(world.helpdesk.ticket(ref.id)?.tags).toContain('recourse_complaint');
  });

  it('doubled, late, reordered and forged webhooks change nothing', async () => {
    world.helpdesk.webhooks.setDials({ doubleEvery: 1, lateMs: 4_000, reorderEvery: 2 });
    const ref = world.complains();
    expect((await send(hint(ref.id), { secret: 'another-secret-that-is-long-enough' })).status).toBe(401);
    await world.moveBy(HOUR_MS);
    const comments = world.helpdesk.ticket(ref.id)?.comments ?? [];
    expect(comments.filter(({ text }) => text.includes(`policy ${world.policy.version}`))).toHaveLength(1);
    await world.moveBy(25 * HOUR_MS);
    expect(
      world.said('complaints').filter((text) => /Promise broken: acknowledge the complaint was due/u.test(text)),
    ).toHaveLength(1);
  });

  it('what we write ourselves comes back as hints, and then there is peace', async () => {
    world.complains();
    await world.moveBy(2_900_000);
    const [writes, before] = [world.writes(), calls()];
    await world.moveBy(90_000);
    expect(world.writes()).toBe(writes);
    expect(calls()).toBe(before);
  });

  it('that was away for weeks finds every ticket that still waits for an answer', async () => {
    await world.lives(() => server.close());
    const ref = world.complains();
    await world.moveBy(30 * 24 * HOUR_MS);
    const log = createLog('silent');
    server = await world.lives(() => serve(world.environment, world.policy, { time: world.time, log }));
    await world.moveBy(60_000);
    expect(world.helpdesk.ticket(ref.id)?.tags).toContain('recourse_complaint');
    expect(world.said('complaints').join('\n')).toMatch(/Promise broken/u);
  });

  it('logs no word of a ticket, no name, no address and no secret', async () => {
    world.helpdesk.customerWrites({
      from: { name: 'Canary Bird', email: 'canary@example.org' },
      subject: 'CANARY-SUBJECT',
      text: 'I want to make a formal complaint CANARY-TEXT',
      channel: 'email',
    });
    world.helpdesk.faults.set({ match: { method: 'PUT' }, kind: '500-before', times: 3 });
    world.fakes.slack.faults.set({ match: { method: 'chat.postMessage' }, kind: '500-before', times: 2 });
    await world.moveBy(30 * HOUR_MS);
    const text = lines.join('');
    expect(lines.length).toBeGreaterThan(3);
    for (const word of [/canary/iu, /sandbox-token/u, /xoxb/u, /signing-secret/u, /webhook-secret/u, /example\.org/u]) {
      expect(text).not.toMatch(word);
    }
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });
});

describe.each(platforms)('a webhook of %s', (platform) => {
  beforeEach(() => open(platform));

  it('that proves itself is answered at once and leads to a read', async () => {
    const ref = world.complains();
    const before = calls();
    expect((await send(hint(ref.id))).status).toBe(204);
    expect(calls()).toBeGreaterThan(before);
  });

  it.each([
    ['a wrong secret', { secret: 'another-secret-that-is-long-enough' }],
    ['nothing to prove it', { signature: '' }],
    ['another account', { account: 'somebody-else' }],
    ['a longer path', { account: 'fernhill/fernhill' }],
    ['the published test secret', { secret: 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==' }],
  ])('with %s is refused in the same words, and nothing follows', async (_what, change) => {
    await world.moveBy(1_000);
    const before = calls();
    const answer = await send(hint('1001'), change);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('unauthorized');
    expect(calls()).toBe(before);
  });

  it('of the other helpdesk is not taken here', async () => {
    const other = platforms.find((one) => one !== platform) ?? '';
    const answer = await fetch(at(`/webhooks/${other}/${world.account}`), { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
  });

  it('that is too large is refused', async () => {
    expect((await send('x'.repeat(300_000))).status).toBe(413);
  });

  it('that proves itself and makes no sense is accepted, so that the sender does not switch us off', async () => {
    for (const body of ['', 'no json', '[]', '{"subject":42}', '{"__proto__":{"x":1}}']) {
      expect((await send(body)).status).toBe(204);
    }
  });

  it('that was compressed is proven on the bytes that came, and never unpacked', async () => {
    const before = calls();
    const packed = Uint8Array.from(gzipSync(hint('1001').padEnd(40_000_000)));
    expect((await send(packed, { headers: { 'content-encoding': 'gzip' } })).status).toBe(204);
    expect(calls()).toBe(before);
  });
});

describe('a webhook of Zendesk', () => {
  beforeEach(() => open('zendesk'));

  it.each([
    ['a time too old', { timestamp: '2026-11-16T08:50:00Z' }],
    ['a time to come', { timestamp: '2026-11-16T09:10:00Z' }],
    ['a time that is none', { timestamp: 'yesterday' }],
  ])('with %s is refused', async (_what, change) => {
    expect((await send(hint('1001'), change)).status).toBe(401);
  });
});
