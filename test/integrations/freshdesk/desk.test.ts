import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { graceMs, leaseMs } from '#apps/runtime/claim.ts';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toIso } from '#core/time.ts';
import type { FreshdeskDeskOptions } from '#integrations/freshdesk/desk.ts';
import { createFreshdeskDesk } from '#integrations/freshdesk/desk.ts';
import { claimStandsMs } from '#integrations/freshdesk/limits.ts';
import { hasTags, tagsAfter } from '#integrations/freshdesk/own-tags.ts';
import { driven, drivenAlone } from '#test/contract/driven.ts';
import type { HelpdeskSubject } from '#test/contract/helpdesk.ts';
import { failureOf, letter, never, readSettled } from '#test/contract/helpdesk.ts';
import { openFreshdesk } from './fake-desk.ts';
import { agent, conversation, rawTicket, requester } from './raw-tickets.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function opened(...options: Parameters<typeof openFreshdesk>) {
  const subject = await openFreshdesk(...options);
  stops.push(() => subject.close());
  return subject;
}

/** A host that answers by path; whatever is not named is not there. */
async function scripted(
  answers: Readonly<Record<string, unknown>>,
): Promise<{ readonly baseUrl: string; readonly heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    heard.push(`${request.headers.authorization} ${request.method} ${pathname}`);
    const answer = answers[pathname];
    const status = typeof answer === 'number' ? answer : answer === undefined ? 404 : 200;
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(status === 200 ? JSON.stringify(answer) : status === 404 ? '' : 'no JSON');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

const options = (change: Partial<FreshdeskDeskOptions> = {}): FreshdeskDeskOptions => ({
  account: 'acme',
  apiKey: 'key-canary',
  prefix: 'recourse_',
  time: createSimulatedTime(Date.UTC(2026, 10, 23, 9)),
  ...change,
});
const write = (
  subject: HelpdeskSubject,
  record: TicketRecord,
  change: Parameters<typeof subject.ports.actions.write>[1],
) => drivenAlone(subject.time, () => subject.ports.actions.write(record, change, never));
const later = (subject: HelpdeskSubject, ms: number) => subject.time.moveTo(subject.time.now() + ms);
const statusesOf = ({ timeline }: TicketRecord): string[] =>
  timeline.flatMap((entry) => (entry.kind === 'status' ? [entry.to] : []));

describe('a Freshdesk desk', () => {
  test('is of an account, by its name alone', () => {
    for (const account of ['acme', 'a-1', 'a'.repeat(63)])
      expect(() => createFreshdeskDesk(options({ account }))).not.toThrow();
    for (const account of ['', 'Acme', '-a', 'a.b', 'evil.com#', 'a/b', 'a@b', 'a:80', 'a'.repeat(64), 'a\n']) {
      expect(() => createFreshdeskDesk(options({ account }))).toThrow(RangeError);
    }
  });

  test('takes a test host only as scheme, host and port', () => {
    expect(() => createFreshdeskDesk(options({ baseUrl: 'http://127.0.0.1:4001' }))).not.toThrow();
    for (const baseUrl of ['', 'x', 'ftp://127.0.0.1', 'http://user@127.0.0.1', 'http://127.0.0.1/path']) {
      expect(() => createFreshdeskDesk(options({ baseUrl }))).toThrow(RangeError);
    }
  });

  test('presents its key as the name of the basic authentication', async () => {
    const { baseUrl, heard } = await scripted({ '/api/v2/agents': [] });
    expect(await createFreshdeskDesk(options({ baseUrl })).agents.byEmail('ann@acme.example', never)).toBeUndefined();
    expect(heard).toEqual([`Basic ${Buffer.from('key-canary:X').toString('base64')} GET /api/v2/agents`]);
  });

  test('knows no agent who was deactivated', async () => {
    const { baseUrl } = await scripted({
      '/api/v2/agents': [
        { id: 1, deactivated: true, contact: { email: 'ann@acme.example' } },
        { id: 2, contact: { email: 'joann@acme.example' } },
        { id: 3, deactivated: false, contact: { email: 'Ann@acme.example' } },
      ],
    });
    expect(await createFreshdeskDesk(options({ baseUrl })).agents.byEmail('ann@acme.example', never)).toBe('3');
  });

  test('reads a ticket though it may not ask for the names of agents', async () => {
    const { baseUrl } = await scripted({
      '/api/v2/tickets/42': rawTicket(),
      '/api/v2/ticket_fields': [],
      '/api/v2/tickets/42/conversations': [conversation(1, agent), conversation(2, requester)],
      [`/api/v2/agents/${agent}`]: 403,
    });
    const ref = { platform: 'freshdesk', account: 'acme', id: '42' };
    const record = await createFreshdeskDesk(options({ baseUrl })).source.read(ref, never);
    expect(record.complainant.name).toBe('Rosa Marin');
    expect(record.timeline.flatMap((entry) => (entry.kind === 'said' ? [entry.by.role] : []))).toEqual([
      'complainant',
      'agent',
      'complainant',
    ]);
  });

  test('takes a write that is not allowed for a ticket that takes none', async () => {
    const { baseUrl } = await scripted({
      '/api/v2/tickets/42': { ...rawTicket(), updated_at: '2026-11-03T10:00:00Z' },
      '/api/v2/ticket_fields': [],
      '/api/v2/tickets/42/conversations': [],
      '/api/v2/tickets/42/notes': 405,
    });
    const desk = createFreshdeskDesk(options({ baseUrl }));
    const record = await desk.source.read({ platform: 'freshdesk', account: 'acme', id: '42' }, never);
    await expect(desk.actions.write(record, { note: 'x' }, never)).rejects.toMatchObject({
      code: 'FRESHDESK_CLOSED',
      outcome: 'not-done',
      status: 405,
    });
  });

  test('keeps a claim as long as the protocol lets nobody else post', () => {
    expect(claimStandsMs).toBe(leaseMs + graceMs);
  });
});

describe('a field of ours', () => {
  test('that the account does not have is not written, and the error says what to do', async () => {
    const subject = await opened({ provisioned: false });
    const record = await readSettled(subject, subject.customerWrites(letter()));
    const failure = await failureOf(subject, () =>
      subject.ports.actions.write(record, { fields: { category: 'x' } }, never),
    );
    expect(failure).toMatchObject({ code: 'FRESHDESK_REJECTED', retryable: false, outcome: 'not-done' });
    expect(failure.message).toContain("'recourse_category'");
    expect(failure.message).toContain('recourse provision');
    expect(subject.asked().writes).toBe(0);
  });

  test('is found under the name the account made of it, and once somebody has created it', async () => {
    const subject = await opened({ provisioned: false, switches: { fieldNames: 'suffixed' } });
    const ticket = subject.customerWrites(letter());
    const record = await readSettled(subject, ticket);
    expect(subject.fake.addField({ label: 'recourse_category', type: 'custom_text' })).toMatch(
      /^cf_recourse_category_\d+$/,
    );
    expect(await write(subject, record, { fields: { category: 'x' } })).toBe('written');
    expect((await readSettled(subject, ticket)).fields).toEqual({ category: 'x' });
  });

  test('is not written where the form wants another one filled: the error names that one by its label', async () => {
    const subject = await opened();
    subject.fake.addField({ label: 'Order number', type: 'custom_text', requiredForAgents: true });
    const record = await readSettled(subject, subject.customerWrites(letter()));
    const failure = await failureOf(subject, () =>
      subject.ports.actions.write(record, { addTags: ['open'], note: 'n' }, never),
    );
    expect(failure).toMatchObject({ code: 'FRESHDESK_REJECTED', retryable: false, outcome: 'not-done', status: 400 });
    expect(failure.message).toContain("'Order number' (missing_field)");
    expect(failure.message).toContain('fill it in');
    expect(subject.seen(record.ref)?.comments.length).toBe(1);
  });

  test('is one of ours only: the account’s other fields stay, even where a write would empty what it does not name', async () => {
    const subject = await opened();
    subject.fake.addField({ label: 'Order number', type: 'custom_text' });
    const ticket = subject.customerWrites(letter());
    subject.fake.setFieldsByAgent(ticket.id, { by: 'Ann Field', fields: { order_number: 'A-7' } });
    await write(subject, await readSettled(subject, ticket), { fields: { category: 'x' } });
    expect(subject.seen(ticket)?.fields).toEqual({ order_number: 'A-7', recourse_category: 'x' });
  });
});

describe('tags', () => {
  test('are written as a whole list that keeps everybody else’s', () => {
    const tags = ['VIP', 'recourse_open', 'recourse_warned'];
    expect(tagsAfter(tags, { addTags: ['Category Late delivery'] }, 'recourse_')).toEqual([
      ...tags,
      'recourse_category_late_delivery',
    ]);
    expect(tagsAfter(tags, { addTags: ['open'], removeTags: ['VIP', 'gone'] }, 'recourse_')).toBeUndefined();
    expect(tagsAfter(tags, { removeTags: ['warned'] }, 'recourse_')).toEqual(['VIP', 'recourse_open']);
    expect(hasTags(['RECOURSE_OPEN'], { addTags: ['open'] }, 'recourse_')).toBe(true);
    expect(hasTags(['recourse_ope'], { addTags: ['open'] }, 'recourse_')).toBe(false);
  });

  test('that the account writes its own way or adds to what is there are written all the same', async () => {
    for (const switches of [{ tagCase: 'lowered' }, { tagsOnPut: 'add' }] as const) {
      const subject = await opened({ switches });
      const ticket = subject.customerWrites(letter());
      subject.agentTags(ticket, 'vip');
      expect(await write(subject, await readSettled(subject, ticket), { addTags: ['open'] })).toBe('written');
      expect(subject.seen(ticket)?.tags).toEqual(['vip', 'recourse_open']);
    }
  });
});

describe('what an account would forget', () => {
  const tracked = async (...with_: Parameters<typeof openFreshdesk>) => {
    const subject = await opened(...with_);
    const ticket = subject.customerWrites(letter());
    subject.agentTags(ticket, 'recourse_open');
    return { subject, ticket };
  };
  const changed = async (
    subject: Awaited<ReturnType<typeof opened>>,
    ticket: TicketRef,
    status: 'open' | 'pending' | 'solved',
  ) => {
    await later(subject, HOUR_MS);
    subject.fake.changeStatus(ticket.id, { by: 'Ann Field', status });
    const at = subject.time.now();
    const record = await readSettled(subject, ticket);
    return { at, record };
  };

  test('is written down when it is seen, and told again from then on', async () => {
    for (const resolvedAtOnReopen of ['cleared', 'kept'] as const) {
      const { subject, ticket } = await tracked({ switches: { resolvedAtOnReopen } });
      const times: number[] = [];
      const all = ['pending', 'open', 'pending', 'solved', 'open', 'solved'] as const;
      for (const status of all) times.push((await changed(subject, ticket, status)).at);
      const record = await readSettled(subject, ticket);
      expect(statusesOf(record)).toEqual(all);
      expect(record.timeline.flatMap((entry) => (entry.kind === 'status' ? [entry.at] : []))).toEqual(times);
    }
  });

  test('includes what people decide, with when they did', async () => {
    const { subject, ticket } = await tracked();
    for (const value of ['low', 'high', '']) {
      await later(subject, HOUR_MS);
      subject.agentSets(ticket, 'severity', value);
      await readSettled(subject, ticket);
    }
    const { timeline } = await readSettled(subject, ticket);
    const told = timeline.flatMap((entry) => (entry.kind === 'field' ? [[entry.field, entry.value] as const] : []));
    expect(told).toEqual([
      ['severity', 'low'],
      ['severity', 'high'],
      ['severity', undefined],
    ]);
  });

  test('is written once: reading again writes nothing', async () => {
    const { subject, ticket } = await tracked();
    await changed(subject, ticket, 'pending');
    const before = subject.asked().writes;
    expect(before).toBe(1);
    const first = await readSettled(subject, ticket);
    const again = await readSettled(subject, ticket);
    expect(subject.asked().writes).toBe(before);
    expect({ ...again, readAt: 0 }).toEqual({ ...first, readAt: 0 });
  });

  test('goes along with a write that is made anyway', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    const { record } = await changed(subject, ticket, 'pending');
    expect(subject.asked().writes).toBe(0);
    await write(subject, record, { addTags: ['open'] });
    await changed(subject, ticket, 'open');
    expect(statusesOf(await readSettled(subject, ticket))).toEqual(['pending', 'open']);
    expect(subject.asked().writes).toBe(2);
  });

  test('is not written to a ticket that is not ours to follow, nor to one that is over', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    expect((await changed(subject, ticket, 'pending')).record.status).toBe('pending');
    const { subject: other, ticket: closed } = await tracked();
    other.closes(closed);
    expect(statusesOf(await readSettled(other, closed))).toEqual(['closed']);
    expect(subject.asked().writes + other.asked().writes).toBe(0);
  });

  test('stops no reading where the account refuses it, and costs no try at every reading', async () => {
    const { subject, ticket } = await tracked();
    subject.fake.addField({ label: 'Order number', type: 'custom_text', requiredForAgents: true });
    for (const status of ['pending', 'solved'] as const) {
      expect((await changed(subject, ticket, status)).record.status).toBe(status);
    }
    expect(subject.asked().writes).toBe(2);
    await readSettled(subject, ticket);
    expect(subject.asked().writes).toBe(2);
  });

  test('is not forgotten for a failure that passes: the reading fails, and is done again', async () => {
    const cases = [
      ['error-after', false],
      ['cut-after', false],
      ['silence-after', false],
      ['error-before', true],
      ['cut-before', true],
      ['collision', true],
    ] as const;
    for (const [misfortune, fails] of cases) {
      const { subject, ticket } = await tracked();
      await later(subject, HOUR_MS);
      subject.fake.changeStatus(ticket.id, { by: 'Ann Field', status: 'pending' });
      subject.befall(misfortune, 'writing');
      if (fails) {
        const failure = await failureOf(subject, () => subject.ports.source.read(ticket, never));
        expect([misfortune, failure.retryable]).toEqual([misfortune, true]);
      }
      await readSettled(subject, ticket);
      subject.fake.faults.clear();
      expect([misfortune, statusesOf((await changed(subject, ticket, 'open')).record)]).toEqual([
        misfortune,
        ['pending', 'open'],
      ]);
    }
  });
});

