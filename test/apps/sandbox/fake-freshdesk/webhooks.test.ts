import { HOUR_MS } from '#core/time.ts';
import { describe, expect, test } from 'vitest';
import { openReceiver } from '../fake-zendesk/account-for-tests.ts';
import type { Receiver } from '../fake-zendesk/account-for-tests.ts';
import { late, openAccount, priya } from './account-for-tests.ts';

const header = 'X-Recourse-Secret';
const secret = 'a-secret-of-ours';

/** What arrived, each as the ticket's number and what happened. */
function told({ heard }: Receiver): string[] {
  return heard.map(({ raw }) => {
    const { ticket_id, triggered_event } = JSON.parse(raw);
    return `${ticket_id} ${triggered_event}`;
  });
}

describe('webhooks', () => {
  test('carry ids as text and the secret in a header, and are not signed', async () => {
    const { desk, pass } = await openAccount();
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, header, secret });
    desk.customerWrites({ ...late, subject: 'A "quoted" subject' });
    await pass(0);
    expect(receiver.heard).toHaveLength(1);
    expect(receiver.heard[0]?.raw).toBe('{"ticket_id":"1","triggered_event":"{ticket_action:created}"}');
    expect(receiver.heard[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-recourse-secret': secret,
    });
  });

  test('say what happened in something like JSON, of our own writes too', async () => {
    const { desk, pass, ask } = await openAccount();
    desk.customerWrites(late);
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, header, secret });
    await ask('PUT', '/tickets/1', { status: 4, priority: 2 });
    await ask('PUT', '/tickets/1', { priority: 1 });
    await ask('PUT', '/tickets/1', { tags: ['x'] });
    await ask('PUT', '/tickets/1', { tags: ['x'] });
    await ask('POST', '/tickets/1/notes', { body: 'x' });
    desk.agentReplies('1', { by: priya.name, text: 'x', public: true, status: 'closed' });
    desk.customerReplies('1', 'x');
    await pass(0);
    expect(told(receiver)).toEqual([
      '1 {status:{from:2,to:4}}',
      '1 {priority:{from:2,to:1}}',
      '1 {ticket_action:updated}',
      '1 {note_type:private}',
      '1 {reply_sent:sent}',
      '1 {ticket_action:updated}',
      '1 {status:{from:4,to:5}}',
      '1 {reply_sent:received}',
      '1 {status:{from:5,to:2}}',
    ]);
  });

  test('tell neither broken promises nor deletion, unless the account’s rules do', async () => {
    const { desk, pass } = await openAccount();
    for (let at = 0; at < 2; at += 1) desk.customerWrites(late);
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, header, secret });
    await pass(5 * 24 * HOUR_MS);
    desk.deleteTicket('1');
    await pass(0);
    expect(receiver.heard).toEqual([]);
    desk.setSwitches({ hooksTellDeletion: true });
    desk.markSpam('2');
    await pass(0);
    expect(told(receiver)).toEqual(['2 {ticket_action:marked_spam}']);
  });

  test('fill placeholders in as they stand: words can break the body', async () => {
    const { desk, pass } = await openAccount();
    const receiver = await openReceiver();
    const content =
      '{"freshdesk_webhook":{"s":"{{ticket.subject}}","st":"{{ticket.status}}","p":"{{ ticket.priority }}"}}';
    desk.connectWebhook({ url: receiver.url, header, secret, content });
    desk.customerWrites(late);
    desk.customerWrites({ ...late, subject: 'A "quoted" one' });
    await pass(0);
    const [good = '', bad = ''] = receiver.heard.map(({ raw }) => raw);
    expect(JSON.parse(good)).toEqual({ freshdesk_webhook: { s: late.subject, st: 'Open', p: 'Low' } });
    expect(() => JSON.parse(bad)).toThrow();
  });

  test('come late, doubled, reordered or never, as the dials say', async () => {
    const { desk, pass } = await openAccount();
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, header, secret });
    desk.webhooks.setDials({ doubleEvery: 3, reorderEvery: 2, loseEvery: 5 });
    for (let at = 0; at < 5; at += 1) desk.customerWrites(late);
    await pass(3000);
    expect(told(receiver).map((line) => line.split(' ')[0])).toEqual(['1', '3', '3', '2', '4']);
    expect(desk.webhooks.deliveries().filter(({ outcome }) => outcome === 'lost')).toMatchObject([{ ticketId: 5 }]);
    desk.webhooks.setDials({ lateMs: 480_000 });
    desk.customerWrites(late);
    await pass(479_999);
    expect(receiver.heard).toHaveLength(5);
    await pass(1);
    expect(receiver.heard).toHaveLength(6);
  });

  test('beyond an hour’s number wait for the next, and are dropped after a day', async () => {
    const { desk, pass } = await openAccount({ switches: { hooksPerHour: 2 } });
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, header, secret });
    for (let at = 0; at < 51; at += 1) desk.customerWrites(late);
    await pass(0);
    expect(receiver.heard).toHaveLength(2);
    await pass(HOUR_MS);
    expect(receiver.heard).toHaveLength(4);
    await pass(23 * HOUR_MS);
    expect(receiver.heard).toHaveLength(50);
    expect(desk.webhooks.deliveries().at(-1)).toMatchObject({ outcome: 'dropped', ticketId: 51 });
  });

  test('that fail are tried again where the account says so', async () => {
    const { desk, pass } = await openAccount();
    const receiver = await openReceiver();
    receiver.answerWith(503);
    desk.connectWebhook({ url: receiver.url, header, secret });
    desk.customerWrites(late);
    await pass(HOUR_MS);
    expect(desk.webhooks.deliveries()).toMatchObject([{ outcome: 'failed', attempts: 1, code: 503 }]);
    desk.setSwitches({ hookRetries: { times: 2, everyMs: 60_000 } });
    desk.customerWrites(late);
    await pass(60_000);
    receiver.answerWith(200);
    await pass(60_000);
    expect(desk.webhooks.deliveries().at(-1)).toMatchObject({ outcome: 'success', attempts: 3, code: 200 });
  });

  test('stop when the rule is removed, and never reject where nobody listens', async () => {
    const { desk, pass } = await openAccount();
    const id = desk.connectWebhook({ url: 'http://127.0.0.1:1/hook', header, secret });
    desk.customerWrites(late);
    await pass(0);
    expect(desk.webhooks.deliveries()).toMatchObject([{ webhookId: id, outcome: 'failed', code: 504 }]);
    desk.webhooks.disconnect(id);
    desk.customerWrites(late);
    await pass(0);
    expect(desk.webhooks.deliveries()).toHaveLength(1);
  });
});
