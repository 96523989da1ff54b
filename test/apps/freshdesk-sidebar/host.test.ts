import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FreshClient } from '#apps/freshdesk-sidebar/fresh-client.ts';
import { freshdeskHost } from '#apps/freshdesk-sidebar/host.ts';
import { saveClosing, saveFacts } from '#apps/sidebar/save.ts';
import { toIso } from '#core/time.ts';
import { decodeHistory } from '#integrations/freshdesk/history.ts';
import { ownFieldNames } from '#integrations/freshdesk/own-fields.ts';
import { judgeFor } from '../sidebar/a-panel.ts';

const now = Date.parse('2026-11-17T12:00:00Z');
const at = '2026-11-16T10:00:00Z';
const ticket = {
  id: 7,
  subject: 'Late again',
  description: '<p>I want to make a formal complaint.</p>',
  description_text: 'I want to make a formal complaint.',
  status: 2,
  priority: 1,
  source: 1,
  requester_id: 501,
  requester: { id: 501, name: 'Joan Marsh' },
  responder_id: 502,
  group_id: null,
  tags: ['vip', 'recourse_open'],
  custom_fields: {},
  created_at: at,
  updated_at: at,
  stats: { status_updated_at: at },
};
const reply = { id: 9, user_id: 502, body_text: 'We look into it.', private: false, incoming: false, created_at: at };

interface Called {
  readonly name: string;
  readonly body: Partial<Body>;
}

interface Body {
  readonly status: number;
  readonly tags: readonly string[];
  readonly custom_fields: Readonly<Record<string, string>>;
}

/** Freshdesk with one ticket, as its app client shows it; what is asked and pressed is written down. */
function freshdesk() {
  const called: Called[] = [];
  const pressed: unknown[] = [];
  const handlers = new Map<string, () => void>();
  let isShut = false;
  let shown: Omit<typeof ticket, 'tags'> & Pick<Body, 'tags'> = ticket;
  const change = (body: Partial<Body>): unknown => {
    const custom = { ...shown.custom_fields, ...body.custom_fields };
    const savedAt = toIso(now).replace('.000', '');
    const stats = {
      ...shown.stats,
      ...(body.status === 4 ? { resolved_at: savedAt, status_updated_at: savedAt } : {}),
    };
    shown = { ...shown, ...body, custom_fields: custom, updated_at: savedAt, stats };
    return shown;
  };
  const answers: Readonly<Record<string, unknown>> = {
    getConversations: [reply],
    getTicketFields: ownFieldNames.map((name, id) => ({ id, name: `cf_recourse_${name}`, label: `recourse_${name}` })),
    addNote: {},
  };
  const answerTo = (name: string, body: Partial<Body>): unknown => {
    if (name === 'updateTicket') return change(body);
    return name === 'getTicket' ? shown : answers[name];
  };
  const client: FreshClient = {
    data: {
      get: async (name) =>
        name === 'ticket'
          ? { ticket: { id: 7 } }
          : { loggedInUser: { contact: { name: 'Priya Nair', language: 'en' }, roles: [] } },
    },
    events: { on: (name, handler) => void handlers.set(name, handler) },
    iparams: { get: async () => ({ account: 'acme' }) },
    instance: { resize: async () => true },
    interface: {
      async trigger(action, options) {
        if (isShut) throw { status: 400 };
        pressed.push({ action, ...options });
        return true;
      },
    },
    request: {
      async invokeTemplate(name, { body }) {
        const sent = body === undefined ? {} : (JSON.parse(body) as Partial<Body>);
        called.push({ name, body: sent });
        const headers = { date: new Date(now).toUTCString() };
        return { status: 200, headers, response: JSON.stringify(answerTo(name, sent)) };
      },
    },
  };
  return {
    client,
    called,
    pressed,
    handlers,
    shut: () => {
      isShut = true;
    },
    writes: () => called.filter(({ name }) => name === 'updateTicket' || name === 'addNote'),
  };
}

const judge = judgeFor();

describe('the panel’s host in Freshdesk', () => {
  test('asks for the ticket before anybody wants to read it, and reads it with those requests', async () => {
    const { client, called } = freshdesk();
    const host = await freshdeskHost(client, () => now);
    const before = called.length;
    const { record, lacking } = await host.read('recourse_');
    expect([before, called.length]).toEqual([3, 3]);
    expect(record).toMatchObject({ ref: { platform: 'freshdesk', account: 'acme', id: '7' }, subject: 'Late again' });
    expect(lacking).toEqual([]);
  });

  test('ends a complaint with one request that holds status, tags and how the promises stood', async () => {
    const { client, writes } = freshdesk();
    const host = await freshdeskHost(client, () => now);
    await saveClosing({ host, judge });
    expect(writes()).toMatchObject([
      {
        name: 'updateTicket',
        body: { status: 4, custom_fields: { cf_recourse_closing: expect.stringContaining('"endings":[{') } },
      },
    ]);
    const tags = writes().flatMap(({ body }) => body.tags ?? []);
    expect(tags).toEqual(expect.arrayContaining(['vip', 'recourse_complaint']));
    expect(tags).not.toContain('recourse_open');
  });

  test('writes down with a decision when it was made, for Freshdesk forgets', async () => {
    const { client, writes } = freshdesk();
    const host = await freshdeskHost(client, () => now);
    await saveFacts({}, { outcome: 'withdrawn' }, { host, judge });
    expect(writes()).toHaveLength(1);
    const fields = writes()[0]?.body.custom_fields ?? {};
    expect(decodeHistory(fields['cf_recourse_history'])).toContainEqual({
      kind: 'field',
      at: now,
      field: 'outcome',
      value: 'withdrawn',
    });
    expect(fields['cf_recourse_closing']).toContain('"at":"2026-11-17T12:00:00.000Z"');
  });

  test('opens the reply editor with a draft in which nothing is markup, and says where it cannot', async () => {
    const { client, pressed, shut } = freshdesk();
    const host = await freshdeskHost(client, () => now);
    await host.draft('Dear <b>Joan</b> & all,\nwe are sorry.');
    expect(pressed).toEqual([
      { action: 'click', id: 'reply', text: 'Dear &lt;b&gt;Joan&lt;/b&gt; &amp; all,<br>we are sorry.' },
    ]);
    shut();
    await expect(host.draft('x')).rejects.toMatchObject({ reason: 'rejected' });
  });

  describe('is told of a press', () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    test('before it is known what came of it, and looks again when that is', async () => {
      const { client, handlers } = freshdesk();
      const host = await freshdeskHost(client, () => now);
      let looked = 0;
      host.watch({
        again: () => {
          looked += 1;
        },
      });
      handlers.get('ticket.sendReply')?.();
      expect(looked).toBe(1);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(looked).toBe(2);
      handlers.get('app.activated')?.();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(looked).toBe(3);
    });
  });
});
