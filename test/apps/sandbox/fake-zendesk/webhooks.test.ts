import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { late, openAccount, openReceiver, priya } from './account-for-tests.ts';

const secret = 'a-secret-of-ours';

/** What arrived, as `type` of each event. */
function types(heard: readonly { readonly raw: string }[]): string[] {
  return heard.map(({ raw }) => String(JSON.parse(raw).type).replace('zen:event-type:ticket.', ''));
}

describe('webhooks', () => {
  test('every event goes out signed over its own bytes, pretty-printed, with the recorded headers', async () => {
    const { desk, pass } = await openAccount();
    const receiver = await openReceiver();
    const id = desk.connectWebhook({ url: receiver.url, secret });
    desk.customerWrites(late);
    await pass(0);
    const [first] = receiver.heard;
    const timestamp = String(first?.headers['x-zendesk-webhook-signature-timestamp']);
    const expected = createHmac('sha256', secret).update(`${timestamp}${first?.raw}`).digest('base64');
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Zendesk Webhook',
      'x-zendesk-account-id': '20000000',
      'x-zendesk-webhook-id': id,
      'x-zendesk-webhook-signature': expected,
    });
    expect(timestamp).toBe('2026-03-02T09:00:00Z');
    expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(first?.headers['x-zendesk-webhook-invocation-id']).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(first?.raw).toMatch(/^\{\n {3}"account_id": 20000000,\n[^]*\}\n$/);
  });

  test('an event carries ids as text, words in capitals, no tags as null, and no custom field', async () => {
    const { desk, pass } = await openAccount();
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, secret });
    const id = desk.customerWrites(late);
    await pass(0);
    expect(types(receiver.heard)).toEqual(['created', 'comment_added']);
    const event = JSON.parse(receiver.heard[0]?.raw ?? '');
    expect(event).toMatchObject({
      account_id: 20_000_000,
      subject: `zen:ticket:${id}`,
      type: 'zen:event-type:ticket.created',
      zendesk_event_version: '2022-11-06',
      detail: { id, status: 'NEW', priority: null, tags: null, via: { channel: 'mail' }, subject: late.subject },
    });
    expect(event.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(event.time).toMatch(/^2026-03-02T09:00:00\.\d{9}Z$/);
    expect(event.detail.requester_id).toMatch(/^\d{13}$/);
    expect(event.detail).not.toHaveProperty('custom_fields');
  });

  test('one save makes one event for each thing that changed, our own saves too', async () => {
    const { desk, pass, ask } = await openAccount();
    const id = desk.customerWrites(late);
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, secret });
    const ticket = {
      tags: ['recourse_open'],
      custom_fields: [{ id: desk.fieldId('recourse_ledger'), value: 'x' }],
      comment: { body: 'Note', public: false },
      status: 'open',
    };
    await ask('PUT', `/tickets/${id}.json`, { ticket });
    await pass(0);
    expect(types(receiver.heard)).toEqual([
      'comment_added',
      'status_changed',
      'custom_status_changed',
      'tags_changed',
      'custom_field_changed',
    ]);
    const events = receiver.heard.map(({ raw }) => JSON.parse(raw).event);
    expect(events[1]).toMatchObject({ current: 'OPEN', previous: 'NEW' });
    expect(events[3]).toMatchObject({ tags_added: ['recourse_open'], tags_removed: [] });
    expect(events.map(({ meta }) => meta.sequence.position)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(events.map(({ meta }) => meta.sequence.id)).size).toBe(1);
  });

  test('deletion, scrubbing, archiving and merging are told', async () => {
    const { desk, pass } = await openAccount();
    const ids = [1, 2, 3, 4, 5].map(() => desk.customerWrites(late));
    const receiver = await openReceiver();
    const subscriptions = ['soft_deleted', 'permanently_deleted', 'merged'].map(
      (name) => `zen:event-type:ticket.${name}`,
    );
    desk.connectWebhook({ url: receiver.url, secret, subscriptions });
    desk.deleteTicket(ids[0] ?? '');
    desk.scrub(ids[1] ?? '');
    desk.archive(ids[2] ?? '');
    desk.merge(ids[3] ?? '', ids[4] ?? '', priya.name);
    await pass(0);
    expect(types(receiver.heard)).toEqual(['soft_deleted', 'permanently_deleted', 'merged']);
    expect(JSON.parse(receiver.heard[2]?.raw ?? '').event.target_ticket_id).toBe(ids[4]);
  });

  test('a late one is signed when it is sent, while its event keeps its own time', async () => {
    const { desk, pass } = await openAccount();
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, secret });
    desk.webhooks.setDials({ lateMs: 480_000 });
    desk.customerWrites(late);
    await pass(479_999);
    expect(receiver.heard).toEqual([]);
    await pass(1);
    const [first] = receiver.heard;
    expect(first?.headers['x-zendesk-webhook-signature-timestamp']).toBe('2026-03-02T09:08:00Z');
    expect(JSON.parse(first?.raw ?? '').time).toMatch(/^2026-03-02T09:00:00/);
  });

  test('doubled, reordered and lost ones come as the dials say', async () => {
    const { desk, pass } = await openAccount();
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, secret, subscriptions: ['zen:event-type:ticket.created'] });
    desk.webhooks.setDials({ doubleEvery: 3, reorderEvery: 2, loseEvery: 5 });
    for (let at = 0; at < 5; at += 1) desk.customerWrites(late);
    await pass(3000);
    const subjects = receiver.heard.map(({ raw }) => JSON.parse(raw).detail.id);
    expect(subjects).toEqual(['1001', '1003', '1003', '1002', '1004']);
    const bodies = receiver.heard.map(({ raw }) => raw);
    expect(bodies[1]).toBe(bodies[2]);
    expect(receiver.heard[1]?.headers['x-zendesk-webhook-invocation-id']).not.toBe(
      receiver.heard[2]?.headers['x-zendesk-webhook-invocation-id'],
    );
    expect(desk.webhooks.invocations().filter(({ outcome }) => outcome === 'lost')).toMatchObject([{ ticketId: 1005 }]);
  });

  test.each([
    { status: 409, headers: {}, attempts: 4 },
    { status: 503, headers: { 'retry-after': '30' }, attempts: 6 },
    { status: 503, headers: { 'retry-after': '60' }, attempts: 1 },
    { status: 429, headers: {}, attempts: 1 },
    { status: 500, headers: {}, attempts: 1 },
    { status: 302, headers: { location: 'http://127.0.0.1:9/' }, attempts: 1 },
  ])('a receiver that answers $status $headers is asked $attempts times', async ({ status, headers, attempts }) => {
    const { desk, pass } = await openAccount();
    const receiver = await openReceiver();
    receiver.answerWith(status, headers);
    desk.connectWebhook({ url: receiver.url, secret, subscriptions: ['zen:event-type:ticket.created'] });
    desk.customerWrites(late);
    await pass(600_000);
    expect(receiver.heard).toHaveLength(attempts);
    expect(desk.webhooks.invocations()).toMatchObject([{ outcome: 'failed', attempts, code: status }]);
  });

  test('a receiver that mostly fails is left alone for five seconds', async () => {
    const { desk, pass } = await openAccount();
    const receiver = await openReceiver();
    receiver.answerWith(403);
    desk.connectWebhook({ url: receiver.url, secret, subscriptions: ['zen:event-type:ticket.created'] });
    for (let at = 0; at < 20; at += 1) desk.customerWrites(late);
    await pass(1000);
    receiver.answerWith(200);
    desk.customerWrites(late);
    await pass(0);
    expect(receiver.heard).toHaveLength(20);
    await pass(4000);
    desk.customerWrites(late);
    await pass(0);
    expect(desk.webhooks.invocations().slice(-2)).toMatchObject([
      { outcome: 'circuit broken' },
      { outcome: 'success' },
    ]);
  });

  test('nobody at the address is a failure like a receiver that is silent', async () => {
    const { desk, pass } = await openAccount();
    desk.connectWebhook({ url: 'http://127.0.0.1:9/', secret, subscriptions: ['zen:event-type:ticket.created'] });
    desk.customerWrites(late);
    await pass(60_000);
    expect(desk.webhooks.invocations()).toMatchObject([{ outcome: 'failed', attempts: 6, code: 504 }]);
  });

  test('are set up through the API, and tell their secret only where it is asked for', async () => {
    const { ask, get, desk, pass } = await openAccount();
    const receiver = await openReceiver();
    const webhook = {
      name: 'Ours',
      endpoint: receiver.url,
      http_method: 'POST',
      request_format: 'json',
      status: 'active',
      subscriptions: ['zen:event-type:ticket.comment_added'],
    };
    const made = await ask('POST', '/webhooks.json', { webhook });
    expect(made.status).toBe(201);
    const { id } = made.body.webhook;
    const first = (await get(`/webhooks/${id}/signing_secret.json`)).body.signing_secret;
    expect(first.algorithm).toBe('SHA256');
    expect(JSON.stringify((await get('/webhooks.json')).body)).not.toContain(first.secret);
    expect((await ask('POST', `/webhooks/${id}/signing_secret.json`)).body.signing_secret.secret).not.toBe(
      first.secret,
    );
    desk.customerWrites(late);
    await pass(0);
    expect(types(receiver.heard)).toEqual(['comment_added']);
    expect((await get(`/webhooks/${id}/invocations.json`)).body.invocations).toMatchObject([{ status: 'success' }]);
    expect((await ask('PATCH', `/webhooks/${id}.json`, { webhook: { status: 'inactive' } })).status).toBe(204);
    desk.customerWrites(late);
    await pass(0);
    expect(receiver.heard).toHaveLength(1);
    expect((await ask('DELETE', `/webhooks/${id}.json`)).status).toBe(204);
    expect((await get(`/webhooks/${id}.json`)).status).toBe(404);
    const both = ['conditional_ticket_events', 'zen:event-type:ticket.created'];
    expect((await ask('POST', '/webhooks', { webhook: { ...webhook, subscriptions: both } })).status).toBe(422);
  });
});
