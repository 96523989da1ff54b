import { describe, expect, test } from 'vitest';
import { judge } from '#core/pipeline.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { normalise } from '#integrations/freshdesk/normalise.ts';
import { samplePolicy } from '#test/core/policy/sample-policy.ts';
import { entries } from '#test/integrations/of-records.ts';
import { agent, conversation, rawTicket, requester, stats } from './raw-tickets.ts';

const read = (raw: unknown): TicketRecord => normalise(raw, { prefix: 'recourse_' });
const at = (text: string): number => Date.parse(text);

describe('what Freshdesk keeps no history of', () => {
  const statuses = (ticket: object, conversations: object[] = []) =>
    entries(read({ ticket, conversations }), 'status').map(({ from, to, at, by }) => [
      from,
      to,
      new Date(at).toISOString(),
      by.role,
    ]);
  const history = (rows: readonly unknown[]) => ({
    custom_fields: { cf_recourse_history: JSON.stringify({ v: 1, e: rows }) },
  });

  test('is nothing for a ticket that is open since it was made', () => {
    expect(statuses(rawTicket({ stats: stats() }))).toEqual([]);
    expect(statuses(rawTicket({ status: 3 }))).toEqual([]);
  });

  test('is read from when its last changes were', () => {
    const change = { status_updated_at: '2026-11-02T12:00:00Z', pending_since: '2026-11-02T12:00:00Z' };
    expect(statuses(rawTicket({ status: 3, stats: stats(change) }))).toEqual([
      ['open', 'pending', '2026-11-02T12:00:00.000Z', 'agent'],
    ]);
    const over = {
      status_updated_at: '2026-11-05T12:00:00Z',
      resolved_at: '2026-11-02T12:00:00Z',
      closed_at: '2026-11-05T12:00:00Z',
    };
    expect(statuses(rawTicket({ status: 5, stats: stats(over) }))).toEqual([
      ['open', 'solved', '2026-11-02T12:00:00.000Z', 'agent'],
      ['solved', 'closed', '2026-11-05T12:00:00.000Z', 'automatic'],
    ]);
  });

  test('is joined with what was written down', () => {
    const rows = [
      ['status', at('2026-11-02T10:00:00Z'), 'pending'],
      ['status', at('2026-11-02T11:00:00Z'), 'open'],
    ];
    const ticket = rawTicket({
      status: 4,
      stats: stats({ status_updated_at: '2026-11-02T12:00:00Z', resolved_at: '2026-11-02T12:00:00Z' }),
      ...history(rows),
    });
    expect(statuses(ticket).map(([from, to]) => [from, to])).toEqual([
      ['open', 'pending'],
      ['pending', 'open'],
      ['open', 'solved'],
    ]);
    expect(read({ ticket }).fields).toEqual({});
  });

  test('ends with the status that the ticket has, whatever was seen in the very second of its last change', () => {
    const second = '2026-11-02T12:00:00Z';
    const ticketFields = [
      { name: 'status', choices: { 8: ['In progress', ''], 9: ['Waiting for the customer', ''] } },
      { name: 'cf_recourse_history', label: 'recourse_history' },
    ];
    for (const [seen, status, now] of [
      ['pending', 2, 'open'],
      ['solved', 2, 'open'],
      ['hold', 3, 'pending'],
      // A status of the account's own that was called otherwise until now.
      ['pending', 8, 'open'],
      ['hold', 9, 'pending'],
    ] as const) {
      const ticket = rawTicket({
        status,
        stats: stats({ status_updated_at: second }),
        ...history([['status', at(second), seen]]),
      });
      const record = read({ ticket, ticketFields });
      const last = entries(record, 'status').at(-1);
      expect([seen, status, record.status, last?.to]).toEqual([seen, status, now, now]);
    }
  });

  test('stays as it was seen, also within one second, when the ticket moves on', () => {
    const second = at('2026-11-02T12:00:00Z');
    const rows = [
      ['status', second, 'pending'],
      ['status', second, 'open'],
    ];
    const change = { status_updated_at: '2026-11-03T12:00:00Z', resolved_at: '2026-11-03T12:00:00Z' };
    expect(
      statuses(rawTicket({ status: 4, stats: stats(change), ...history(rows) })).map(([from, to]) => [from, to]),
    ).toEqual([
      ['open', 'pending'],
      ['pending', 'open'],
      ['open', 'solved'],
    ]);
  });

  test('tells two changes of one second apart: who takes a closing back at once has a complaint that is open', () => {
    const second = '2026-11-02T12:00:00Z';
    const words = 'I want to make a formal complaint. The sofa arrived broken and nobody answers.';
    const answer = conversation(9, agent, { created_at: second, body_text: 'We refunded you.' });
    for (const conversations of [[], [answer]]) {
      const record = read({
        ticket: rawTicket({
          description_text: words,
          stats: stats({ status_updated_at: second, reopened_at: second }),
          ...history([['status', at(second), 'solved']]),
        }),
        conversations,
      });
      const { complaint } = judge(record, samplePolicy(), at(second));
      expect(complaint?.events.map(({ kind }) => kind).slice(-1)).toEqual(['reopened']);
      expect(complaint?.isOpen).toBe(true);
      const updates = entries(record, 'status').map(({ update }) => update);
      expect(new Set(updates).size).toBe(2);
    }
  });

  test('shows that a ticket opened again had been solved, though nobody saw when', () => {
    const again = { status_updated_at: '2026-11-02T12:00:00Z', reopened_at: '2026-11-02T12:00:00Z' };
    expect(statuses(rawTicket({ stats: stats(again) })).map(([, to, at]) => [to, at])).toEqual([
      ['solved', '2026-11-02T11:59:59.000Z'],
      ['open', '2026-11-02T12:00:00.000Z'],
    ]);
    const known = history([['status', at('2026-11-02T11:00:00Z'), 'solved']]);
    expect(statuses(rawTicket({ stats: stats(again), ...known })).map(([, to, at]) => [to, at])).toEqual([
      ['solved', '2026-11-02T11:00:00.000Z'],
      ['open', '2026-11-02T12:00:00.000Z'],
    ]);
  });

  test('is taken for the doing of whoever spoke at that moment, staff before a rule', () => {
    const change = { status_updated_at: '2026-11-02T10:00:01Z', pending_since: '2026-11-02T10:00:01Z' };
    const ticket = rawTicket({ status: 3, stats: stats(change) });
    const conversations = [conversation(1, null), conversation(2, agent), conversation(3, requester)];
    const [status] = entries(read({ ticket, conversations }), 'status');
    expect(status).toMatchObject({ update: '2', by: { id: '7002', role: 'agent' } });
    const again = { status_updated_at: '2026-11-02T10:00:00Z', reopened_at: '2026-11-02T10:00:00Z' };
    const reopened = read({ ticket: rawTicket({ stats: stats(again) }), conversations: [conversation(3, requester)] });
    expect(entries(reopened, 'status').at(-1)).toMatchObject({ to: 'open', update: '3', by: { role: 'complainant' } });
  });

  test('includes what people decided in our fields, and what they then made of it', () => {
    const ticket = rawTicket({
      custom_fields: {
        cf_recourse_severity_7: 'high',
        cf_recourse_history: JSON.stringify({
          v: 1,
          e: [['field', 5, 'severity', 'low'], ['field', 6, 'outcome', 'upheld'], ['field', 7, 'ledger', 'x'], [], 7],
        }),
      },
    });
    expect(entries(read({ ticket }), 'field').map(({ field, value, at }) => [field, value, at])).toEqual([
      ['severity', 'low', 5],
      ['outcome', 'upheld', 6],
      ['severity', 'high', at('2026-11-03T10:00:00Z')],
      ['outcome', undefined, at('2026-11-03T10:00:00Z')],
    ]);
  });

  test('tells of merges by the notes they leave, and of the receipt of what came in', () => {
    const into = conversation(1, agent, {
      source: 2,
      private: true,
      body_text: 'This ticket is closed and merged into ticket 9.',
    });
    const from = conversation(2, agent, {
      source: 2,
      private: true,
      body_text: 'Ticket 7, "x", is closed and merged into this ticket.',
    });
    const closed = { status: 5, stats: stats({ status_updated_at: '2026-11-02T10:00:00Z' }) };
    expect(entries(read({ ticket: rawTicket(closed), conversations: [into] }), 'merged')).toMatchObject([
      { into: '9' },
    ]);
    expect(entries(read({ ticket: rawTicket({ stats: stats() }), conversations: [into] }), 'merged')).toEqual([]);
    const tags = ['recourse_complaint', 'recourse_severity_high'];
    const mergedTickets = [{ id: 7, created_at: '2026-10-01T08:00:00Z', tags }];
    expect(entries(read({ ticket: rawTicket(), conversations: [from], mergedTickets }), 'merged')).toMatchObject([
      { from: '7', into: undefined, receivedAt: at('2026-10-01T08:00:00Z'), complaint: 'yes', severity: 'high' },
    ]);
    const spoofed = { ...from, incoming: true };
    expect(entries(read({ ticket: rawTicket(), conversations: [spoofed] }), 'merged')).toEqual([]);
  });

  test('tells a rating as good or bad, and what lies between as neither', () => {
    const rated = (score: unknown) =>
      entries(
        read({
          ticket: rawTicket(),
          satisfactionRatings: [
            { created_at: '2026-11-03T10:00:00Z', user_id: requester, ratings: { default_question: score } },
          ],
        }),
        'rated',
      ).map((entry) => entry.score);
    expect([103, 101, 100, -101, -103, 1, 2, 3, 'x', null].map((score) => rated(score)[0])).toEqual([
      'good',
      'good',
      undefined,
      'bad',
      'bad',
      'good',
      undefined,
      'bad',
      undefined,
      undefined,
    ]);
  });
});
