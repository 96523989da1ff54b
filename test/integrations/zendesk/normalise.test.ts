import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeLedger } from '#core/effect/ledger-text.ts';
import type { TicketRecord, TimelineEntry } from '#core/ticket.ts';
import { priorities, ticketStatuses } from '#core/ticket.ts';
import { PayloadError } from '#integrations/errors.ts';
import { normalise } from '#integrations/zendesk/normalise.ts';
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
type Kind<K extends TimelineEntry['kind']> = TimelineEntry & { readonly kind: K };
const entries = <K extends TimelineEntry['kind']>(record: TicketRecord, kind: K): Kind<K>[] =>
  record.timeline.filter((entry): entry is Kind<K> => entry.kind === kind);
const at = (text: string): number => Date.parse(text);
const refusal = (raw: unknown): PayloadError => {
  try {
    read(raw);
  } catch (error) {
    if (error instanceof PayloadError) return error;
    throw error;
  }
  throw new Error('it was read');
};

describe('a Zendesk ticket alone', () => {
  test('is a record in neutral words', () => {
    const record = read({ ticket: rawTicket(), users, readAt: '2026-11-03T10:00:05Z' });
    expect(record).toMatchObject({
      ref: { platform: 'zendesk', account: 'acme', id: '42' },
      url: 'https://acme.zendesk.com/agent/tickets/42',
      subject: 'The kettle',
      channel: 'email',
      status: 'open',
      priority: 'high',
      complainant: { id: '7001', name: 'Rosa Marin', role: 'complainant' },
      assignee: { id: '7002', name: 'Ann Field', role: 'agent' },
      group: '55',
      brand: '66',
      language: 'en-GB',
      tags: ['kitchen', 'recourse_open'],
      fields: {},
      ledger: [],
      createdAt: at('2026-11-02T09:00:00Z'),
      updatedAt: at('2026-11-03T10:00:00Z'),
      readAt: at('2026-11-03T10:00:05Z'),
      version: '2026-11-03T10:00:00Z',
    });
  });

  test('has a timeline of its opening and its own text, one update', () => {
    const { timeline } = read({ ticket: rawTicket() });
    expect(timeline.map(({ kind }) => kind)).toEqual(['opened', 'said']);
    expect(timeline[1]).toMatchObject({
      id: 'description',
      text: 'The kettle leaks.',
      public: true,
      by: { role: 'complainant' },
    });
    expect(timeline[0]?.update).toBe(timeline[1]?.update);
  });

  test('keeps of the complainant’s address the domain alone', () => {
    const from = (email: unknown) => read({ ticket: rawTicket(), users: [{ id: 7001, name: 'Rosa Marin', email }] });
    expect(from('Rosa.Marin@Ombudsman.Example').senderDomain).toBe('ombudsman.example');
    expect(JSON.stringify(from('rosa.marin@ombudsman.example'))).not.toContain('rosa.marin@');
    for (const odd of [null, 7, 'rosa', 'rosa@', 'rosa@a b', {}]) expect(from(odd).senderDomain).toBeUndefined();
  });

  test('is the complainant’s words where it names nobody', () => {
    const nobody = { requester_id: null, submitter_id: null };
    const by = (via: object) => read({ ticket: rawTicket({ ...nobody, via }) }).timeline.map((entry) => entry.by.role);
    expect(by({ channel: 'email' })).toEqual(['complainant', 'complainant']);
    expect(by({ channel: 'rule' })).toEqual(['automatic', 'automatic']);
  });

  test('is linked by its account’s name, not by what the payload says', () => {
    expect(read({ ticket: rawTicket({ url: 'https://evil.test/x' }) }).url).toBe(
      'https://unknown.zendesk.com/agent/tickets/42',
    );
    expect(read({ ticket: rawTicket(), account: 'fernhill' }).url).toBe(
      'https://fernhill.zendesk.com/agent/tickets/42',
    );
    expect(refusal({ ticket: rawTicket(), account: 'evil.com/' }).path).toBe('account');
  });

  test('keeps its status where the word is new to us: by its custom status, else as open', () => {
    const customStatuses = [{ id: 9, status_category: 'pending' }];
    expect(read({ ticket: rawTicket({ status: 'waiting', custom_status_id: 9 }), customStatuses }).status).toBe(
      'pending',
    );
    expect(read({ ticket: rawTicket({ status: 'waiting', custom_status_id: 8 }), customStatuses }).status).toBe('open');
    expect(read({ ticket: rawTicket({ status: null }) }).status).toBe('open');
    for (const status of ticketStatuses) {
      expect(read({ ticket: rawTicket({ status }) }).status).toBe(status);
      expect(read({ ticket: rawTicket({ status: status.toUpperCase() }) }).status).toBe(status);
    }
  });

  test('is deleted once it was scrubbed', () => {
    expect(read({ ticket: rawTicket({ subject: 'SCRUBBED', description: 'X', status: 'closed' }) }).status).toBe(
      'deleted',
    );
  });

  test('has a channel for every way in that Zendesk names, by word or by number', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      ['email', 'email'],
      ['mail', 'email'],
      [4, 'email'],
      ['web', 'web'],
      ['web_form', 'web'],
      [0, 'web'],
      ['voice', 'phone'],
      [33, 'phone'],
      ['chat', 'chat'],
      ['native_messaging', 'chat'],
      ['twitter_dm', 'social'],
      ['api', 'api'],
      [37, 'chat'],
      [69, 'other'],
      ['whatsapp', 'chat'],
      ['sunshine_conversations_facebook_messenger', 'social'],
      ['answer_bot_for_web_widget', 'chat'],
      ['side_conversation', 'other'],
      ['sample_ticket', 'other'],
      ['rule', 'other'],
      ['carrier_pigeon', 'other'],
      [null, 'other'],
    ];
    for (const [channel, ours] of cases) expect(read({ ticket: rawTicket({ via: { channel } }) }).channel).toBe(ours);
    expect(read({ ticket: rawTicket({ via: null }) }).channel).toBe('other');
  });

  test('has no priority where Zendesk has none or a new one', () => {
    expect(read({ ticket: rawTicket({ priority: null }) }).priority).toBeUndefined();
    expect(read({ ticket: rawTicket({ priority: 'extreme' }) }).priority).toBeUndefined();
    for (const priority of priorities) expect(read({ ticket: rawTicket({ priority }) }).priority).toBe(priority);
  });

  test('tells that it was merged away by its tag where no history names the other ticket', () => {
    const [merged] = entries(read({ ticket: rawTicket({ tags: ['closed_by_merge'] }) }), 'merged');
    expect(merged).toMatchObject({ into: undefined, from: undefined });
  });

  test('carries the rating Zendesk shows, and none that was only offered', () => {
    const rating = (score: string) => entries(read({ ticket: rawTicket({ satisfaction_rating: { score } }) }), 'rated');
    expect(rating('bad')).toMatchObject([{ score: 'bad', by: { role: 'complainant' } }]);
    expect(rating('goodwithcomment')).toMatchObject([{ score: 'good' }]);
    expect(rating('offered')).toEqual([]);
  });
});

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

