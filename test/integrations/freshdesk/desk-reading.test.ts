import { describe, expect, test } from 'vitest';
import type { SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { TicketRef } from '#core/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { createFreshdeskDesk } from '#integrations/freshdesk/desk.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import type { HelpdeskSubject } from '#test/contract/helpdesk.ts';
import { failureOf, letter, never, readSettled } from '#test/contract/helpdesk.ts';
import { deskOptions, later, opened, scripted } from './opened-desk.ts';

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

  test('a merged ticket’s receipt is that of the oldest ticket that was merged into it before', async () => {
    const subject = await opened();
    const tickets: TicketRef[] = [];
    for (const n of [1, 2, 3]) {
      tickets.push(subject.customerWrites(letter(n)));
      await later(subject, HOUR_MS);
    }
    const [oldest, older, newer] = tickets as [TicketRef, TicketRef, TicketRef];
    subject.fake.merge(oldest.id, older.id, 'Ann Field');
    subject.fake.merge(older.id, newer.id, 'Ann Field');
    const { createdAt: receivedAt } = await readSettled(subject, oldest);
    const kept = await readSettled(subject, newer);
    expect(kept.timeline.filter(({ kind }) => kind === 'merged')).toMatchObject([{ from: older.id, receivedAt }]);
  });

  test('what a merged ticket was marked as is asked about anew once that one has changed', async () => {
    const subject = await opened();
    const [away, kept] = [subject.customerWrites(letter('one')), subject.customerWrites(letter('other'))];
    subject.fake.merge(away.id, kept.id, 'Ann Field');
    const broughtBy = async (): Promise<unknown> =>
      (await readSettled(subject, kept)).timeline.find(({ kind }) => kind === 'merged');
    expect(await broughtBy()).toMatchObject({ from: away.id, complaint: undefined });
    subject.agentTags(away, 'recourse_complaint');
    subject.agentTags(away, 'recourse_severity_high');
    await readSettled(subject, away);
    expect(await broughtBy()).toMatchObject({ from: away.id, complaint: 'yes', severity: 'high' });
  });

  test('what a merged ticket is marked as since it was opened again is about itself, until it is over once more', async () => {
    const subject = await opened();
    const [away, kept] = [subject.customerWrites(letter('one')), subject.customerWrites(letter('other'))];
    subject.fake.merge(away.id, kept.id, 'Ann Field');
    const { createdAt: receivedAt } = await readSettled(subject, away);
    const broughtBy = async (): Promise<unknown> => {
      await readSettled(subject, away);
      return (await readSettled(subject, kept)).timeline.find(({ kind }) => kind === 'merged');
    };
    await later(subject, HOUR_MS);
    subject.fake.customerReplies(away.id, 'It is still broken, and nobody answers me.');
    subject.agentTags(away, 'recourse_complaint');
    expect(await broughtBy()).toMatchObject({ from: away.id, receivedAt, complaint: undefined });
    subject.fake.changeStatus(away.id, { by: 'Ann Field', status: 'closed' });
    expect(await broughtBy()).toMatchObject({ from: away.id, receivedAt, complaint: 'yes' });
  });

  test('is read all the same where a note names as merged what can be no ticket', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    const text = 'Ticket with ID 9999999999999999 is merged into this ticket.';
    subject.agentReplies(ticket, { text, public: false });
    expect((await readSettled(subject, ticket)).timeline.at(-1)).toMatchObject({ kind: 'said', text });
  });

  test('tickets that name each other as merged are read all the same', async () => {
    const subject = await opened();
    const [one, other] = [subject.customerWrites(letter('one')), subject.customerWrites(letter('other'))];
    subject.fake.merge(one.id, other.id, 'Ann Field');
    await later(subject, HOUR_MS);
    subject.fake.changeStatus(one.id, { by: 'Ann Field', status: 'open' });
    subject.fake.merge(other.id, one.id, 'Ann Field');
    const froms = (await readSettled(subject, one)).timeline.flatMap((entry) =>
      entry.kind === 'merged' && entry.from !== undefined ? [entry.from] : [],
    );
    expect(froms).toEqual([other.id]);
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

  test('a rating stays when the complaint is opened again', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter('a'));
    subject.agentTags(ticket, 'recourse_complaint');
    await later(subject, HOUR_MS);
    subject.fake.changeStatus(ticket.id, { by: 'Ann Field', status: 'solved' });
    subject.fake.rate(ticket.id, 'bad');
    await later(subject, HOUR_MS);
    subject.fake.customerReplies(ticket.id, 'It broke again.');
    const record = await readSettled(subject, ticket);
    expect(record.status).toBe('open');
    expect(record.timeline.find(({ kind }) => kind === 'rated')).toMatchObject({ score: 'bad' });
  });

  test('a rating stays when the ticket, which nobody read meanwhile, was opened and has just been solved again', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter('a'));
    await later(subject, HOUR_MS);
    subject.fake.changeStatus(ticket.id, { by: 'Ann Field', status: 'solved' });
    await later(subject, HOUR_MS);
    subject.fake.rate(ticket.id, 'bad');
    for (const status of ['open', 'solved'] as const) {
      await later(subject, HOUR_MS);
      subject.fake.changeStatus(ticket.id, { by: 'Ann Field', status });
    }
    const record = await readSettled(subject, ticket);
    expect(record.timeline.find(({ kind }) => kind === 'rated')).toMatchObject({ score: 'bad' });
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

