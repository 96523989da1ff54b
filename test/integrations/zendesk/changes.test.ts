import { afterEach, describe, expect, test } from 'vitest';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { TicketRef } from '#core/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { ZendeskCalls } from '#integrations/zendesk/calls.ts';
import { createZendeskSource } from '#integrations/zendesk/source.ts';
import type { TicketReader } from '#integrations/zendesk/ticket-reader.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { letter, never, readSettled } from '#test/contract/helpdesk.ts';
import { openZendesk } from './fake-desk.ts';

const startAt = Date.UTC(2026, 10, 23, 9);

interface Row {
  readonly id: number;
  readonly second: number;
}

/** An incremental export whose rows a test writes itself, late ones too. */
function exportOf(pageSize = 1_000, mostInTime = () => 1_000) {
  const rows: Row[] = [];
  const asked: Record<string, string | number>[] = [];
  const time = createSimulatedTime(startAt);
  const after = (row: Row, { second, id }: Row): boolean => (row.second === second ? row.id > id : row.second > second);
  const get: ZendeskCalls['get'] = (_path, query = {}) => {
    asked.push({ ...query });
    if (Number(query['per_page']) > mostInTime()) {
      return Promise.reject(new IntegrationError('zendesk', 'timeout', { message: 'did not answer in time' }));
    }
    const [second, id] = Buffer.from(String(query['cursor'] ?? ''), 'base64')
      .toString()
      .split('|')
      .map(Number);
    const from =
      query['cursor'] === undefined ? { second: Number(query['start_time']), id: 0 } : { second: second!, id: id! };
    const found = rows.filter((row) => after(row, from)).toSorted((one, other) => (after(one, other) ? 1 : -1));
    const size = Math.min(pageSize, Number(query['per_page'] ?? pageSize));
    const page = found.slice(0, size);
    const last = page.at(-1) ?? from;
    const body = {
      tickets: page.map((row) => ({ id: row.id, generated_timestamp: row.second })),
      after_cursor: Buffer.from(`${last.second}|${last.id}`).toString('base64'),
      end_of_stream: found.length <= size,
    };
    return Promise.resolve({ status: 200, body, at: time.now() });
  };
  const client: ZendeskCalls['client'] = () => Promise.reject(new Error('not asked for here'));
  const reader = {} as TicketReader;
  const account = { name: 'acme', origin: 'http://127.0.0.1', isTestHost: true, prefix: 'recourse_', time };
  const source = createZendeskSource({ get, client }, reader, account);
  const restarted = () => createZendeskSource({ get, client }, reader, account);
  const round = async (from: string | { sinceAt: number }, by = source): Promise<{ ids: string[]; cursor: string }> => {
    const ids: string[] = [];
    let place = from;
    for (let pages = 0; pages < 50; pages += 1) {
      const page = await by.changesSince(place, never);
      ids.push(...page.tickets.map((ticket) => ticket.id));
      place = page.cursor;
      if (!page.more) return { ids, cursor: page.cursor };
    }
    throw new Error('it never ends');
  };
  const now = (): number => Math.floor(time.now() / 1_000);
  return { rows, asked, time, source, restarted, round, now };
}