describe('what happened to a Zendesk ticket', () => {
  const record = (audits: readonly object[], more: object = {}) =>
    read({ ticket: rawTicket(), users, self, audits, ...more });

  test('tells each change of status with who made it, a rule’s as automatic', () => {
    const statuses = entries(
      record([
        audit(1, requester, [created('status', 'new')]),
        audit(2, agent, [changed('status', 'new', 'pending')]),
        audit(3, agent, [changed('status', 'pending', 'solved', { via: via('rule', 'automation') })]),
      ]),
      'status',
    );
    expect(statuses).toMatchObject([
      { from: undefined, to: 'new', by: { role: 'complainant' }, update: '1' },
      { from: 'new', to: 'pending', by: { role: 'agent' }, update: '2' },
      { from: 'pending', to: 'solved', by: { role: 'automatic' }, update: '3' },
    ]);
  });

  test('tells priority, and who has the ticket after each save', () => {
    const found = record([
      audit(1, requester, [created('group_id', '55'), created('priority', null)]),
      audit(2, agent, [changed('assignee_id', null, '7002'), changed('priority', null, 'urgent')]),
      audit(3, agent, [changed('assignee_id', '7002', null), changed('group_id', '55', '56')]),
    ]);
    expect(entries(found, 'assigned')).toMatchObject([
      { to: undefined, group: '55' },
      { to: '7002', group: '55' },
      { to: undefined, group: '56' },
    ]);
    expect(entries(found, 'priority')).toMatchObject([{ from: undefined, to: 'urgent' }]);
  });

  test('tells ratings once, from the history where there is one', () => {
    const found = record([audit(1, requester, [changed('satisfaction_score', 'offered', 'bad')])], {
      ticket: rawTicket({ satisfaction_rating: { score: 'bad' } }),
    });
    expect(entries(found, 'rated')).toMatchObject([{ score: 'bad', at: at('2026-11-02T10:00:00Z') }]);
  });

  test('names the other ticket of a merge, and when it was received where that was read', () => {
    const from = entries(
      record([audit(1, agent, [], { via: via('merge', 'merge', { from: { ticket_id: 7, subject: 'older' } }) })], {
        mergedTickets: [{ id: 7, created_at: '2026-10-01T08:00:00Z' }],
      }),
      'merged',
    );
    expect(from).toMatchObject([{ from: '7', into: undefined, receivedAt: at('2026-10-01T08:00:00Z') }]);
    const into = entries(
      record(
        [
          audit(1, agent, [
            {
              type: 'Comment',
              body: 'merged',
              via: via('web', 'merge', { from: { ticket_id: 42 }, to: { ticket_id: '9' } }),
            },
          ]),
        ],
        {
          ticket: rawTicket({ tags: ['closed_by_merge'] }),
        },
      ),
      'merged',
    );
    expect(into).toMatchObject([{ into: '9', from: undefined }]);
  });

  test('finds our fields in the list that stands there a second time', () => {
    const ticketFields = [{ id: 301, key: 'recourse_outcome' }];
    const ticket = rawTicket({ custom_fields: null, fields: [{ id: 301, value: 'upheld' }] });
    expect(read({ ticket, ticketFields }).fields).toEqual({ outcome: 'upheld' });
  });

  test('tells changes of our own fields by our names, but not of the ledger', () => {
    const ticketFields = [
      { id: 301, key: 'recourse_outcome', title: 'Outcome' },
      { id: 302, title: 'recourse_ledger' },
      { id: 303, key: 'recourse_severity', active: false },
      { id: 304, key: 'theirs' },
    ];
    const ledger = encodeLedger([{ kind: 'noted', key: 'k', at: 5 }]);
    const found = record(
      [
        audit(1, agent, [
          changed('301', null, 'upheld'),
          changed('302', null, ledger),
          changed('303', null, 'x'),
          changed('304', null, 'y'),
        ]),
      ],
      {
        ticketFields,
        ticket: rawTicket({
          custom_fields: [
            { id: 301, value: 'upheld' },
            { id: 302, value: ledger },
            { id: 303, value: 'x' },
            { id: 304, value: ['y'] },
          ],
        }),
      },
    );
    expect(found.fields).toEqual({ outcome: 'upheld' });
    expect(found.ledger).toEqual([{ kind: 'noted', key: 'k', at: 5 }]);
    expect(entries(found, 'field')).toMatchObject([{ field: 'outcome', value: 'upheld' }]);
  });

  test('comes in order of time and, within a second, of saving', () => {
    const found = record([
      audit(3, agent, [changed('status', 'open', 'solved')]),
      audit(2, agent, [changed('status', 'new', 'open')]),
    ]);
    expect(found.timeline.map(({ update }) => update)).toEqual(['opened', 'opened', '2', '3']);
  });
});