describe('a ticket', () => {
  const at = '2026-11-23T09:00:00Z';
  const answers = {
    '/api/v2/tickets/42': { id: 42, subject: 'Kettle', status: 2, source: 2, tags: [], created_at: at, updated_at: at },
    '/api/v2/ticket_fields': [],
    '/api/v2/tickets/42/conversations': [],
  };
  const readOf = async (without: keyof typeof answers | undefined) => {
    const given = Object.entries(answers).filter(([path]) => path !== without);
    const { baseUrl } = await scripted(Object.fromEntries(given));
    const options = deskOptions({ baseUrl });
    const { source } = createFreshdeskDesk(options);
    return drivenAlone(options.time as SimulatedTime, () =>
      source.read({ platform: 'freshdesk', account: 'acme', id: '42' }, never),
    );
  };

  test('is gone where it says so itself, not where the account knows none of what belongs to it', async () => {
    expect((await readOf(undefined)).ref.id).toBe('42');
    for (const path of ['/api/v2/ticket_fields', '/api/v2/tickets/42/conversations'] as const) {
      await expect(readOf(path)).rejects.toMatchObject({ reason: 'unavailable', retryable: true });
    }
    await expect(readOf('/api/v2/tickets/42')).rejects.toMatchObject({ reason: 'not-found' });
  });

  test('is gone where there is none such and the archive may not be looked into', async () => {
    const { baseUrl } = await scripted({ '/api/v2/tickets/archived/42': 403 });
    const options = deskOptions({ baseUrl });
    const { source } = createFreshdeskDesk(options);
    const read = drivenAlone(options.time as SimulatedTime, () =>
      source.read({ platform: 'freshdesk', account: 'acme', id: '42' }, never),
    );
    await expect(read).rejects.toMatchObject({ reason: 'not-found' });
  });
});

describe('a list', () => {
  const at = '2026-11-23T08:00:00Z';
  const row = { id: 41, tags: ['recourse_open'], created_at: at, updated_at: at };

  test.each([[[null]], ['kitchen'], [[{ name: 'kitchen' }]], [null]])(
    'tells of a ticket with odd tags (%j) and of those behind it',
    async (tags) => {
      const { baseUrl } = await scripted({ '/api/v2/tickets': [{ ...row, id: 40, tags }, row] });
      const options = deskOptions({ baseUrl });
      const { source } = createFreshdeskDesk(options);
      const { tickets } = await drivenAlone(options.time as SimulatedTime, () =>
        source.changesSince({ sinceAt: Date.parse(at) }, never),
      );
      expect(tickets.map(({ id }) => id)).toEqual(['40', '41']);
    },
  );
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

describe('tickets that nobody has solved', () => {
  test('and were made on many days, too many on each for a search, are walked through once', async () => {
    const { fake, time, ports } = await opened();
    const made = fake.seed({ tickets: 3_000, seed: 3, overMs: 9 * DAY_MS, unsolved: 1 });
    const ids: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await drivenAlone(time, () => ports.backlog.unsolved(cursor, never));
      ids.push(...page.tickets.map(({ id }) => id));
      ({ cursor, more } = page);
    }
    expect(ids.toSorted()).toEqual([...made].toSorted());
    const asked = fake.requests();
    // A hundred on a page, and where a page ends its last second is read again.
    expect(asked['GET /tickets']).toBeLessThan(35);
    expect(asked['GET /search/tickets']).toBeLessThan(30);
  });
});