test('history is not forgotten because the account has no calls left', async () => {
  const subject = await opened();
  const ticket = subject.customerWrites(letter());
  subject.agentTags(ticket, 'recourse_open');
  subject.fake.changeStatus(ticket.id, { by: 'Ann Field', status: 'pending' });
  subject.fake.faults.set({ match: { method: 'PUT' }, kind: '429', ms: 10 * MINUTE_MS });
  const failure = await failureOf(subject, () => subject.ports.source.read(ticket, never));
  expect(failure).toMatchObject({ reason: 'rate-limited', retryable: true });
});

describe('a change of ticket and note', () => {
  test('whose note was refused for now is unknown, for the ticket was saved', async () => {
    const subject = await opened();
    const record = await readSettled(subject, subject.customerWrites(letter()));
    subject.fake.faults.set({ match: { method: 'POST' }, kind: '429', ms: 10 * MINUTE_MS });
    const change = { addTags: ['open'], note: 'Recognised.' };
    const failure = await failureOf(subject, () => subject.ports.actions.write(record, change, never));
    expect(failure).toMatchObject({ reason: 'rate-limited', outcome: 'unknown' });
    expect(subject.seen(record.ref)?.tags).toEqual(['recourse_open']);
  });

  test('whose tags the account did not keep is a conflict, and no note is written for it', async () => {
    const { baseUrl, heard } = await scripted({
      '/api/v2/tickets/42': rawTicket({ tags: ['kitchen'] }),
      '/api/v2/ticket_fields': [],
      '/api/v2/tickets/42/conversations': [],
    });
    const desk = createFreshdeskDesk(options({ baseUrl }));
    const record = await desk.source.read({ platform: 'freshdesk', account: 'acme', id: '42' }, never);
    expect(await desk.actions.write(record, { addTags: ['open'], note: 'x' }, never)).toBe('conflict');
    expect(heard.filter((line) => line.includes(' POST '))).toEqual([]);
  });
});

