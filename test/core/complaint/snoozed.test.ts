import { expect, test } from 'vitest';
import { openComplaintOf } from '#core/report/open-complaint.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { instantOf, recordOf } from '../a-record.ts';
import { settle } from '../performer.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const policy = samplePolicy();
const says = 'I am making a formal complaint: the sofa arrived broken and nobody answers me.';
const record = recordOf({ timeline: [{ at: '2026-11-09T10:00Z', who: 'complainant', says }] });

function pressed(action: 'snooze' | 'acknowledge', at: string, until?: string): LedgerEntry {
  const end = until === undefined ? {} : { until: instantOf(until) };
  return { kind: 'pressed', action, by: 'Ana', at: instantOf(at), ...end };
}

function withPress(on: TicketRecord, ...presses: readonly LedgerEntry[]): TicketRecord {
  return { ...on, ledger: [...on.ledger, ...presses] };
}

const told = (on: TicketRecord, now: string): readonly string[] =>
  settle(on, policy, instantOf(now)).said.map(({ alert }) => alert.headline);

test('a complaint of which nothing was told yet can be snoozed, too: it is not warned about until that ends', () => {
  const asleep = withPress(record, pressed('snooze', '2026-11-09T12:00Z', '2026-11-10T08:00Z'));
  expect(told(record, '2026-11-10T06:00Z')).toContainEqual(expect.stringMatching(/^Due soon: acknowledge/u));
  const { outcome, said } = settle(asleep, policy, instantOf('2026-11-10T06:00Z'));
  expect(said).toEqual([]);
  expect(openComplaintOf(asleep, outcome, policy)?.snoozedUntil).toBe(instantOf('2026-11-10T08:00Z'));
  expect(outcome.wakeAt).toBe(instantOf('2026-11-10T08:00Z'));
  expect(told(asleep, '2026-11-10T08:00Z')).toContainEqual(expect.stringMatching(/^Back from snooze: acknowledge/u));
  expect(told(asleep, '2026-11-10T10:01Z')).toContainEqual(expect.stringMatching(/^Promise broken: acknowledge/u));
});

test('a press on a message that is noted on the ticket only after it is not lost', () => {
  const { record: broken } = settle(record, policy, instantOf('2026-11-10T10:01Z'));
  const postedAt = instantOf('2026-11-10T10:01Z');
  expect(broken.ledger.some((entry) => entry.kind === 'posted' && entry.at === postedAt)).toBe(true);
  const inBetween = withPress(broken, pressed('snooze', '2026-11-10T10:00:58Z', '2026-11-10T14:01Z'));
  expect(told(broken, '2026-11-10T11:30Z')).toContainEqual(expect.stringMatching(/^Escalated to Team lead/u));
  expect(told(inBetween, '2026-11-10T11:30Z')).toEqual([]);
  expect(told(inBetween, '2026-11-10T14:01Z')).toContainEqual(expect.stringMatching(/^Back from snooze/u));
});

test('who acknowledges ends a snooze, whenever the message was noted', () => {
  const until = '2026-11-11T10:00Z';
  const both = [pressed('snooze', '2026-11-09T12:00Z', until), pressed('acknowledge', '2026-11-09T12:05Z')];
  expect(told(withPress(record, ...both), '2026-11-10T06:00Z')).toContainEqual(expect.stringMatching(/^Due soon/u));
  const { outcome } = settle(withPress(record, ...both), policy, instantOf('2026-11-10T06:00Z'));
  expect(outcome.complaint?.snoozedUntil).toBeUndefined();
});
