import { expect, test } from 'vitest';
import { normalise } from '#integrations/freshdesk/normalise.ts';
import { rawTicket, stats } from './raw-tickets.ts';

const targets = (change: Record<string, unknown>) =>
  normalise({ ticket: rawTicket(change) }, { prefix: 'recourse_' }).targets;
const due = {
  fr_due_by: '2026-11-02T10:00:00Z',
  nr_due_by: '2026-11-03T10:00:00Z',
  due_by: '2026-11-05T10:00:00Z',
};
const [first, next, last] = Object.values(due).map((at) => Date.parse(at));

test('what the account owes by its own settings is told in neutral words', () => {
  expect(targets(due)).toEqual([
    { metric: 'firstReply', stage: 'running', dueAt: first },
    { metric: 'nextReply', stage: 'running', dueAt: next },
    { metric: 'resolution', stage: 'running', dueAt: last },
  ]);
  expect(
    targets({ ...due, fr_escalated: true, nr_escalated: true, is_escalated: true })?.map(({ stage }) => stage),
  ).toEqual(['overdue', 'overdue', 'overdue']);
});

test('a target that was met is done, late or not', () => {
  const met = stats({ first_responded_at: '2026-11-02T09:30:00Z', resolved_at: '2026-11-06T09:30:00Z' });
  expect(targets({ ...due, is_escalated: true, stats: met })?.map(({ stage }) => stage)).toEqual([
    'done',
    'running',
    'done',
  ]);
});

test('nothing is told before the account has worked anything out, and nothing odd', () => {
  expect(targets({ due_by: null, fr_due_by: null })).toBeUndefined();
  expect(targets({ ...due, due_by: 'soon', nr_due_by: 7, fr_escalated: 'yes' })).toEqual([
    { metric: 'firstReply', stage: 'running', dueAt: first },
  ]);
});
