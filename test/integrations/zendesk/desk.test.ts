import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import type { ZendeskDeskOptions } from '#integrations/zendesk/desk.ts';
import { createZendeskDesk } from '#integrations/zendesk/desk.ts';
import { tagsAfter } from '#integrations/zendesk/ticket-writer.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { failureOf, letter, never, readSettled } from '#test/contract/helpdesk.ts';
import { openZendesk } from './fake-desk.ts';
import { agent, comment, rawTicket, requester } from './raw-tickets.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function opened(...options: Parameters<typeof openZendesk>) {
  const subject = await openZendesk(...options);
  stops.push(() => subject.close());
  return subject;
}

/** Three tickets, an hour between them. */
async function lettersApart(subject: Awaited<ReturnType<typeof opened>>): Promise<[TicketRef, TicketRef, TicketRef]> {
  const first = subject.customerWrites(letter('first'));
  await subject.time.moveTo(subject.time.now() + HOUR_MS);
  const second = subject.customerWrites(letter('second'));
  await subject.time.moveTo(subject.time.now() + HOUR_MS);
  return [first, second, subject.customerWrites(letter('third'))];
}

/** A host that answers by path; whatever is not named is not there. */
async function scripted(
  answers: Readonly<Record<string, unknown>>,
): Promise<{ readonly baseUrl: string; readonly heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    heard.push(`${request.headers.authorization} ${pathname}`);
    const answer = answers[pathname];
    const status = answer === 403 ? 403 : answer === undefined ? 404 : 200;
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(status === 200 ? answer : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

const time = () => createSimulatedTime(Date.UTC(2026, 10, 23, 9));
const credentials = { email: 'bot@acme.example', token: 'token-canary' };
const options = (change: Partial<ZendeskDeskOptions> = {}): ZendeskDeskOptions => ({
  account: 'acme',
  credentials,
  prefix: 'recourse_',
  time: time(),
  ...change,
});

describe('what agents discuss beside a ticket', () => {
  test('is nobody’s reply: the ticket is told of once more and reads as it did', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    const before = await readSettled(subject, ticket);
    await subject.time.moveTo(subject.time.now() + 5 * MINUTE_MS);
    const { cursor } = await drivenAlone(subject.time, () =>
      subject.ports.source.changesSince({ sinceAt: before.createdAt - MINUTE_MS }, never),
    );
    const of = { name: 'Kettle Works', email: 'parts@kettles.example' };
    subject.fake.agentAsksAside(ticket.id, { by: 'Ann Field', of, text: 'Have you a lid?', answer: 'We send one.' });
    await subject.time.moveTo(subject.time.now() + 5 * MINUTE_MS);
    const told = await drivenAlone(subject.time, () => subject.ports.source.changesSince(cursor, never));
    expect(told.tickets).toEqual([ticket]);
    expect({ ...(await readSettled(subject, ticket)), readAt: 0 }).toEqual({ ...before, readAt: 0 });
  });
});

describe('a search', () => {
  test('ends where it leads back to the page that was asked for', async () => {
    const page = { results: [{ id: 7 }], meta: { has_more: true, after_cursor: 'again' } };
    const { baseUrl } = await scripted({ '/api/v2/search/export.json': page });
    const clock = time();
    const { source } = createZendeskDesk(options({ baseUrl, time: clock }));
    const first = await drivenAlone(clock, () => source.tagged('open', undefined, never));
    expect(first).toMatchObject({ cursor: 'again', more: true });
    const second = await drivenAlone(clock, () => source.tagged('open', first.cursor, never));
    expect(second).toMatchObject({ cursor: undefined, more: false });
  });
});

describe('a Zendesk desk', () => {
  test('is of an account, by its name alone', () => {
    for (const account of ['acme', 'a', 'a-1', 'a'.repeat(63)])
      expect(() => createZendeskDesk(options({ account }))).not.toThrow();
    for (const account of [
      '',
      'Acme',
      '-a',
      'a-',
      'a.b',
      'evil.com#',
      'a/b',
      'a@b',
      'a:80',
      'a'.repeat(64),
      'ä',
      'a\n',
    ]) {
      expect(() => createZendeskDesk(options({ account }))).toThrow(RangeError);
    }
  });

  test('takes a test host only as scheme, host and port', () => {
    expect(() => createZendeskDesk(options({ baseUrl: 'http://127.0.0.1:4001' }))).not.toThrow();
    for (const baseUrl of [
      '',
      'x',
      'ftp://127.0.0.1',
      'http://user@127.0.0.1',
      'http://127.0.0.1/path',
      'javascript:1',
    ]) {
      expect(() => createZendeskDesk(options({ baseUrl }))).toThrow(RangeError);
    }
  });

  test('presents an address with a token, or a bearer, and no library ever sees either', async () => {
    const { baseUrl, heard } = await scripted({ '/api/v2/users/search.json': { users: [] } });
    for (const [given, header] of [
      [credentials, `Basic ${Buffer.from('bot@acme.example/token:token-canary').toString('base64')}`],
      [{ bearer: 'bearer-canary' }, 'Bearer bearer-canary'],
    ] as const) {
      const desk = createZendeskDesk(options({ baseUrl, credentials: given }));
      expect(await desk.agents.byEmail('ann@acme.example', never)).toBeUndefined();
      expect(heard.pop()).toBe(`${header} /api/v2/users/search.json`);
    }
  });

  test('takes one page of agents, follows no link to more, and knows nobody by half an address', async () => {
    const people = [
      { id: 1, email: 'joann@acme.example', role: 'agent' },
      { id: 2, email: 'ann@acme.example', role: 'agent', suspended: true },
      { id: 3, email: 'ann@acme.example', role: 'end-user' },
      { id: 4, email: 'Ann@acme.example', role: 'admin', active: true },
    ];
    const elsewhere = 'https://evil.example/api/v2/users/search.json?page=2';
    const { baseUrl, heard } = await scripted({
      '/api/v2/users/search.json': { users: people, next_page: elsewhere, links: { next: elsewhere } },
    });
    expect(await createZendeskDesk(options({ baseUrl })).agents.byEmail('ann@acme.example', never)).toBe('4');
    expect(heard.length).toBe(1);
  });

  test('reads a ticket without its audits where the credentials may not read those', async () => {
    const { baseUrl } = await scripted({
      '/api/v2/tickets/42.json': { ticket: rawTicket(), users: [] },
      '/api/v2/ticket_fields.json': { ticket_fields: [] },
      '/api/v2/users/me.json': { user: { id: 9 } },
      '/api/v2/tickets/42/comments.json': { comments: [comment(1, requester)] },
      '/api/v2/tickets/42/audits.json': 403,
      '/api/v2/users/show_many.json': {
        users: [
          { id: requester, name: 'Rosa', role: 'end-user' },
          { id: agent, role: 'agent' },
        ],
      },
    });
    const record = await createZendeskDesk(options({ baseUrl })).source.read(
      { platform: 'zendesk', account: 'acme', id: '42' },
      never,
    );
    expect(record.complainant.name).toBe('Rosa');
    expect(record.timeline.map(({ kind }) => kind)).toEqual(['opened', 'said']);
  });
});

describe('a field of ours', () => {
  test('that the account does not have is not written, and the error says what to do', async () => {
    const subject = await opened({ provisioned: false });
    const record = await readSettled(subject, subject.customerWrites(letter()));
    const failure = await failureOf(subject, () =>
      subject.ports.actions.write(record, { fields: { category: 'x' } }, never),
    );
    expect(failure).toMatchObject({ code: 'ZENDESK_REJECTED', retryable: false, outcome: 'not-done' });
    expect(failure.message).toContain("'recourse_category'");
    expect(failure.message).toContain('recourse provision');
    expect(subject.asked().writes).toBe(0);
  });

  test('is found once somebody has created it', async () => {
    const subject = await opened({ provisioned: false });
    const ticket = subject.customerWrites(letter());
    const record = await readSettled(subject, ticket);
    await fetch(`${record.url.split('/agent')[0]}/api/v2/ticket_fields.json`, {
      method: 'POST',
      headers: { authorization: `Bearer ${subject.credential}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ticket_field: { type: 'text', title: 'recourse_category', key: 'recourse_category' } }),
    });
    const write = () => subject.ports.actions.write(record, { fields: { category: 'x' } }, never);
    expect(await drivenAlone(subject.time, write)).toBe('written');
    expect((await readSettled(subject, ticket)).fields).toEqual({ category: 'x' });
  });
});

describe('the export', () => {
  test('tells of tickets that only the system wrote to, of archived ones and of scrubbed ones', async () => {
    const subject = await opened();
    const [touched, archived, scrubbed, quiet] = ['t', 'a', 's', 'q'].map((n) => subject.customerWrites(letter(n)).id);
    await subject.time.moveTo(subject.time.now() + HOUR_MS);
    const sinceAt = subject.time.now();
    subject.fake.systemWrite(touched ?? '');
    subject.fake.archive(archived ?? '');
    subject.fake.scrub(scrubbed ?? '');
    await subject.time.moveTo(subject.time.now() + 5 * MINUTE_MS);
    const { tickets } = await drivenAlone(subject.time, () => subject.ports.source.changesSince({ sinceAt }, never));
    const ids = tickets.map(({ id }) => id);
    expect(ids.toSorted()).toEqual([touched, archived, scrubbed].map(String).toSorted());
    expect(ids).not.toContain(quiet);
  });

  test('is asked for in smaller pages where a page outgrows what we take', async () => {
    const subject = await opened();
    const text = 'It is broken. '.repeat(2_000);
    const ids = Array.from({ length: 450 }, (_, n) => subject.customerWrites({ subject: `${n}`, text }).id);
    await subject.time.moveTo(subject.time.now() + 5 * MINUTE_MS);
    const first = await drivenAlone(subject.time, () => subject.ports.source.changesSince({ sinceAt: 0 }, never));
    expect(first.tickets.length).toBe(200);
    expect(first.more).toBe(true);
    expect(ids).toContain(first.tickets[0]?.id);
  });

  test('refuses a cursor that is none, and says so by its reason', async () => {
    const subject = await opened();
    const failure = await failureOf(subject, () => subject.ports.source.changesSince('bm9uc2Vuc2U=', never));
    expect(failure).toMatchObject({ reason: 'rejected', retryable: false });
  });

  test('is only for administrators', async () => {
    const subject = await opened({
      auth: { email: 'recourse@fernhill.example', token: 'zendesk-token-canary-41', role: 'agent' },
    });
    const failure = await failureOf(subject, () => subject.ports.source.changesSince({ sinceAt: 0 }, never));
    expect(failure.reason).toBe('forbidden');
  });
});

describe('reading through', () => {
  test('no link is followed: every request goes to the host that was built', async () => {
    const subject = await opened({ foreignLinks: true });
    const ticket = subject.customerWrites(letter());
    for (let n = 0; n < 120; n += 1) subject.agentReplies(ticket, { text: `word ${n}`, public: true });
    const record = await readSettled(subject, ticket);
    expect(record.timeline.filter(({ kind }) => kind === 'said').length).toBeGreaterThan(120);
  });

  test('a merged ticket’s receipt is known', async () => {
    const subject = await opened();
    const older = subject.customerWrites(letter('older'));
    await subject.time.moveTo(subject.time.now() + HOUR_MS);
    const newer = subject.customerWrites(letter('newer'));
    subject.fake.merge(older.id, newer.id, 'Ann Field');
    const receivedAt = (await readSettled(subject, older)).createdAt;
    const kept = await readSettled(subject, newer);
    expect(kept.timeline.find(({ kind }) => kind === 'merged')).toMatchObject({ from: older.id, receivedAt });
    const away = await readSettled(subject, older);
    expect(away.timeline.find(({ kind }) => kind === 'merged')).toMatchObject({ into: newer.id });
    expect(away.status).toBe('closed');
  });

  test('a merged ticket’s receipt is that of the oldest ticket that was merged into it before', async () => {
    const subject = await opened();
    const [oldest, older, newer] = await lettersApart(subject);
    subject.fake.merge(oldest.id, older.id, 'Ann Field');
    subject.fake.merge(older.id, newer.id, 'Ann Field');
    const receivedAt = (await readSettled(subject, oldest)).createdAt;
    const readNewer = async () =>
      (await readSettled(subject, newer)).timeline
        .filter(({ kind }) => kind === 'merged')
        .map((one) => ({ ...one, at: 0 }));
    expect(await readNewer()).toMatchObject([{ from: older.id, receivedAt }]);
    const asked = subject.fake.requests()['GET /tickets/:id/comments'] ?? 0;
    expect(await readNewer()).toMatchObject([{ from: older.id, receivedAt }]);
    expect(subject.fake.requests()['GET /tickets/:id/comments']).toBe(asked + 1);
  });

  test('what the complainant wrote on tickets that were merged away unmarked is known, and no more is remembered of it', async () => {
    const subject = await opened();
    const [oldest, older, newer] = await lettersApart(subject);
    subject.agentReplies(older, { text: 'We look into it.', public: true });
    subject.customerReplies(older, 'x'.repeat(5_000));
    subject.customerReplies(older, 'Beyond what is kept.');
    subject.fake.merge(oldest.id, older.id, 'Ann Field');
    subject.fake.merge(older.id, newer.id, 'Ann Field');
    const [first, next] = await Promise.all([readSettled(subject, oldest), readSettled(subject, older)]);
    const kept = await readSettled(subject, newer);
    const [merged] = kept.timeline.filter((entry) => entry.kind === 'merged');
    const opening = (record: TicketRecord) => record.timeline.find((entry) => entry.kind === 'said')!.text;
    expect(merged!.unmarked).toMatchObject([
      { subject: next.subject, messages: [opening(next), expect.stringMatching(/^x+$/u)] },
      { subject: first.subject, messages: [opening(first)] },
    ]);
    expect(merged!.unmarked![0]!.messages.join('')).toHaveLength(4_000);
  });

  test('the robot that says a letter came, the person who answers and our own note are told apart', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    await subject.time.moveTo(subject.time.now() + MINUTE_MS);
    subject.fake.automaticReply(ticket.id, 'We are closed today.');
    await subject.time.moveTo(subject.time.now() + MINUTE_MS);
    subject.fake.otherWrites(ticket.id, { name: 'Jo', email: 'jo@customers.example' }, 'I saw it too.');
    await subject.time.moveTo(subject.time.now() + MINUTE_MS);
    subject.agentReplies(ticket, { text: 'We look into it.', public: true });
    const { timeline } = await readSettled(subject, ticket);
    const said = timeline.flatMap((entry) => (entry.kind === 'said' ? [entry.by.role] : []));
    expect(said).toEqual(['complainant', 'automatic', 'automatic', 'other', 'agent']);
  });
});

test('our tags are written as Zendesk keeps them, each once, and foreign ones never go', () => {
  const tags = ['vip', 'recourse_open', 'recourse_warned'];
  expect(tagsAfter(tags, { addTags: ['Category Late delivery', 'open'] }, 'recourse_')).toEqual([
    ...tags,
    'recourse_category_late_delivery',
  ]);
  expect(tagsAfter(tags, { addTags: ['open'], removeTags: ['vip', 'gone'] }, 'recourse_')).toBeUndefined();
  expect(tagsAfter(tags, { removeTags: ['warned'] }, 'recourse_')).toEqual(['vip', 'recourse_open']);
  expect(tagsAfter(tags, { addTags: ['warned'], removeTags: ['warned'] }, 'recourse_')).toEqual(tags);
});
