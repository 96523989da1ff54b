import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { DAY_MS, MINUTE_MS } from '#core/time.ts';
import { createZendeskDesk } from '#integrations/zendesk/desk.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { never } from '#test/contract/helpdesk.ts';
import { agent, comment, rawTicket, requester } from './raw-tickets.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

type Statuses = readonly { readonly id: number; readonly status_category: string }[] | 403 | 404;

type Forms = readonly { readonly id: number; readonly name: string }[] | 403 | 404;

/** An account with one ticket, whose plan a test chooses. */
async function account(plan: {
  statuses?: Statuses;
  forms?: Forms;
  slas?: 'there' | 'ignored' | 403 | 400;
  ticket?: object;
  comments?: object;
  /** What the account says there is none of, and what it shows to nobody like us. */
  lacks?: string;
  withholds?: string;
}) {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    heard.push(`${pathname.replace('/api/v2/', '')} ${searchParams.get('include') ?? ''}`.trim());
    const isWithheld = pathname === `/api/v2/${plan.withholds}`;
    const [status, body] = isWithheld ? [403, {}] : answerTo(pathname, searchParams.get('include') ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const ticketAnswer = (include: string): readonly [number, object] => {
    const { slas = 'there' } = plan;
    const asksSlas = include.split(',').includes('slas');
    if (asksSlas && typeof slas === 'number') return [slas, {}];
    const metric = { metric: 'next_reply_time', stage: 'active', breach_at: '2026-11-24T09:00:00Z' };
    const beside = asksSlas && slas === 'there' ? { slas: { policy_metrics: [metric] } } : {};
    return [200, { ticket: { ...rawTicket(), ...plan.ticket, ...beside }, users: people }];
  };
  const answerTo = (path: string, include: string): readonly [number, object] => {
    const name = path.replace('/api/v2/', '');
    if (name === plan.lacks) return [404, {}];
    const { statuses = [], forms = 404 } = plan;
    if (name === 'tickets/42.json') return ticketAnswer(include);
    if (name === 'custom_statuses.json') {
      return typeof statuses === 'number' ? [statuses, {}] : [200, { custom_statuses: statuses }];
    }
    if (name === 'ticket_forms.json') return typeof forms === 'number' ? [forms, {}] : [200, { ticket_forms: forms }];
    if (name === 'tickets/42/comments.json' && plan.comments !== undefined) return [200, plan.comments];
    const body = others[name];
    return body === undefined ? [404, {}] : [200, body];
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const time = createSimulatedTime(Date.UTC(2026, 10, 23, 9));
  const desk = createZendeskDesk({ account: 'acme', credentials: { bearer: 'x' }, baseUrl, prefix: 'recourse_', time });
  const read = () =>
    drivenAlone(time, () => desk.source.read({ platform: 'zendesk', account: 'acme', id: '42' }, never));
  const askedFor = (name: string): number => heard.filter((one) => one.startsWith(name)).length;
  return { read, askedFor, heard, time, plan };
}

const people = [
  { id: requester, name: 'Rosa', role: 'end-user' },
  { id: agent, name: 'Ann', role: 'agent' },
];

const others: Readonly<Record<string, object>> = {
  'ticket_fields.json': { ticket_fields: [] },
  'users/me.json': { user: { id: 9 } },
  'users/show_many.json': { users: [...people, { id: 7_777, name: 'Ben', role: 'agent' }] },
  'tickets/show_many.json': { tickets: [{ ...rawTicket(), id: 7, created_at: '2026-10-01T08:00:00Z' }] },
  'tickets/42/comments.json': { comments: [] },
  'tickets/42/audits.json': { audits: [] },
};

describe('the helpdesk’s own targets', () => {
  test('are asked for with the ticket and told with it', async () => {
    const { read, heard } = await account({});
    expect((await read()).targets).toEqual([
      { metric: 'nextReply', stage: 'running', dueAt: Date.UTC(2026, 10, 24, 9) },
    ]);
    expect(heard).toContain('tickets/42.json users,slas');
  });

  test.each(['ignored', 403, 400] as const)(
    'are left out where the plan has none (%s), and not asked for again for a day',
    async (slas) => {
      const { read, askedFor, time } = await account({ slas });
      expect((await read()).targets).toBeUndefined();
      await read();
      const first = slas === 'ignored' ? 2 : 3;
      expect(askedFor('tickets/42.json')).toBe(first);
      await time.moveTo(time.now() + DAY_MS + MINUTE_MS);
      await read();
      expect(askedFor('tickets/42.json')).toBe(slas === 'ignored' ? 3 : 5);
    },
  );
});

describe('a ticket', () => {
  const comments = { comments: [comment(1, 7_777)], users: [] };
  const besides = ['users/me.json', 'ticket_fields.json', 'tickets/42/comments.json', 'tickets/42/audits.json'];

  test.each([...besides, 'users/show_many.json'])('is not gone where the account knows none of %s', async (lacks) => {
    const { read, plan } = await account({ comments, lacks });
    await expect(read()).rejects.toMatchObject({ reason: 'unavailable', retryable: true });
    delete plan.lacks;
    expect((await read()).ref.id).toBe('42');
  });

  test('is read where a list leads back to the page that was asked for, which is its last', async () => {
    const meta = { has_more: true, after_cursor: 'again' };
    const { read, askedFor } = await account({ comments: { ...comments, meta } });
    expect((await read()).ref.id).toBe('42');
    expect(askedFor('tickets/42/comments.json')).toBe(2);
  });

  test('is read where what was said on one that was merged into it may not be seen', async () => {
    const via = { channel: 'web', source: { rel: 'merge', from: { ticket_id: 7 }, to: {} } };
    const { read } = await account({
      comments: { comments: [comment(1, agent, { via })], users: [] },
      withholds: 'tickets/7/comments.json',
    });
    const { timeline } = await read();
    expect(timeline.find(({ kind }) => kind === 'merged')).toMatchObject({
      from: '7',
      receivedAt: Date.UTC(2026, 9, 1, 8),
    });
  });

  test('is gone where it says so itself', async () => {
    const { read } = await account({ lacks: 'tickets/42.json' });
    await expect(read()).rejects.toMatchObject({ reason: 'not-found' });
  });
});

describe('whoever wrote on a ticket', () => {
  const colleague = 7_777;
  const told = async (users: unknown) => {
    const comments = { comments: [comment(1, agent), comment(2, colleague)], users };
    const { read, heard } = await account({ comments });
    const { timeline } = await read();
    const names = timeline.flatMap((entry) => (entry.kind === 'said' ? [`${entry.by.name} ${entry.by.role}`] : []));
    return { names, heard, askedFor: heard.filter((one) => one.startsWith('users/show_many')).length };
  };
  const ben = { id: colleague, name: 'Ben', role: 'agent' };

  test('comes with the comments, and we are known already: nobody is asked for by themselves', async () => {
    const { names, heard, askedFor } = await told([ben]);
    expect(names).toEqual(['Ann agent', 'Ben agent']);
    expect(heard).toContain('tickets/42/comments.json users');
    expect(askedFor).toBe(0);
  });

  test.each([
    ['did not come', []],
    ['came as a word', ['Ben (deleted)']],
    ['came without a number', [{ name: 'Ben' }]],
    ['came as nothing', null],
  ])('is asked for by themselves where they %s', async (_, users) => {
    const { names, askedFor } = await told(users);
    expect(names).toEqual(['Ann agent', 'Ben agent']);
    expect(askedFor).toBe(1);
  });
});

describe('the account’s own statuses', () => {
  // A word that is none of Zendesk's five: then the category says what it means.
  const ticket = { status: 'parts ordered', custom_status_id: 77 };

  test('are told by their category, and asked for once a day', async () => {
    const { read, askedFor, time } = await account({ statuses: [{ id: 77, status_category: 'hold' }], ticket });
    expect((await read()).status).toBe('hold');
    await read();
    expect(askedFor('custom_statuses')).toBe(1);
    await time.moveTo(time.now() + DAY_MS + MINUTE_MS);
    await read();
    expect(askedFor('custom_statuses')).toBe(2);
  });

  test.each([403, 404] as const)(
    'are done without where the plan has none (%i): the ticket’s status says enough',
    async (statuses) => {
      const { read, askedFor } = await account({ statuses, ticket });
      expect((await read()).status).toBe('open');
      await read();
      expect(askedFor('custom_statuses')).toBe(1);
    },
  );

  test('that somebody has just made are looked for again, a minute later at the earliest', async () => {
    const made = await account({ statuses: [{ id: 1, status_category: 'open' }], ticket });
    expect((await made.read()).status).toBe('open');
    made.plan.statuses = [{ id: 77, status_category: 'pending' }];
    await made.read();
    expect(made.askedFor('custom_statuses')).toBe(1);
    await made.time.moveTo(made.time.now() + 2 * MINUTE_MS);
    expect((await made.read()).status).toBe('pending');
  });

  test('a closed ticket keeps the status of a solved one, and is closed', async () => {
    const closed = { status: 'closed', custom_status_id: 78 };
    const { read } = await account({ statuses: [{ id: 78, status_category: 'solved' }], ticket: closed });
    expect((await read()).status).toBe('closed');
  });
});

describe('the form a ticket came by', () => {
  const ticket = { ticket_form_id: 31 };
  const forms = [
    { id: 30, name: 'Default Ticket Form' },
    { id: 31, name: 'Complaint' },
  ];

  test('is told by its name, and forms are asked for once a day', async () => {
    const { read, askedFor, time } = await account({ forms, ticket });
    expect((await read()).form).toBe('Complaint');
    await read();
    expect(askedFor('ticket_forms')).toBe(1);
    await time.moveTo(time.now() + DAY_MS + MINUTE_MS);
    await read();
    expect(askedFor('ticket_forms')).toBe(2);
  });

  test.each([403, 404] as const)('is not told where the plan has none (%i)', async (refused) => {
    const { read, askedFor } = await account({ forms: refused, ticket });
    expect((await read()).form).toBeUndefined();
    await read();
    expect(askedFor('ticket_forms')).toBe(1);
  });

  test('is not asked for where the ticket names none', async () => {
    const { read, askedFor } = await account({ forms, ticket: { ticket_form_id: null } });
    expect((await read()).form).toBeUndefined();
    expect(askedFor('ticket_forms')).toBe(0);
  });

  test('that somebody has just made is looked for again, a minute later at the earliest', async () => {
    const made = await account({ forms: forms.slice(0, 1), ticket });
    expect((await made.read()).form).toBeUndefined();
    made.plan.forms = forms;
    expect((await made.read()).form).toBeUndefined();
    await made.time.moveTo(made.time.now() + 2 * MINUTE_MS);
    expect((await made.read()).form).toBe('Complaint');
  });
});
