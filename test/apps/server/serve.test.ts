import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { serve, type Server } from '#apps/server/serve.ts';
import { account } from '#apps/sandbox/fakes.ts';
import { HOUR_MS, toIso } from '#core/time.ts';
import { createWorld, type World } from '../runtime/world.ts';

let world: World;
let server: Server;
let lines: string[];

beforeEach(async () => {
  world = await createWorld();
  lines = [];
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  const environment = readEnvironment({ ...world.fakes.environment, PORT: '0', RECOURSE_SWEEP_SECONDS: '3000' });
  server = await world.lives(() => serve(environment, world.policy, { time: world.time, log }));
  world.fakes.connect(server.port);
  // The first sweep belongs to the start.
  await world.moveBy(0);
});
afterEach(async () => {
  await world.lives(() => server.close());
  await world.close();
});

const at = (path: string): string => `http://127.0.0.1:${server.port}${path}`;
const secret = 'sandbox-webhook-secret';
const hint = (id: string): string =>
  JSON.stringify({ type: 'zen:event-type:ticket.created', subject: `zen:ticket:${id}`, detail: { id } });

function send(
  body: string,
  change: Partial<{ timestamp: string; secret: string; account: string; signature: string }> = {},
) {
  const timestamp = change.timestamp ?? toIso(world.time.now());
  const signature =
    change.signature ??
    createHmac('sha256', change.secret ?? secret)
      .update(timestamp + body)
      .digest('base64');
  return world.lives(() =>
    fetch(at(`/webhooks/zendesk/${change.account ?? account}`), {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-zendesk-webhook-signature': signature,
        'x-zendesk-webhook-signature-timestamp': timestamp,
      },
    }),
  );
}
const calls = (): number => Object.values(world.fakes.zendesk.requests()).reduce((sum, count) => sum + count, 0);

describe('the server', () => {
  it('lives, and is ready once it has swept', async () => {
    expect((await fetch(at('/healthz'))).status).toBe(200);
    await world.moveBy(1_000);
    const ready = await fetch(at('/readyz'));
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ ready: true, desks: [{ desk: 'zendesk:fernhill', ready: true }] });
  });

  it('is not ready while the helpdesk cannot be reached, and says which', async () => {
    world.fakes.zendesk.faults.set({ match: {}, kind: '500-before', times: 100_000 });
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
    const ticket = world.fakes.zendesk.ticket(ref.id);
    expect(ticket?.comments.at(-1)?.text).toMatch(/^Helen Marsh acknowledged the alert/u);
    expect(JSON.stringify(world.fakes.slack.channelsView())).toContain('Acknowledged by Helen Marsh');
  });

  it('finds by sweeping what no webhook told it', async () => {
    world.fakes.zendesk.webhooks.setDials({ loseEvery: 1 });
    const ref = world.complains();
    await world.moveBy(HOUR_MS);
    expect(world.fakes.zendesk.ticket(ref.id)?.tags).toContain('recourse_complaint');
  });

  it('doubled, late and reordered webhooks change nothing', async () => {
    world.fakes.zendesk.webhooks.setDials({ doubleEvery: 1, lateMs: 4_000, reorderEvery: 2 });
    const ref = world.complains();
    await world.moveBy(HOUR_MS);
    const notes = world.fakes.zendesk.ticket(ref.id)?.comments.filter((comment) => !comment.public);
    expect(notes).toHaveLength(1);
  });
});

describe('a server that was away for weeks', () => {
  it('finds every ticket that still waits for an answer', async () => {
    await world.lives(() => server.close());
    const ref = world.complains();
    await world.moveBy(30 * 24 * HOUR_MS);
    const environment = readEnvironment({ ...world.fakes.environment, PORT: '0', RECOURSE_SWEEP_SECONDS: '3000' });
    const log = createLog('silent');
    server = await world.lives(() => serve(environment, world.policy, { time: world.time, log }));
    await world.moveBy(60_000);
    expect(world.fakes.zendesk.ticket(ref.id)?.tags).toContain('recourse_complaint');
    expect(world.said('complaints').join('\n')).toMatch(/Promise broken/u);
  });
});

describe('webhooks', () => {
  it('one that proves itself is answered at once and leads to a read', async () => {
    const ref = world.complains();
    const before = calls();
    expect((await send(hint(ref.id))).status).toBe(204);
    expect(calls()).toBeGreaterThan(before);
  });

  it.each([
    ['a wrong secret', { secret: 'another' }],
    ['no signature', { signature: '' }],
    ['a time too old', { timestamp: '2026-11-16T08:50:00Z' }],
    ['a time to come', { timestamp: '2026-11-16T09:10:00Z' }],
    ['a time that is none', { timestamp: 'yesterday' }],
    ['another account', { account: 'somebody-else' }],
    ['the published test secret', { secret: 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==' }],
  ])('one with %s is refused in the same words, and nothing follows', async (_what, change) => {
    await world.moveBy(1_000);
    const before = calls();
    const answer = await send(hint('1001'), change);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('unauthorized');
    expect(calls()).toBe(before);
  });

  it('one that is too large is refused before it is read', async () => {
    expect((await send('x'.repeat(300_000))).status).toBe(413);
  });

  it('one that proves itself and makes no sense is accepted, so that the sender does not switch us off', async () => {
    for (const body of ['', 'no json', '[]', '{"subject":42}', '{"__proto__":{"x":1}}']) {
      expect((await send(body)).status).toBe(204);
    }
  });
});

describe('logs', () => {
  it('hold no word of a ticket, no name, no address and no secret', async () => {
    const from = { name: 'Canary Bird', email: 'canary@example.org' };
    world.fakes.zendesk.customerWrites({
      from,
      subject: 'CANARY-SUBJECT',
      text: 'I want to make a formal complaint CANARY-TEXT',
      channel: 'email',
    });
    world.fakes.zendesk.faults.set({ match: { method: 'PUT' }, kind: '500-before', times: 3 });
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