describe('the export', () => {
  test('a row that is written late, with an older second than one already given, is not missed', async () => {
    const { rows, round, now } = exportOf();
    rows.push({ id: 1, second: now() - 200 }, { id: 2, second: now() - 100 });
    const first = await round({ sinceAt: startAt - HOUR_MS });
    expect(first.ids).toEqual(['1', '2']);
    rows.push({ id: 3, second: now() - 130 });
    expect((await round(first.cursor)).ids).toEqual(['3']);
  });

  test('what the overlap gives again is given once, and again only where it was written again', async () => {
    const { rows, round, now, time } = exportOf();
    rows.push({ id: 1, second: now() - 100 }, { id: 2, second: now() - 90 });
    let { cursor } = await round({ sinceAt: startAt - HOUR_MS });
    for (let rounds = 0; rounds < 5; rounds += 1) {
      await time.moveTo(time.now() + MINUTE_MS);
      const next = await round(cursor);
      expect(next.ids).toEqual([]);
      cursor = next.cursor;
    }
    rows[0] = { id: 1, second: now() - 70 };
    expect((await round(cursor)).ids).toEqual(['1']);
  });

  test('a cursor whose answer was lost gives the same again', async () => {
    const { rows, round, now } = exportOf();
    const { cursor } = await round({ sinceAt: startAt - HOUR_MS });
    rows.push({ id: 1, second: now() - 100 });
    expect((await round(cursor)).ids).toEqual(['1']);
    expect((await round(cursor)).ids).toEqual(['1']);
  });

  test('a process that starts anew goes on by the cursor of the one before, and may be told a minute of it again', async () => {
    const { rows, round, restarted, now } = exportOf();
    rows.push({ id: 1, second: now() - 1_000 }, { id: 2, second: now() - 110 });
    const { cursor } = await round({ sinceAt: startAt - HOUR_MS });
    rows.push({ id: 3, second: now() - 65 });
    expect((await round(cursor, restarted())).ids).toEqual(['2', '3']);
  });

  test('an account that takes too long for a large page is asked for smaller ones, and now and then for larger ones again', async () => {
    let most = 200;
    const { rows, asked, source, now } = exportOf(1_000, () => most);
    for (let id = 1; id <= 5_000; id += 1) rows.push({ id, second: now() - 6_000 + id });
    const ids: string[] = [];
    let late = 0;
    let place: string | { sinceAt: number } = { sinceAt: startAt - 5 * HOUR_MS };
    let isMore = true;
    while (isMore && asked.length < 100) {
      try {
        const { tickets, cursor, more } = await source.changesSince(place, never);
        ids.push(...tickets.map((ticket) => ticket.id));
        place = cursor;
        isMore = more;
      } catch {
        late += 1;
      }
      if (ids.length >= 3_000) most = 1_000;
    }
    expect(ids).toEqual(rows.map(({ id }) => String(id)));
    expect([late, asked.length]).toEqual([2, 23]);
  });

  test('asked from an instant again, it tells everything again', async () => {
    const { rows, round, now } = exportOf();
    rows.push({ id: 1, second: now() - 100 });
    for (let times = 0; times < 2; times += 1) expect((await round({ sinceAt: startAt - HOUR_MS })).ids).toEqual(['1']);
  });

  test('many pages in which all rows are of one second come to an end, each row once', async () => {
    const { rows, round, now } = exportOf(7);
    const second = now() - 100;
    rows.push(...Array.from({ length: 100 }, (_, n) => ({ id: n + 1, second })));
    const first = await round({ sinceAt: startAt - HOUR_MS });
    expect(new Set(first.ids).size).toBe(100);
    expect(first.ids).toHaveLength(100);
    expect((await round(first.cursor)).ids).toEqual([]);
  });

  test('a process that stops between two pages goes on with the next one', async () => {
    const { rows, source, restarted, round, now } = exportOf(2);
    rows.push(...[1, 2, 3, 4, 5].map((id) => ({ id, second: now() - 200 + id })));
    const page = await source.changesSince({ sinceAt: startAt - HOUR_MS }, never);
    expect(page.more).toBe(true);
    expect((await round(page.cursor, restarted())).ids).toEqual(['3', '4', '5']);
  });

  test('never asks for the last minute, and a row from the future does not make it skip anything', async () => {
    const { rows, round, asked, now, time } = exportOf();
    rows.push({ id: 9, second: now() + 100_000 });
    let { cursor } = await round({ sinceAt: startAt });
    for (let id = 1; id <= 10; id += 1) {
      await time.moveTo(time.now() + 2 * MINUTE_MS);
      rows.push({ id, second: now() - 65 });
      const next = await round(cursor);
      expect(next.ids).toContain(String(id));
      cursor = next.cursor;
      expect(Number(asked.at(-1)?.['start_time'])).toBeLessThan(now() - 60);
    }
  });

  test.each(['', 'v2 abc 1 x', 'bm9uc2Vuc2U=', 'v1 a&start_time=0 1 -', `v1 ${'a'.repeat(2_000)} 1 -`, 'v1 - 1'])(
    '%j is no cursor of this version: it is refused without being sent',
    async (cursor) => {
      const { source, asked } = exportOf();
      const error = await source.changesSince(cursor, never).catch((problem: unknown) => problem);
      expect(error).toBeInstanceOf(IntegrationError);
      expect(error).toMatchObject({ reason: 'rejected', retryable: false });
      expect(asked).toEqual([]);
    },
  );
});

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function opened(): Promise<Awaited<ReturnType<typeof openZendesk>>> {
  const subject = await openZendesk();
  closers.push(() => subject.close());
  return subject;
}

async function changed(subject: Awaited<ReturnType<typeof openZendesk>>, sinceAt: number): Promise<readonly string[]> {
  await subject.time.moveTo(subject.time.now() + 5 * MINUTE_MS);
  const { tickets } = await drivenAlone(subject.time, () => subject.ports.source.changesSince({ sinceAt }, never));
  return tickets.map(({ id }) => id);
}

describe('how a ticket ends', () => {
  const ends: readonly (readonly [
    string,
    string,
    (subject: Awaited<ReturnType<typeof openZendesk>>, ref: TicketRef) => void,
  ])[] = [
    ['closed', 'closed', (subject, ref) => subject.closes(ref)],
    ['archived', 'closed', (subject, ref) => subject.fake.archive(ref.id)],
    ['deleted', 'deleted', (subject, ref) => subject.deletes(ref)],
    ['scrubbed', 'deleted', (subject, ref) => subject.fake.scrub(ref.id)],
  ];
  test.each(ends)('%s: the export tells of it, and it is read as %s', async (_name, status, end) => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    await subject.time.moveTo(subject.time.now() + DAY_MS);
    const sinceAt = subject.time.now();
    end(subject, ticket);
    expect(await changed(subject, sinceAt)).toEqual([ticket.id]);
    expect((await readSettled(subject, ticket)).status).toBe(status);
  });

  test('merged: the export tells of both, and each knows of the other', async () => {
    const subject = await opened();
    const away = subject.customerWrites(letter('away'));
    const kept = subject.customerWrites(letter('kept'));
    await subject.time.moveTo(subject.time.now() + DAY_MS);
    const sinceAt = subject.time.now();
    subject.fake.merge(away.id, kept.id, 'Ann Field');
    expect((await changed(subject, sinceAt)).toSorted()).toEqual([away.id, kept.id].toSorted());
    expect((await readSettled(subject, away)).timeline.find(({ kind }) => kind === 'merged')).toMatchObject({
      into: kept.id,
    });
    expect((await readSettled(subject, kept)).timeline.find(({ kind }) => kind === 'merged')).toMatchObject({
      from: away.id,
    });
  });
});
