import { getAdapter, type AxiosAdapter } from 'axios';
import { describe, expect, test } from 'vitest';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { createFreshdeskDesk } from '#integrations/freshdesk/desk.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { failureOf, letter, never, readSettled } from '#test/contract/helpdesk.ts';
import type { openFreshdesk } from './fake-desk.ts';
import { deskOptions, later, opened, write } from './opened-desk.ts';

const statusesOf = ({ timeline }: TicketRecord): string[] =>
  timeline.flatMap((entry) => (entry.kind === 'status' ? [entry.to] : []));

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

  test('is not written to a ticket that is not ours to follow, nor to one in the archive', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    expect((await changed(subject, ticket, 'pending')).record.status).toBe('pending');
    const { subject: other, ticket: archived } = await tracked();
    other.freezes(archived);
    expect(statusesOf(await readSettled(other, archived))).toEqual(['closed']);
    expect(subject.asked().writes + other.asked().writes).toBe(0);
  });

  test('is written to a ticket that was closed, which takes changes for as long as it is not in the archive', async () => {
    const { subject, ticket } = await tracked();
    subject.closes(ticket);
    const closed = await readSettled(subject, ticket);
    expect(statusesOf(closed)).toEqual(['closed']);
    expect(subject.asked().writes).toBe(1);
    expect(await write(subject, closed, { removeTags: ['open'] })).toBe('written');
    await readSettled(subject, ticket);
    expect(subject.asked().writes).toBe(2);
  });

  test('hides nothing that is said while it is written: a ticket as of that save is read with its words', async () => {
    const { subject, ticket } = await tracked();
    await later(subject, HOUR_MS);
    subject.fake.changeStatus(ticket.id, { by: 'Ann Field', status: 'pending' });
    await later(subject, MINUTE_MS);
    const carry = getAdapter('http');
    const http: AxiosAdapter = (request) => {
      if (request.method === 'put') subject.agentReplies(ticket, { text: 'We send another one.', public: true });
      return carry(request);
    };
    const { baseUrl, time, credential: apiKey } = subject;
    const options = deskOptions({ account: ticket.account, apiKey, baseUrl, time, wire: { http, fetch } });
    const { source } = createFreshdeskDesk(options);
    const record = await drivenAlone(time, () => source.read(ticket, never));
    const now = await readSettled(subject, ticket);
    const wordsOf = ({ timeline }: TicketRecord) => timeline.filter(({ kind }) => kind === 'said').length;
    expect([record.version, wordsOf(record)]).toEqual([now.version, 2]);
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

  test('of one ticket is written although another one’s form refuses every change', async () => {
    const { subject, ticket: refused } = await tracked();
    const ticket = subject.customerWrites(letter('b'));
    subject.agentTags(ticket, 'recourse_open');
    subject.fake.addField({ label: 'Order number', type: 'custom_text', requiredForAgents: true });
    subject.fake.setFieldsByAgent(ticket.id, { by: 'Ann Field', fields: { order_number: 'A-7' } });
    await later(subject, HOUR_MS);
    for (const { id } of [refused, ticket]) subject.fake.changeStatus(id, { by: 'Ann Field', status: 'pending' });
    await readSettled(subject, refused);
    await readSettled(subject, ticket);
    await later(subject, MINUTE_MS);
    subject.fake.changeStatus(ticket.id, { by: 'Ann Field', status: 'open' });
    expect(statusesOf(await readSettled(subject, ticket))).toEqual(['pending', 'open']);
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
