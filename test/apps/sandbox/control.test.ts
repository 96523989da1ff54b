import { createServer, request as httpRequest } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createControl } from '#apps/sandbox/control.ts';
import { wallSpanMs } from '#apps/sandbox/control-requests.ts';
import type { SandboxState } from '#apps/sandbox/model.ts';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDemoModel, demoStartAt } from './demo-model.ts';
import type { DemoModel } from './demo-model.ts';

interface Answer {
  readonly status: number;
  readonly body: { readonly error: { readonly code: string; readonly message: string } } & Record<string, unknown>;
}

let model: DemoModel;
let server: Server;
let base: string;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recourse-page-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  model = createDemoModel();
  server = createServer(express().use(createControl(model, folder)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

async function post(path: string, body: unknown): Promise<Answer> {
  const answer = await fetch(`${base}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

async function readState(): Promise<SandboxState> {
  return (await (await fetch(`${base}/sandbox/state`)).json()) as SandboxState;
}

/** A request with headers that fetch does not let one set. */
async function raw(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(`${base}/sandbox/state`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the clock', () => {
  test('moves by a span in words and answers when all that was due has happened', async () => {
    const { status, body } = await post('clock', { by: '2 days' });
    expect([status, body['now']]).toEqual([200, '2026-03-04T08:00:00.000Z']);
    const { tickets, now } = await readState();
    expect(now).toBe('2026-03-04T08:00:00.000Z');
    expect(tickets.find(({ id }) => id === '1003')?.tags).toContain('recourse_breached');
  });

  test('moves to an instant', async () => {
    expect((await post('clock', { to: '2026-03-02T10:00:00Z' })).body['now']).toBe('2026-03-02T10:00:00.000Z');
  });

  test('runs, pauses and changes its speed', async () => {
    expect((await post('clock', { run: true, speed: 60 })).body).toMatchObject({
      running: true,
      speed: 60,
      begun: true,
    });
    expect((await post('clock', { run: false })).body).toMatchObject({ running: false });
  });

  test.each([
    [{ to: '2026-03-01T10:00:00Z' }, 'SANDBOX_BACKWARDS', /only moves forward/],
    [{ by: '-2 days' }, 'SANDBOX_BAD_REQUEST', /only moves forward/],
    [{ by: '2 fortnights' }, 'SANDBOX_BAD_REQUEST', /by: write a span such as/],
    [{ by: '900 days' }, 'SANDBOX_BAD_REQUEST', /at most 400 days/],
    [{ to: '2026-03-05' }, 'SANDBOX_BAD_REQUEST', /to: write an instant/],
    [{ speed: -1 }, 'SANDBOX_BAD_REQUEST', /speed/],
    [{}, 'SANDBOX_BAD_REQUEST', /either "to", or "by", or "run"/],
    [{ by: '1 day', to: '2026-03-05T10:00:00Z' }, 'SANDBOX_BAD_REQUEST', /either/],
  ])('refuses %j and says what to write instead', async (asked, code, message) => {
    const { status, body } = await post('clock', asked);
    expect([status, body.error.code]).toEqual([400, code]);
    expect(body.error.message).toMatch(message);
    expect(model.clock().now).toBe(new Date(demoStartAt).toISOString());
  });

  test.each([
    ['2 days', 172_800_000],
    ['1 week', 604_800_000],
    ['1.5 hours', 5_400_000],
    ['90 minutes', 5_400_000],
    ['2days', undefined],
    ['days', undefined],
    ['2 business days', undefined],
  ])('%s is %s ms', (text, ms) => {
    expect(wallSpanMs(text)).toBe(ms);
  });
});

describe('tickets', () => {
  test.each([
    ['Ada Moss <ada@example.com>', { name: 'Ada Moss', email: 'ada@example.com' }],
    ['"Moss, Ada" <ada@example.com>', { name: 'Moss, Ada', email: 'ada@example.com' }],
    ['ada@example.com', { name: 'ada', email: 'ada@example.com' }],
    [
      { name: 'Ada Moss', email: 'ada@example.com' },
      { name: 'Ada Moss', email: 'ada@example.com' },
    ],
  ])('a customer may be written as %j', async (from, requester) => {
    const { status, body } = await post('tickets', { platform: 'zendesk', from, subject: 'Hello', text: 'Hi' });
    expect(status).toBe(201);
    const ticket = (await readState()).tickets.find(({ id }) => id === body['id']);
    expect(ticket).toMatchObject({ platform: 'zendesk', account: 'fernhill', subject: 'Hello', requester });
    expect(ticket?.comments).toMatchObject([{ public: true, text: 'Hi', author: requester.name }]);
  });

  test('a reply, a note, a status and tags reach the ticket', async () => {
    const at = { platform: 'zendesk', id: '1001' };
    await post('reply', { ...at, public: true, text: 'In public', status: 'pending' });
    await post('reply', { ...at, public: false, text: 'Among us' });
    await post('tags', { ...at, add: ['vip'] });
    expect((await readState()).tickets[0]).toMatchObject({
      status: 'pending',
      tags: ['vip'],
      comments: [{}, { public: true, text: 'In public' }, { public: false, text: 'Among us' }],
    });
    await post('tags', { ...at, add: ['gold'], remove: ['vip'] });
    await post('status', { ...at, status: 'solved' });
    expect((await readState()).tickets[0]).toMatchObject({ status: 'solved', tags: ['gold'] });
  });

  test.each([
    [
      'tickets',
      { platform: 'zendesk', from: 'nobody', subject: 'x', text: 'y' },
      /from.email: write an e-mail address/,
    ],
    ['tickets', { platform: 'zendesk', from: 'a@example.com', subject: ' ', text: 'y' }, /subject: write a subject/],
    ['tickets', { platform: 'zendesk', from: 'a@example.com', subject: 'x', text: 'y', extra: 1 }, /extra/],
    ['tickets', { platform: 'zendesk', from: 'a@example.com', subject: 'x', text: 'y', customers: 201 }, /customers/],
    ['reply', { platform: 'zendesk', id: '1001', public: 'yes', text: 'y' }, /public/],
    ['status', { platform: 'zendesk', id: '1001', status: 'lost' }, /status/],
    ['tags', { platform: 'zendesk', id: '1001', add: ['two words'] }, /add\.0: a tag has no blanks/],
    ['press', { channel: 'complaints', ts: 'yesterday', action: 'acknowledge' }, /ts: write the ts/],
    ['server', { do: 'explode' }, /do/],
  ])('POST %s refuses %j', async (path, body, message) => {
    const answer = await post(path, body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'SANDBOX_BAD_REQUEST']);
    expect(answer.body.error.message).toMatch(message);
  });

  test('a ticket that is not there is 404', async () => {
    const answer = await post('status', { platform: 'zendesk', id: '9', status: 'open' });
    expect([answer.status, answer.body.error.code]).toEqual([404, 'SANDBOX_NO_SUCH_TICKET']);
  });

  test('what the core thinks of a ticket can be asked', async () => {
    await post('clock', { by: '1 hour' });
    const answer = await fetch(`${base}/sandbox/explain?platform=zendesk&id=1003`);
    expect(await answer.json()).toMatchObject({
      complaint: { band: 'yes', severity: 'high' },
      clocks: [{ status: 'running' }, {}, {}],
    });
  });
});

describe('the rest', () => {
  test('a press, a fault and the plug reach the sandbox', async () => {
    await post('clock', { by: '1 hour' });
    const ts = (await readState()).channels[0]?.messages[0]?.ts;
    expect((await post('press', { channel: 'complaints', ts, action: 'acknowledge' })).status).toBe(200);
    await post('faults', { platform: 'zendesk', next: 429 });
    expect(model.asked).toEqual(['press acknowledge', 'faults {"platform":"zendesk","next":429}']);
    expect((await post('server', { do: 'kill' })).body).toMatchObject({ state: 'down', kills: 1 });
    expect((await post('server', { do: 'start' })).body).toMatchObject({ state: 'up', kills: 1 });
  });

  test('a stream tells of changes, and many at once as one', async () => {
    const stopped = new AbortController();
    const answer = await fetch(`${base}/sandbox/events`, { signal: stopped.signal });
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const next = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
    expect(await next()).toMatch(/^event: changed\ndata: \{"now":"2026-03-02T08:00:00.000Z"/);
    for (let i = 0; i < 50; i += 1) await model.moveBy(60_000);
    expect(await next()).toMatch(/^event: changed\ndata: \{"now":"2026-03-02T08:50:00.000Z"[^\n]*\n\n$/);
    stopped.abort();
  });

  test('the page comes with a policy that allows nothing inline and nothing from elsewhere', async () => {
    const answer = await fetch(`${base}/`);
    expect(await answer.text()).toContain('<title>page</title>');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    // The panels stand in frames of their own origin, on this machine.
    expect(policy).toContain('frame-src http://localhost:* http://127.0.0.1:*;');
    expect(policy.replace(/frame-src [^;]*;/u, '')).not.toMatch(/unsafe|https?:|\*/);
  });

  test('only this machine, by its own name, and only pages of its own origin are answered', async () => {
    expect(await raw({ host: 'localhost:4000' })).toBe(200);
    expect(await raw({ host: 'evil.example' })).toBe(403);
    expect(await raw({ host: 'localhost.evil.example' })).toBe(403);
    expect(await raw({ origin: 'https://evil.example' })).toBe(403);
    expect(await raw({ origin: base })).toBe(200);
  });

  test('a body that is not JSON, too large or malformed is refused by name', async () => {
    const send = async (body: string, type: string): Promise<[number, string]> => {
      const answer = await fetch(`${base}/sandbox/reply`, { method: 'POST', headers: { 'content-type': type }, body });
      return [answer.status, ((await answer.json()) as Answer['body']).error.code];
    };
    expect(await send('a=b', 'application/x-www-form-urlencoded')).toEqual([415, 'SANDBOX_NOT_JSON']);
    expect(await send('{"a":', 'application/json')).toEqual([400, 'SANDBOX_NOT_JSON']);
    expect(await send(JSON.stringify({ text: 'x'.repeat(300_000) }), 'application/json')).toEqual([
      413,
      'SANDBOX_TOO_LARGE',
    ]);
    expect((await post('nonsense', {})).status).toBe(404);
  });
});