describe('what is not as Zendesk documents it', () => {
  test('is a PayloadError that names the path and quotes nothing', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [undefined, ''],
      [null, ''],
      ['secret words', ''],
      [{}, 'ticket'],
      [{ ticket: 7 }, 'ticket'],
      [{ ticket: rawTicket({ id: null }) }, 'ticket.id'],
      [{ ticket: rawTicket({ id: 2 ** 53 }) }, 'ticket.id'],
      [{ ticket: rawTicket({ id: '9007199254740993' }) }, 'ticket.id'],
      [{ ticket: rawTicket({ created_at: 'secret words' }) }, 'ticket.created_at'],
      [{ ticket: rawTicket({ created_at: '2026-13-45T00:00:00Z' }) }, 'ticket.created_at'],
      [{ ticket: rawTicket({ tags: 'secret words' }) }, 'ticket.tags'],
      [{ ticket: rawTicket(), comments: [comment(1, agent), { id: 2 }] }, 'comments.1.created_at'],
      [{ ticket: rawTicket(), audits: [{ id: 1, created_at: '2026-11-02T10:00:00Z', events: {} }] }, 'audits.0.events'],
    ];
    for (const [raw, path] of cases) {
      const error = refusal(raw);
      expect(error).toMatchObject({ code: 'ZENDESK_PAYLOAD', path });
      expect(`${error.message}${String(error.stack)}`).not.toContain('secret words');
    }
  });

  test('never is anything but a record or a PayloadError, whatever came', () => {
    const fragment = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        null,
        [],
        {},
        'x',
        -1,
        1.5,
        '7',
        true,
        '2026-11-02T10:00:00Z',
        [null],
        [{}],
        [{ id: 1 }],
      ),
    );
    const spoilt = (base: Record<string, unknown>) =>
      fc
        .dictionary(fc.constantFrom(...Object.keys(base)), fragment, { maxKeys: 2 })
        .map((change) => ({ ...base, ...change }));
    const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
    const raws = fc.record({
      ticket: fc.oneof({ weight: 1, arbitrary: fragment }, { weight: 9, arbitrary: spoilt(rawTicket()) }),
      comments: seldom(fc.oneof(fragment, fc.array(spoilt(comment(1, agent)), { maxLength: 3 }))),
      audits: seldom(
        fc.oneof(fragment, fc.array(spoilt(audit(1, agent, [changed('status', 'open', 'x')])), { maxLength: 3 })),
      ),
      users: seldom(fc.oneof(fragment, fc.constant(users))),
      ticketFields: seldom(fragment),
      account: seldom(fragment),
      readAt: seldom(fragment),
      self: seldom(fragment),
      mergedTickets: seldom(fragment),
    });
    let records = 0;
    fc.assert(
      fc.property(fc.oneof(raws, fc.jsonValue()), (raw) => {
        try {
          read(raw);
          records += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(PayloadError);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(records).toBeGreaterThan(30);
  });

  test('does not include keys that Zendesk adds: they pass unread, a prototype’s among them', () => {
    const raw = JSON.parse(
      '{"ticket":{"id":1,"created_at":"2026-11-02T10:00:00Z","__proto__":{"status":"closed"},"new_key":{"a":1}},"constructor":1}',
    ) as unknown;
    expect(read(raw).status).toBe('open');
    expect(({} as Record<string, unknown>)['status']).toBeUndefined();
  });
});
