import { describe, expect, test } from 'vitest';
import { simulate } from '#core/report/simulate.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { instantOf, recordOf, type Line } from '../a-record.ts';
import { settle } from '../performer.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const complaint = 'I am writing to make a formal complaint. The table I ordered came broken.';
const said: Line = { at: '2026-11-02T09:00Z', who: 'complainant', says: complaint };
const until = instantOf('2026-11-20T09:00Z');
const old = samplePolicy();
const quick = samplePolicy({
  version: 'quick',
  obligations: { acknowledge: { span: '2 hours', warnAt: ['1 hour before'] } },
});

function ticket(id: string, ...lines: readonly Line[]): TicketRecord {
  return recordOf({ timeline: [said, ...lines] }, { ref: { platform: 'zendesk', account: 'acme', id } });
}

describe('simulating another policy', () => {
  test('tells of each promise what became of it under both', () => {
    const answered = ticket('1', { at: '2026-11-02T12:00Z', who: 'agent', says: 'We have received your complaint.' });
    const { complaints, totals } = simulate([answered], { old, new: quick }, until);
    expect(complaints.map(({ obligation, old, new: other }) => [obligation, old, other])).toEqual([
      ['acknowledge', 'met', 'metLate'],
      ['respond', 'breached', 'breached'],
      ['resolve', 'warned', 'warned'],
    ]);
    expect(totals).toEqual({
      old: { warned: 1, breached: 1, met: 1 },
      new: { warned: 1, breached: 2, met: 0 },
      changed: 1,
    });
  });

  test('says that a policy makes no such promise, or sees no complaint', () => {
    const without = samplePolicy({ version: 'without', obligations: { respond: { off: true } } });
    const deaf = samplePolicy({ version: 'deaf', recognition: { yes: 100, possible: 100 } });
    const results = (policy: typeof old): unknown =>
      simulate([ticket('1')], { old, new: policy }, until).complaints.map(({ obligation, new: other }) => [
        obligation,
        other,
      ]);
    expect(results(without)).toContainEqual(['respond', 'none']);
    expect([
      ['acknowledge', 'none'],
      ['acknowledge', 'breached'],
    ]).toContainEqual((results(deaf) as unknown[])[0]);
  });

  test('judges afresh: what was written by the policy of its day weighs nothing', () => {
    const solved = ticket('1', {
      at: '2026-11-02T12:00Z',
      who: 'agent',
      says: 'We have refunded you.',
      status: 'solved',
    });
    const written = settle(solved, old, until).record;
    const fresh = simulate([solved], { old, new: quick }, until);
    expect(written.fields.closing).toBeDefined();
    expect(simulate([written], { old, new: quick }, until)).toEqual(fresh);
  });

  test('leaves out what happened later', () => {
    const late = ticket('1', {
      at: '2026-11-25T12:00Z',
      who: 'agent',
      says: 'We have refunded you.',
      status: 'solved',
    });
    const unborn = recordOf({ timeline: [{ ...said, at: '2026-11-21T09:00Z' }] });
    const { complaints } = simulate([late, unborn], { old, new: old }, until);
    expect(complaints.map((compared) => compared.old)).toEqual(['breached', 'breached', 'warned']);
  });

  test('counts how often people corrected each policy, of the times they spoke on it', () => {
    const spoken = (id: string, word: string): TicketRecord => ({ ...ticket(id), fields: { complaint: word } });
    const records = [spoken('1', 'no: a test of ours'), spoken('2', 'yes'), spoken('3', 'yes'), ticket('4')];
    const { totals } = simulate(records, { old, new: quick }, until);
    expect(totals.overrides?.old[0]).toMatchObject({ fact: 'complaint', reviewed: 3, corrected: 1 });
    expect(totals.overrides?.old[0]?.changes).toEqual([{ ours: 'yes', theirs: 'no', count: 1 }]);
  });

  test('says nothing of corrections where nobody spoke', () => {
    expect(simulate([ticket('1')], { old, new: quick }, until).totals).not.toHaveProperty('overrides');
  });

  test('does not count a ticket that was not there yet', () => {
    const unborn = { ...recordOf({ timeline: [{ ...said, at: '2026-11-21T09:00Z' }] }), fields: { complaint: 'no' } };
    expect(simulate([unborn], { old, new: quick }, until).totals.overrides).toBeUndefined();
  });
});