describe('reading through', () => {
  test('due dates that are not there yet, surprises and links to elsewhere change nothing', async () => {
    const subject = await opened({ foreignLinks: true });
    const ticket = subject.customerWrites(letter());
    for (let n = 0; n < 120; n += 1) subject.agentReplies(ticket, { text: `word ${n}`, public: true });
    const record = await drivenAlone(subject.time, () => subject.ports.source.read(ticket, never));
    expect(record.timeline.filter(({ kind }) => kind === 'said').length).toBe(121);
  });

  test('statuses and sources of the account’s own are known by their labels', async () => {
    const subject = await opened();
    const status = subject.fake.addStatus('Waiting for the customer');
    const source = subject.fake.addSource('Letters by post');
    const from = { name: 'Maria Sol', email: 'maria@customers.example' };
    const id = subject.fake.customerWrites({ ...letter(), from, source });
    subject.fake.changeStatus(id, { by: 'Ann Field', status });
    const record = await readSettled(subject, { platform: 'freshdesk', account: 'harbour', id });
    expect(record).toMatchObject({ status: 'pending', channel: 'letter' });
  });

  test('the robot, the mail program, the person in copy and the agent are told apart, however the account marks them', async () => {
    for (const automaticMarks of ['both', 'automation_id', 'auto_response'] as const) {
      const subject = await opened({ switches: { automaticMarks } });
      const ticket = subject.customerWrites(letter());
      subject.fake.automaticReply(ticket.id, 'We are closed today.');
      subject.fake.customerAutoReplies(ticket.id, 'I am on holiday.');
      subject.fake.otherWrites(ticket.id, { name: 'Jo', email: 'jo@customers.example' }, 'I saw it too.');
      subject.agentReplies(ticket, { text: 'We look into it.', public: true });
      const { timeline } = await readSettled(subject, ticket);
      const roles = timeline.flatMap((entry) => (entry.kind === 'said' ? [entry.by.role] : []));
      expect(roles).toEqual(['complainant', 'automatic', 'automatic', 'other', 'agent']);
    }
  });

  test('an agent is named, and asked for once', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    subject.agentReplies(ticket, { text: 'We look into it.', public: true });
    await readSettled(subject, ticket);
    const { timeline, assignee } = await readSettled(subject, ticket);
    expect([timeline.at(-1)?.by.name, assignee?.name]).toEqual(['Ann Field', 'Ann Field']);
    expect(subject.fake.requests()['GET /agents/:id']).toBe(1);
  });

  test('a merged ticket’s receipt is known', async () => {
    const subject = await opened();
    const older = subject.customerWrites(letter('older'));
    await later(subject, HOUR_MS);
    const newer = subject.customerWrites(letter('newer'));
    subject.fake.merge(older.id, newer.id, 'Ann Field');
    const away = await readSettled(subject, older);
    const kept = await readSettled(subject, newer);
    expect(kept.timeline.find(({ kind }) => kind === 'merged')).toMatchObject({
      from: older.id,
      receivedAt: away.createdAt,
    });
    expect(away.timeline.find(({ kind }) => kind === 'merged')).toMatchObject({ into: newer.id });
    expect(away.status).toBe('closed');
  });

  test('a rating is told, with words or without', async () => {
    const subject = await opened();
    const [silent, worded] = [subject.customerWrites(letter('a')), subject.customerWrites(letter('b'))];
    subject.agentTags(silent, 'recourse_complaint');
    subject.fake.changeStatus(silent.id, { by: 'Ann Field', status: 'solved' });
    subject.fake.rate(silent.id, 'bad');
    subject.fake.rate(worded.id, 'good', 'Kind of you.');
    const scores = [];
    for (const ticket of [silent, worded]) {
      const rated = (await readSettled(subject, ticket)).timeline.find(({ kind }) => kind === 'rated');
      scores.push(rated?.kind === 'rated' ? rated.score : undefined);
    }
    expect(scores).toEqual(['bad', 'good']);
  });

  test('an archived ticket is read as closed, spam as deleted, and what was deleted for good is not found', async () => {
    const subject = await opened();
    const [archived, spam, gone] = ['a', 's', 'g'].map((n) => subject.customerWrites(letter(n))) as [
      TicketRef,
      TicketRef,
      TicketRef,
    ];
    subject.agentReplies(archived, { text: 'Done.', public: true });
    subject.fake.archive(archived.id);
    subject.fake.markSpam(spam.id);
    subject.fake.deleteForever(gone.id);
    const record = await readSettled(subject, archived);
    expect(record.status).toBe('closed');
    expect(record.timeline.filter(({ kind }) => kind === 'said').length).toBe(2);
    expect((await readSettled(subject, spam)).status).toBe('deleted');
    expect((await failureOf(subject, () => subject.ports.source.read(gone, never))).reason).toBe('not-found');
  });
});

