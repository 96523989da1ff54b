import { describe, expect, test } from 'vitest';
import { encodeLedger } from '#core/effect/ledger-text.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { normalise } from '#integrations/zendesk/normalise.ts';
import { entries } from '#test/integrations/of-records.ts';
import { agent, audit, changed, created, rawTicket, requester, self, users, via } from './raw-tickets.ts';

const read = (raw: unknown): TicketRecord => normalise(raw, { prefix: 'recourse_' });
const at = (text: string): number => Date.parse(text);

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

  test('names the other ticket of a merge, when it was received and how grave it was where that was read', () => {
    const tags = ['recourse_complaint', 'recourse_severity_high'];
    const from = entries(
      record([audit(1, agent, [], { via: via('merge', 'merge', { from: { ticket_id: 7, subject: 'older' } }) })], {
        mergedTickets: [{ id: 7, created_at: '2026-10-01T08:00:00Z', tags }],
      }),
      'merged',
    );
    expect(from).toMatchObject([
      { from: '7', into: undefined, receivedAt: at('2026-10-01T08:00:00Z'), complaint: 'yes', severity: 'high' },
    ]);
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

  test('brings along what was written on a merged ticket where nothing of ours stands on it', () => {
    const ticketFields = [{ id: 301, key: 'recourse_recognition' }];
    const row = {
      subject: 'Heater',
      messages: ['It burns.'],
      tags: ['vip'],
      custom_fields: [{ id: 301, value: null }],
    };
    const unmarkedOf = (...told: object[]) => {
      const more = { ticketFields, mergedTickets: [{ id: 7, created_at: '2026-10-01T08:00:00Z', tags: [], told }] };
      const merge = audit(1, agent, [], { via: via('merge', 'merge', { from: { ticket_id: 7 } }) });
      return entries(record([merge], more), 'merged').map(({ unmarked }) => unmarked);
    };
    const words = { subject: 'Heater', messages: ['It burns.'], tags: ['vip'] };
    expect(unmarkedOf(row, { tags: [] })).toEqual([[words, { subject: '', messages: [], tags: [] }]]);
    expect(unmarkedOf(row, { ...row, tags: ['recourse_possible'] })).toEqual([undefined]);
    expect(unmarkedOf({ ...row, custom_fields: [{ id: 301, value: '{}' }] })).toEqual([undefined]);
    expect(unmarkedOf()).toEqual([undefined]);
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
