import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it } from 'vitest';
import type { Works } from '#apps/runtime/compose.ts';
import { createPending, type Pending } from '#apps/runtime/pending.ts';
import { createHealth } from '#apps/server/health.ts';
import { MINUTE_MS } from '#core/time.ts';

const now = Date.parse('2026-11-16T09:00:00Z');
const ticket = { platform: 'zendesk', account: 'acme', id: '7' };

interface Answer {
  readonly headers: Headers;
  readonly body: string;
}

async function asked(pending: Pending, path: string, accept: string): Promise<Answer> {
  const shell = { pending, time: { now: () => now }, held: new Map(), desks: [], rooms: { states: new Map() } };
  const works = { shell, sweeps: [], engine: { waiting: 3, sleeping: 100_000 } } as unknown as Works;
  const server = express()
    .use(createHealth([works], MINUTE_MS))
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept } });
    return { headers: answer.headers, body: await answer.text() };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function withTwo(): Pending {
  const pending = createPending(() => now);
  const waiting = { key: 'answer:breach:2026-11-15T09:00:00Z', channel: 'complaints', retryAt: now + MINUTE_MS };
  pending.set(ticket, [{ ...waiting, code: 'is_archived', since: now - 10 * MINUTE_MS }]);
  pending.set(ticket, [{ ...waiting, code: 'is_archived', since: now - MINUTE_MS }]);
  pending.failed({ ...ticket, id: '8' }, 'ZENDESK_UNAVAILABLE', now - 2 * MINUTE_MS);
  return pending;
}

describe('what is pending', () => {
  it('is said to programs: which, since when, why, and what to do', async () => {
    const answer = await asked(withTwo(), '/pending', 'application/json');
    expect(JSON.parse(answer.body)).toMatchObject({
      count: 2,
      oldestSeconds: 600,
      pending: [
        { ticket: 'zendesk:acme:7', channel: 'complaints', code: 'is_archived', ageSeconds: 600 },
        { ticket: 'zendesk:acme:8', alert: null, code: 'ZENDESK_UNAVAILABLE', ageSeconds: 120 },
      ],
    });
  });

  it('is said to people, on a page that runs and loads nothing', async () => {
    const answer = await asked(withTwo(), '/pending', 'text/html');
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/u);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.body).toContain('2 alerts wait to be posted. The oldest has waited 10 min.');
    expect(answer.body).toContain('<th scope="row">zendesk acme 7</th><td>answer, breach</td><td>#complaints</td>');
    expect(answer.body).toContain('Unarchive the channel');
    expect(answer.body).not.toContain('<script');
  });

  it('is nothing, and the page says so', async () => {
    const answer = await asked(
      createPending(() => now),
      '/pending',
      '*/*',
    );
    expect(answer.body).toContain('Nothing waits');
  });

  it('cannot put markup into the page', async () => {
    const pending = createPending(() => now);
    pending.set(ticket, [{ key: 'a:b', channel: '<img src=x>', code: '"><b>', since: now, retryAt: undefined }]);
    expect((await asked(pending, '/pending', 'text/html')).body).not.toMatch(/<img|<b>/u);
  });

  it('is told to monitoring of each channel by its own name, in whatever letters it is written', async () => {
    const pending = createPending(() => now);
    const waiting = { code: 'is_archived', since: now - MINUTE_MS, retryAt: now };
    const channels = ['苦情', '緊急', 'büro'];
    pending.set(
      ticket,
      channels.map((channel) => ({ ...waiting, key: `answer:breach:${channel}`, channel })),
    );
    const { body } = await asked(pending, '/metrics', '*/*');
    const series = body.split('\n').filter((line) => line.startsWith('recourse_channel_oldest_seconds'));
    expect(series).toEqual(channels.map((channel) => `recourse_channel_oldest_seconds{channel="${channel}"} 60`));
  });

  it('is counted for Prometheus, beside what was posted and how long the queues are', async () => {
    const pending = withTwo();
    pending.posted();
    const { body, headers } = await asked(pending, '/metrics', '*/*');
    expect(headers.get('content-type')).toContain('version=0.0.4');
    expect(body.split('\n')).toEqual(
      expect.arrayContaining([
        '# TYPE recourse_pending_alerts gauge',
        'recourse_pending_alerts{code="is_archived"} 1',
        'recourse_pending_oldest_seconds 600',
        'recourse_alerts_posted_total 1',
        'recourse_alerts_put_off_total{code="is_archived"} 2',
        'recourse_tickets_waiting 3',
        'recourse_tickets_sleeping 100000',
      ]),
    );
    expect(body.endsWith('\n')).toBe(true);
  });
});