describe('what changed', () => {
  const all = async (subject: HelpdeskSubject, from: string | { readonly sinceAt: number }) => {
    const ids: string[] = [];
    let place = from;
    for (let steps = 0; steps < 50; steps += 1) {
      const at = place;
      const page = await drivenAlone(subject.time, () => subject.ports.source.changesSince(at, never));
      ids.push(...page.tickets.map(({ id }) => id));
      place = page.cursor;
      if (!page.more) return { ids, cursor: page.cursor };
    }
    throw new Error('it never ends');
  };

  test('is told also where a second is no part of what changed since it', async () => {
    const subject = await opened({ switches: { updatedSince: 'exclusive' } });
    const sinceAt = subject.time.now();
    const written = Array.from({ length: 150 }, (_, n) => subject.customerWrites(letter(n)).id);
    const { ids } = await all(subject, { sinceAt });
    expect(new Set(ids)).toEqual(new Set(written));
  });

  test('includes spam, tickets given back, and those that only the account’s own clock flagged', async () => {
    const subject = await opened();
    const [spam, back] = ['s', 'b'].map((n) => subject.customerWrites(letter(n))) as [TicketRef, TicketRef];
    subject.deletes(back);
    const { cursor } = await all(subject, { sinceAt: subject.time.now() - HOUR_MS });
    await later(subject, HOUR_MS);
    subject.fake.markSpam(spam.id);
    subject.fake.restoreTicket(back.id);
    await later(subject, 5 * MINUTE_MS);
    const seen = await all(subject, cursor);
    expect(seen.ids.toSorted()).toEqual([spam.id, back.id].toSorted());
    await later(subject, 2 * DAY_MS);
    expect((await all(subject, seen.cursor)).ids).toContain(back.id);
  });

  test('asks for what was deleted now and then only', async () => {
    const subject = await opened();
    let { cursor } = await all(subject, { sinceAt: subject.time.now() });
    const before = subject.fake.requests()['GET /tickets'] ?? 0;
    for (let minute = 0; minute < 8; minute += 1) {
      await later(subject, MINUTE_MS);
      ({ cursor } = await all(subject, cursor));
    }
    expect((subject.fake.requests()['GET /tickets'] ?? 0) - before).toBe(8 + 2 * 2);
  });

  test('refuses a cursor that is none, and says so by its reason', async () => {
    const subject = await opened();
    for (const cursor of ['', 'bm9uc2Vuc2U=', '{"v":2}', '[]', '{"v":1,"changed":{"at":-1}}']) {
      const failure = await failureOf(subject, () => subject.ports.source.changesSince(cursor, never));
      expect(failure).toMatchObject({ reason: 'rejected', retryable: false });
    }
    expect((await failureOf(subject, () => subject.ports.source.tagged('open', '{}', never))).reason).toBe('rejected');
  });
});

