import { expect, test } from 'vitest';
import { normalise } from '#integrations/zendesk/normalise.ts';
import { targetsOf } from '#integrations/zendesk/targets.ts';
import { rawTicket } from './raw-tickets.ts';

const rows = [
  { metric: 'first_reply_time', stage: 'completed', breach_at: '2026-11-02T10:00:00Z', hours: 1 },
  { metric: 'next_reply_time', stage: 'active', breach_at: '2026-11-03T10:00:00Z', days: -1 },
  { metric: 'pausable_update_time', stage: 'paused', breach_at: null },
  { metric: 'periodic_update_time', stage: 'active', breach_at: 'soon' },
  { metric: 'requester_wait_time', stage: 'breached' },
  { metric: 'heard_of_tomorrow', stage: 'dreaming', breach_at: '2026-11-03T10:00:00Z' },
];

test('the helpdesk’s own targets are told in neutral words, and what is new as such', () => {
  expect(targetsOf({ policy_metrics: rows })).toEqual([
    { metric: 'firstReply', stage: 'done', dueAt: Date.parse('2026-11-02T10:00:00Z') },
    { metric: 'nextReply', stage: 'running', dueAt: Date.parse('2026-11-03T10:00:00Z') },
    { metric: 'update', stage: 'paused', dueAt: undefined },
    { metric: 'update', stage: 'running', dueAt: undefined },
    { metric: 'waiting', stage: 'overdue', dueAt: undefined },
    { metric: 'other', stage: 'unknown', dueAt: Date.parse('2026-11-03T10:00:00Z') },
  ]);
});

test('targets are read from within the ticket or beside it; none are told where nobody asked', () => {
  const slas = { policy_metrics: rows.slice(0, 1) };
  const read = (raw: unknown) => normalise(raw, { prefix: 'recourse_' }).targets;
  expect(read({ ticket: rawTicket({ slas }) })).toHaveLength(1);
  expect(read({ ticket: rawTicket(), slas })).toHaveLength(1);
  expect(read({ ticket: rawTicket({ slas: { policy_metrics: [] } }) })).toEqual([]);
  for (const odd of [undefined, null, 'x', 7]) expect(read({ ticket: rawTicket({ slas: odd }) })).toBeUndefined();
  for (const odd of [null, 'x', {}, [null, 'x', 7]]) {
    expect(read({ ticket: rawTicket({ slas: { policy_metrics: odd } }) })).toEqual([]);
  }
});
