import { describe, expect, test } from 'vitest';
import { createSimulation, type Simulation } from '#core/report/simulate.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
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

/** A policy for which nothing is a complaint that does not call itself one. */
const deaf = samplePolicy({ version: 'deaf', recognition: { yes: 100, possible: 100 } });
const uncalled: Line = { ...said, says: 'The table came broken and nobody answers me. This is unacceptable.' };

function simulate(records: readonly TicketRecord[], policies: Policies, until: Instant): Simulation {
  const simulation = createSimulation(policies, until);
  for (const record of records) simulation.add(record);
  return simulation.result();
}

type Policies = Parameters<typeof createSimulation>[0];

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

  test('counts a ticket once that is told each time it changed, and by its last state', () => {
    const answer: Line = { at: '2026-11-02T12:00Z', who: 'agent', says: 'We have received your complaint.' };
    const [first, last] = [ticket('1'), ticket('1', answer)];
    expect(last.updatedAt).toBeGreaterThan(first.updatedAt);
    const once = simulate([last, ticket('2')], { old, new: quick }, until);
    expect(simulate([first, ticket('2'), last, last], { old, new: quick }, until)).toEqual(once);
    expect(simulate([last, first, ticket('2')], { old, new: quick }, until)).toEqual(once);
  });

  test('says that a policy makes no such promise, or sees no complaint', () => {
    const without = samplePolicy({ version: 'without', obligations: { respond: { off: true } } });
    const results = (policy: typeof old, line: Line): unknown =>
      simulate([recordOf({ timeline: [line] })], { old, new: policy }, until).complaints.map((compared) => [
        compared.obligation,
        compared.new,
      ]);
    expect(results(without, said)).toContainEqual(['respond', 'none']);
    expect(results(deaf, uncalled)).toEqual([
      ['acknowledge', 'none'],
      ['respond', 'none'],
      ['resolve', 'none'],
    ]);
    expect(results(deaf, said)).toContainEqual(['acknowledge', 'breached']);
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

  test('keeps what people pressed and took back: an escalation by hand is a promise under either', () => {
    const at = instantOf('2026-11-19T09:00Z');
    const pressed = { kind: 'pressed', action: 'escalate', by: 'Dana', at } as const;
    const withdrawn = { kind: 'withdrawn', by: 'Dana', at: at + 60_000, of: at } as const;
    const escalations = (...ledger: readonly LedgerEntry[]): unknown =>
      simulate([{ ...ticket('1'), ledger }], { old, new: quick }, until)
        .complaints.filter(({ obligation }) => obligation === 'escalation')
        .map((compared) => [compared.old, compared.new]);
    expect(escalations()).toEqual([]);
    expect(escalations(pressed)).toEqual([[expect.any(String), expect.any(String)]]);
    expect(escalations(pressed, withdrawn)).toEqual([]);
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

  test('holds against a policy what it would have said, and not what the one of that day wrote down', () => {
    const written = settle(recordOf({ timeline: [uncalled] }), old, until).record;
    const rejected = { ...written, fields: { ...written.fields, complaint: 'no: a test of ours' } };
    const { totals } = simulate([rejected], { old, new: deaf }, until);
    expect(written.fields.recognition).toBeDefined();
    expect(totals.overrides?.old[0]).toMatchObject({ fact: 'complaint', reviewed: 1, corrected: 1 });
    expect(totals.overrides?.new[0]).toMatchObject({ fact: 'complaint', reviewed: 1, corrected: 0 });
  });

  test('says nothing of corrections where nobody spoke', () => {
    expect(simulate([ticket('1')], { old, new: quick }, until).totals).not.toHaveProperty('overrides');
  });

  test('does not count a ticket that was not there yet', () => {
    const unborn = { ...recordOf({ timeline: [{ ...said, at: '2026-11-21T09:00Z' }] }), fields: { complaint: 'no' } };
    expect(simulate([unborn], { old, new: quick }, until).totals.overrides).toBeUndefined();
  });
});