describe('tickets with our tag', () => {
  const found = async (
    subject: HelpdeskSubject,
  ): Promise<{ readonly ids: readonly string[]; readonly steps: number }> => {
    const ids: string[] = [];
    let cursor: string | undefined;
    for (let steps = 1; steps < 50; steps += 1) {
      const from = cursor;
      const page = await drivenAlone(subject.time, () => subject.ports.source.tagged('open', from, never));
      ids.push(...page.tickets.map(({ id }) => id));
      cursor = page.cursor;
      if (!page.more) return { ids, steps };
    }
    throw new Error('it never ends');
  };

  test('are found each once, made on many days or all on one', async () => {
    const subject = await opened();
    const made: string[] = [];
    for (const count of [40, 350, 200, 1, 320]) {
      for (let n = 0; n < count; n += 1) {
        const ticket = subject.customerWrites(letter(n));
        subject.agentTags(ticket, 'recourse_open');
        made.push(ticket.id);
      }
      await later(subject, 13 * HOUR_MS);
    }
    const { ids } = await found(subject);
    expect(ids.toSorted()).toEqual(made.toSorted());
  });

  test('are not sought among those closed long ago, but among those closed lately', async () => {
    const subject = await opened();
    const old = subject.customerWrites(letter('old'));
    const held = subject.customerWrites(letter('held'));
    for (const ticket of [old, held]) subject.agentTags(ticket, 'recourse_open');
    subject.closes(old);
    await later(subject, 40 * DAY_MS);
    const young = subject.customerWrites(letter('young'));
    subject.agentTags(young, 'recourse_open');
    subject.closes(young);
    expect((await found(subject)).ids.toSorted()).toEqual([held.id, young.id].toSorted());
  });
});

