import { describe, expect, test } from 'vitest';
import { zendeskHost } from '#apps/zendesk-sidebar/host.ts';
import type { ZafClient, ZafRequest } from '#apps/zendesk-sidebar/zaf.ts';

const now = Date.parse('2026-11-17T12:00:00Z');
const ticket = {
  id: 7,
  url: 'https://acme.zendesk.com/api/v2/tickets/7.json',
  subject: 'Late',
  status: 'pending',
  custom_status_id: 31,
  requester_id: 501,
  submitter_id: 501,
  assignee_id: null,
  tags: [],
  custom_fields: [],
  created_at: '2026-11-16T10:00:00Z',
  updated_at: '2026-11-16T11:00:00Z',
  via: { channel: 'email' },
};
const people = [
  { id: 501, name: 'Joan Marsh', role: 'end-user' },
  { id: 502, name: 'Priya Nair', role: 'agent' },
];
const said = { id: 1, author_id: 502, body: 'We look into it.', public: true, created_at: '2026-11-16T11:00:00Z' };

interface Company {
  readonly role?: string;
  readonly ticket?: object;
  /** Whether writers come along with comments. */
  readonly sideloads?: boolean;
}

/** Zendesk with one ticket, as its app client shows it; every request is written down. */
function zendesk({ role = 'agent', ticket: more = {}, sideloads = true }: Company = {}) {
  const asked: ZafRequest[] = [];
  const bodies: Readonly<Record<string, object>> = {
    'tickets/7.json': { ticket: { ...ticket, ...more }, users: [people[0]] },
    'tickets/7/comments.json': { comments: [said], ...(sideloads ? { users: people } : {}) },
    'tickets/7/audits.json': { audits: [] },
    'ticket_fields.json': { ticket_fields: [] },
    'custom_statuses.json': { custom_statuses: [] },
    'ticket_forms.json': { ticket_forms: [{ id: 30, name: 'Complaint' }] },
    'users/show_many.json': { users: people },
  };
  const client: ZafClient = {
    get: async () => ({ currentUser: { name: 'Priya Nair', role, locale: 'en-GB' } }),
    set: async () => true,
    invoke: async () => true,
    on: () => undefined,
    context: async () => ({ ticketId: 7, account: { subdomain: 'acme' } }),
    metadata: async () => ({ settings: {} }),
    async request(options) {
      asked.push(options);
      const path = /^\/api\/v2\/([^?]+)/u.exec(options.url)?.[1] ?? '';
      const body = bodies[path];
      if (body === undefined) throw { status: 404 };
      return { status: 200, responseJSON: body, responseHeaders: `date: ${new Date(now).toUTCString()}` };
    },
  };
  return { client, asked, paths: () => asked.map(({ url }) => url.slice('/api/v2/'.length)) };
}

describe('the panel’s host in Zendesk', () => {
  test('asks for the ticket before anybody wants to read it, and reads it with those requests', async () => {
    const { client, paths } = zendesk();
    const host = await zendeskHost(client, () => now);
    const before = paths();
    expect(before).toHaveLength(6);
    const { record } = await host.read('recourse_');
    expect(paths()).toEqual(before);
    expect(record.timeline.at(-1)).toMatchObject({ kind: 'said', by: { name: 'Priya Nair', role: 'agent' } });
    await host.read('recourse_');
    // What does not change while an agent works is not asked for again.
    expect(paths()).toHaveLength(before.length + 3);
  });

  test('asks for writers by themselves where Zendesk does not send them along', async () => {
    const { client, paths } = zendesk({ sideloads: false });
    const host = await zendeskHost(client, () => now);
    const { record } = await host.read('recourse_');
    expect(paths().at(-1)).toBe('users/show_many.json?ids=502');
    expect(record.timeline.at(-1)).toMatchObject({ by: { name: 'Priya Nair', role: 'agent' } });
  });

  test.each([
    ['agent', true],
    ['admin', true],
    ['Light Agent', false],
    ['Contributor', false],
  ])('knows that a %s may write: %s', async (role, mayWrite) => {
    const host = await zendeskHost(zendesk({ role }).client, () => now);
    expect((await host.read('recourse_')).viewer.mayWrite).toBe(mayWrite);
  });

  test.each([
    [{}, { custom_status_id: 31 }],
    [{ custom_status_id: null, status: 'hold' }, { status: 'hold' }],
    [{ status: 'new' }, { status: 'open' }],
  ])('puts a ticket that was %j back by %j', async (more, written) => {
    const { client, asked } = zendesk({ ticket: more });
    const host = await zendeskHost(client, () => now);
    const seen = await host.read('recourse_');
    await host.save(seen, { change: {}, solve: false, reopenAs: seen.statusCode }, 'recourse_');
    const { ticket: body } = JSON.parse(asked.at(-1)?.data ?? '') as { ticket: object };
    expect(body).toEqual({ safe_update: true, updated_stamp: '2026-11-16T11:00:00Z', ...written });
  });

  test('tells whoever reads of what failed while nobody did', async () => {
    const { client } = zendesk();
    const cut: ZafClient = { ...client, request: async () => Promise.reject({ status: 0 }) };
    const host = await zendeskHost(cut, () => now);
    await expect(host.read('recourse_')).rejects.toMatchObject({ reason: 'offline' });
  });
});
