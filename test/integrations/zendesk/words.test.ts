import { describe, expect, test } from 'vitest';
import type { TicketRecord } from '#core/ticket.ts';
import { normalise } from '#integrations/zendesk/normalise.ts';
import { entries } from '#test/integrations/of-records.ts';
import {
  agent,
  audit,
  changed,
  comment,
  created,
  inCopy,
  rawTicket,
  requester,
  self,
  users,
  via,
} from './raw-tickets.ts';

const read = (raw: unknown): TicketRecord => normalise(raw, { prefix: 'recourse_' });

describe('what was said on a Zendesk ticket', () => {
  const said = (raw: object) => entries(read({ ticket: rawTicket(), users, self, ...raw }), 'said');

  test('is told once though comments and audits both tell it, with the audit as its update', () => {
    const words = said({
      comments: [comment(1, requester), comment(2, agent)],
      audits: [
        audit(1_001, requester, [{ id: 1, type: 'Comment', body: 'old', public: true }, created('status', 'new')]),
        audit(1_002, agent, [{ id: 2, type: 'Comment', body: 'old', public: true }]),
      ].map((entry) => ({
        ...entry,
        events: (entry['events'] as object[]).map((event, n) => ({
          ...event,
          id: n === 0 ? Number(entry['id']) - 1_000 : 9,
        })),
      })),
    });
    expect(words).toMatchObject([
      { id: '1', update: '1001', text: 'words 1', by: { role: 'complainant' } },
      { id: '2', update: '1002', text: 'words 2', by: { role: 'agent' } },
    ]);
  });

  test('bears the name of whoever said it, however many they are', () => {
    const crowd = Array.from({ length: 40 }, (_, n) => ({ id: 9_000 + n, name: `Colleague ${n}`, role: 'agent' }));
    const everybodyTwice = [...crowd, ...crowd];
    const words = said({
      users: [...users, ...crowd],
      comments: everybodyTwice.map(({ id }, n) => comment(n + 1, id)),
    });
    expect(words.map(({ by }) => by)).toEqual(
      everybodyTwice.map(({ id, name }) => ({ id: String(id), name, role: 'agent' })),
    );
  });

  test('is public or private as the comment says', () => {
    expect(
      said({ comments: [comment(1, agent, { public: false }), comment(2, agent)] }).map((entry) => entry.public),
    ).toEqual([false, true]);
  });

  test('uses the text without mark-up, and the body where there is no such text', () => {
    expect(
      said({
        comments: [
          comment(1, agent, { plain_body: '', body: 'b' }),
          comment(2, agent, { plain_body: null, body: null }),
        ],
      }).map(({ text }) => text),
    ).toEqual(['b', '']);
  });

  test('is read from the mark-up where nothing else is given', () => {
    const html = { plain_body: null, body: null, html_body: '<div><p>K&auml;lte<br>im B&uuml;ro</p></div>' };
    expect(said({ comments: [comment(1, agent, html)] })[0]?.text).toBe('Kälte\nim Büro');
    const event = { type: 'Comment', html_body: '<p>aus dem Verlauf</p>' };
    expect(said({ audits: [audit(1_002, agent, [event])] }).at(-1)?.text).toBe('aus dem Verlauf');
  });

  test('includes the description where a history without words was read', () => {
    const words = said({ audits: [audit(1, requester, [created('status', 'new')])] });
    expect(words).toMatchObject([{ id: 'description', text: 'The kettle leaks.' }]);
  });

  test('includes nothing of what agents say aside to others', () => {
    const aside = { via: { channel: 'side_conversation', source: { from: {}, to: {}, rel: null } } };
    const words = said({
      comments: [comment(1, requester), comment(2, agent, aside), comment(3, agent, { via: { channel: 69 } })],
      audits: [
        audit(1_004, agent, [{ type: 'Comment', body: 'Dear supplier', public: true, ...aside }]),
        audit(1_005, agent, [{ type: 'Comment', body: 'Dear supplier', public: true }], aside),
        // Kinds of events that nobody documents, whatever they hold.
        audit(1_006, agent, [{ type: 'CollabThreadReply', body: 'We replace it.', public: true, value: { id: 'a1' } }]),
      ],
      sideConversations: [{ id: '8566255a-ece5-11e8-857d-493066fa7b17', state: 'open', preview_text: 'Dear supplier' }],
    });
    expect(words.map(({ text }) => text)).toEqual(['words 1']);
  });

  test('is all there on a ticket that was itself made to speak aside', () => {
    const aside = { via: { channel: 'side_conversation' } };
    expect(said({ ticket: rawTicket(aside), comments: [comment(1, requester, aside)] })).toHaveLength(1);
  });

  test('belongs to a light agent as to any agent, and to a suspended or deleted customer as it did', () => {
    const people = [
      { id: 7_801, name: 'Lee Light', role: 'agent', role_type: 1, restricted_agent: true },
      { id: requester, name: 'Rosa Marin', role: 'end-user', suspended: true, active: false },
    ];
    const words = said({ users: people, comments: [comment(1, 7_801, { public: false }), comment(2, requester)] });
    expect(words.map(({ by }) => by.role)).toEqual(['agent', 'complainant']);
  });

  test('belongs to the complainant though a bot took it down, and to nobody where the bot answered', () => {
    const bot = { via: { channel: 'answer_bot_for_web_widget' } };
    const words = said({ comments: [comment(1, requester, bot), comment(2, agent, bot)] });
    expect(words.map(({ by }) => by.role)).toEqual(['complainant', 'automatic']);
  });

  test('belongs to a person in the capacity they have on this ticket', () => {
    const roles = said({ comments: [requester, agent, inCopy, self].map((author, n) => comment(n + 1, author)) }).map(
      ({ by }) => by.role,
    );
    expect(roles).toEqual(['complainant', 'agent', 'other', 'agent']);
  });

  test('belongs to nobody where a rule, a bot, a merge or the system wrote it', () => {
    const automatic = [
      comment(1, -1),
      comment(2, agent, { via: via('rule', 'trigger') }),
      comment(3, agent, { via: via('web', 'merge', { from: { ticket_id: 7 } }) }),
      comment(4, agent, { via: { channel: 8 } }),
      comment(5, self, { via: via('api') }),
      comment(6, agent, { via: via('api'), metadata: { custom: { recourse_write: '1' } } }),
    ];
    expect(said({ comments: automatic }).map(({ by }) => by.role)).toEqual(automatic.map(() => 'automatic'));
    expect(said({ comments: [comment(1, self, { via: via('web') })] })[0]?.by.role).toBe('agent');
  });

  test('stays a rule’s where only its audit tells so', () => {
    const audits = [
      {
        ...audit(1_001, agent, []),
        events: [{ id: 1, type: 'Comment', body: 'x', public: true, via: via('rule', 'trigger') }],
      },
    ];
    expect(said({ audits, comments: [comment(1, agent)] })[0]?.by.role).toBe('automatic');
  });

  test('belongs to staff who have left since, and to former requesters, as it did then', () => {
    const gone = 7_900;
    const former = 7_901;
    const audits = [
      audit(1, agent, [changed('assignee_id', null, String(gone))]),
      audit(2, agent, [changed('requester_id', String(former), String(requester))]),
    ];
    const downgraded = [
      ...users,
      { id: gone, name: 'Was Here', role: 'end-user' },
      { id: former, name: 'Spouse', role: 'end-user' },
    ];
    const roles = (raw: object) =>
      said({ audits, comments: [comment(1, gone), comment(2, former)], ...raw }).map(({ by }) => by.role);
    expect(roles({ users: downgraded })).toEqual(['agent', 'complainant']);
    expect(said({ comments: [comment(1, 7_999)] })[0]?.by.role).toBe('agent');
    expect(said({ users: [], comments: [comment(1, inCopy)] })[0]?.by.role).toBe('other');
  });

  test('belongs to staff who have left and never had the ticket, where they did what staff alone may do', () => {
    const [gone, bystander] = [7_900, 7_902];
    const rule = { via: via('rule', 'trigger') };
    const people = [
      ...users,
      { id: gone, name: 'Was Here', role: 'end-user', active: false },
      { id: bystander, name: 'Neighbour', role: 'end-user' },
    ];
    const rolesAfter = (change: Parameters<typeof audit>[2][number], more: typeof change = {}) =>
      said({
        users: people,
        audits: [audit(1, gone, [changed('status', 'open', 'solved')]), audit(2, gone, [change], more)],
        comments: [comment(1, gone), comment(2, bystander)],
      }).map(({ by }) => by.role);
    for (const [field, value] of [
      ['status', 'pending'],
      ['status', 'hold'],
      ['group_id', '55'],
      ['assignee_id', String(agent)],
    ] as const) {
      expect(rolesAfter(changed(field, null, value))).toEqual(['agent', 'other']);
      expect(rolesAfter(changed(field, null, value, rule))).toEqual(['other', 'other']);
      expect(rolesAfter(changed(field, null, value), rule)).toEqual(['other', 'other']);
    }
    // A customer may solve their request, and their word opens it.
    expect(rolesAfter(changed('status', 'solved', 'open'))).toEqual(['other', 'other']);
  });

  test('includes what a rule sent to the complainant of its own accord, as automatic', () => {
    const notice = { type: 'Notification', via: via('rule', 'trigger'), body: 'We have it.', recipients: [requester] };
    const words = said({
      audits: [
        audit(1, requester, [{ type: 'Comment', body: 'Hello', public: true }, created('status', 'new'), notice]),
      ],
    });
    expect(words).toMatchObject([
      { text: 'Hello', by: { role: 'complainant' } },
      { text: 'We have it.', public: true, by: { role: 'automatic' }, update: '1' },
    ]);
  });

  test('does not tell a reply twice because a rule carried it', () => {
    const notice = { type: 'Notification', via: via('rule', 'trigger'), body: 'Ann wrote', recipients: [requester] };
    const toAgents = { ...notice, recipients: [agent] };
    const words = said({
      comments: [comment(1, requester)],
      audits: [
        audit(1_002, agent, [{ type: 'Comment', body: 'Sorry', public: true }, notice]),
        audit(1_003, requester, [toAgents]),
      ],
    });
    expect(words.map(({ text }) => text)).toEqual(['words 1', 'Sorry']);
  });
});