describe('the ledger in notes', () => {
  const key = 'acknowledge:breach:1795424400000';
  const request = (owner: string) => ({ key, owner, channel: 'C1' });
  const claimed = (subject: HelpdeskSubject, record: TicketRecord, owner: string) =>
    drivenAlone(subject.time, () => subject.ports.ledger.claim(record, request(owner), never));

  test('gives no claim that the list does not show yet', async () => {
    const subject = await opened();
    const record = await readSettled(subject, subject.customerWrites(letter()));
    subject.fake.setSwitches({ staleConversationsMs: 20_000 });
    expect(await claimed(subject, record, 'a')).toBe('unknown');
  });

  test('gives a claim where the list lags less than we wait, and to one only', async () => {
    const subject = await opened({ switches: { staleConversationsMs: 4_000 } });
    const record = await readSettled(subject, subject.customerWrites(letter()));
    expect(await claimed(subject, record, 'a')).toBe('held');
  });

  test('leaves no note of a claim that was lost', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    const record = await readSettled(subject, ticket);
    const { ports, otherPorts } = subject;
    // Both have looked before either writes.
    subject.fake.faults.set({ match: { method: 'POST' }, kind: 'latency', ms: 2_000, times: 2 });
    const answers = await driven(
      subject.time,
      () => ports.ledger.claim(record, request('a'), never),
      () => otherPorts.ledger.claim(record, request('b'), never),
    );
    expect(answers.toSorted()).toEqual(['conflict', 'held']);
    expect(subject.fake.requests()['POST /tickets/:id/notes']).toBe(2);
    expect(subject.fake.ticket(ticket.id)?.comments.length).toBe(2);
  });

  test('leaves one note an alert, which says in the end that it was posted', async () => {
    const subject = await opened({ switches: { noteEditMovesUpdatedAt: false } });
    const ticket = subject.customerWrites(letter());
    await claimed(subject, await readSettled(subject, ticket), 'a');
    const posted = { channel: 'C1', message: '7' };
    expect(await drivenAlone(subject.time, () => subject.ports.ledger.mark(ticket, key, posted, [], never))).toBe(
      'marked',
    );
    expect(subject.fake.ticket(ticket.id)?.comments.length).toBe(2);
    expect((await readSettled(subject, ticket)).ledger).toMatchObject([{ kind: 'posted', ...posted }]);
    expect(subject.fake.ticket(ticket.id)?.comments[1]).toMatchObject({ public: false });
  });

  test('is marked anew where somebody deletes the claim’s note meanwhile', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    await claimed(subject, await readSettled(subject, ticket), 'a');
    const note = subject.fake.ticket(ticket.id)?.comments[1]?.id ?? '';
    const headers = { authorization: `Basic ${Buffer.from(`${subject.credential}:X`).toString('base64')}` };
    await fetch(`${subject.baseUrl}/api/v2/conversations/${note}`, { method: 'DELETE', headers });
    const posted = { channel: 'C1', message: '7' };
    expect(await drivenAlone(subject.time, () => subject.ports.ledger.mark(ticket, key, posted, [], never))).toBe(
      'marked',
    );
    expect((await readSettled(subject, ticket)).ledger).toMatchObject([{ kind: 'posted', ...posted }]);
  });

  test('is known though all notes are deleted, where the account has a field to keep an index in', async () => {
    const subject = await opened();
    subject.fake.addField({ label: 'recourse_ledger', type: 'custom_paragraph' });
    const ticket = subject.customerWrites(letter());
    const posted = { channel: 'C1', message: '7' };
    await drivenAlone(subject.time, () => subject.ports.ledger.mark(ticket, key, posted, [], never));
    await write(subject, await readSettled(subject, ticket), { addTags: ['open'] });
    const note = subject.fake.ticket(ticket.id)?.comments[1]?.id ?? '';
    const headers = { authorization: `Basic ${Buffer.from(`${subject.credential}:X`).toString('base64')}` };
    await fetch(`${subject.baseUrl}/api/v2/conversations/${note}`, { method: 'DELETE', headers });
    const record = await readSettled(subject, ticket);
    expect(record.ledger).toMatchObject([{ kind: 'posted', ...posted }]);
    expect(await claimed(subject, record, 'b')).toBe('conflict');
  });

  test('is dated by the account and not by whoever writes it', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    await claimed(subject, await readSettled(subject, ticket), 'a');
    const [entry] = (await readSettled(subject, ticket)).ledger;
    const [, note] = subject.fake.ticket(ticket.id)?.comments ?? [];
    expect(toIso(Math.floor((entry?.at ?? 0) / 1000) * 1000)).toBe(
      toIso(Math.floor(Date.parse(note?.at ?? '') / 1000) * 1000),
    );
  });
});
