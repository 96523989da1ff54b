import { factsOf } from '#apps/sidebar/facts.ts';
import { HostError } from '#apps/sidebar/host.ts';
import {
  saveClosing,
  saveEscalation,
  saveFacts,
  saveReopening,
  saveSummary,
  saveUnsummed,
  saveWithdrawal,
} from '#apps/sidebar/save.ts';
import { unwritten } from '#apps/sidebar/unwritten.ts';
import { readClosing } from '#core/complaint/closing.ts';
import { ledgerKey } from '#core/effect/key.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { describe, expect, test } from 'vitest';
import { instantOf, recordOf, type Line } from '../../core/a-record.ts';
import { agent, judgeFor, oneTicket, type OneTicket } from './a-panel.ts';

const now = instantOf('2026-11-17T12:00:00Z');
const judge = judgeFor();
const letters: readonly Line[] = [
  { at: '2026-11-16T10:00:00Z', who: 'complainant', says: 'I want to make a formal complaint about my order.' },
  {
    at: '2026-11-16T11:00:00Z',
    who: 'agent',
    says: 'This is our final response: we uphold it and have refunded you.',
  },
];
const complaint = () => recordOf({ tags: ['vip'], timeline: letters });

describe('a save', () => {
  test('is one, with the tags and the recognition that follow from it, and leaves other tags alone', async () => {
    const host = oneTicket(complaint(), now);
    const saved = await saveFacts(factsOf({}), { severity: 'critical' }, { host, judge });
    expect(saved).toMatchObject({
      outcome: 'saved',
      merged: false,
      clashes: [],
      before: { severity: '' },
      after: { severity: 'critical' },
    });
    expect(host.saves).toHaveLength(1);
    expect(host.record.fields).toMatchObject({ severity: 'critical', recognition: expect.any(String) });
    expect(host.record.tags).toEqual(
      expect.arrayContaining(['vip', 'recourse_complaint', 'recourse_open', 'recourse_severity_critical']),
    );
  });

  test('that changes nothing is none', async () => {
    const host = oneTicket({ ...complaint(), fields: { severity: 'high' } }, now);
    const saved = await saveFacts(factsOf({}), { severity: 'high' }, { host, judge });
    expect(saved.outcome).toBe('nothing');
    expect(host.saves).toEqual([]);
  });

  test('that lost against a colleague’s is merged with it and tried again', async () => {
    const host = oneTicket(complaint(), now);
    host.meanwhile((record) => ({ ...record, fields: { ...record.fields, category: 'billing' } }));
    const saved = await saveFacts(factsOf({}), { severity: 'high' }, { host, judge });
    expect(saved).toMatchObject({ outcome: 'saved', merged: true, clashes: [] });
    expect(host.record.fields).toMatchObject({ category: 'billing', severity: 'high' });
  });

  test('does not overwrite what a colleague wrote in the same place, and writes the rest', async () => {
    const host = oneTicket(complaint(), now);
    host.meanwhile((record) => ({ ...record, fields: { ...record.fields, severity: 'low' } }));
    const saved = await saveFacts(factsOf({}), { severity: 'high', category: 'service' }, { host, judge });
    expect(saved.clashes).toEqual([{ fact: 'severity', mine: 'high', theirs: 'low' }]);
    expect(host.record.fields).toMatchObject({ severity: 'low', category: 'service' });
    await saveFacts({ ...factsOf({}), severity: 'low' }, { severity: 'high' }, { host, judge });
    expect(host.record.fields.severity).toBe('high');
  });

  test('is taken back however its words were typed, which the ticket holds in its own way', async () => {
    const remedy = '{"v":1,"requested":[],"offered":["refund"],"amount":{"value":7,"currency":"GBP"}}';
    const fields = { remedy, complaint: 'yes', outcome: 'upheld: late' };
    const host = oneTicket({ ...complaint(), fields }, now);
    const typed = { amount: '25.50', outcomeReasons: 'late,  and  broken ' };
    const saved = await saveFacts(factsOf(fields), typed, { host, judge });
    expect(factsOf(host.record.fields)).toMatchObject({ amount: '25.5', outcomeReasons: 'late, and broken' });
    const undone = await saveFacts(saved.after, saved.before, { host, judge });
    expect(undone.clashes).toEqual([]);
    expect(factsOf(host.record.fields)).toMatchObject({ amount: '7', outcomeReasons: 'late' });
  });

  test('is taken back by a save of what was there before, and leaves what a colleague changed since', async () => {
    const host = oneTicket({ ...complaint(), fields: { severity: 'low', category: 'billing' } }, now);
    const base = factsOf(host.record.fields);
    const saved = await saveFacts(base, { severity: 'high', category: 'service' }, { host, judge });
    host.meanwhile((record) => ({ ...record, fields: { ...record.fields, category: 'product' } }));
    const undone = await saveFacts(saved.after, saved.before, { host, judge });
    expect(host.record.fields).toMatchObject({ severity: 'low', category: 'product' });
    expect(undone.clashes).toEqual([{ fact: 'category', mine: 'billing', theirs: 'product' }]);
  });

  test('that says it is no complaint takes our tags off', async () => {
    const host = oneTicket({ ...complaint(), tags: ['vip', 'recourse_complaint', 'recourse_open'] }, now);
    await saveFacts(factsOf({}), { complaint: 'no', complaintReason: 'a question' }, { host, judge });
    expect(host.record.fields.complaint).toBe('no: a question');
    expect(host.record.tags).toEqual(['vip']);
  });

  test.each([
    ['closed', { ...complaint(), status: 'closed', isFrozen: true } as const, agent],
    ['gone', { ...complaint(), status: 'deleted' as const }, agent],
    ['forbidden', complaint(), { ...agent, mayWrite: false }],
  ])('is refused as %s before anything is written', async (reason, record, viewer) => {
    const host = oneTicket(record, now, viewer);
    await expect(saveFacts({}, { severity: 'high' }, { host, judge })).rejects.toMatchObject({ reason });
    expect(host.saves).toEqual([]);
  });

  test.each(['offline', 'rejected', 'busy'] as const)('that fails as %s says so and writes nothing', async (reason) => {
    const host = oneTicket(complaint(), now);
    host.fail(reason);
    await expect(saveFacts({}, { severity: 'high' }, { host, judge })).rejects.toMatchObject({ reason });
    expect(host.record.fields).toEqual({});
  });
});

describe('an escalation', () => {
  test('is one save with the note and who made it, and starts its promise', async () => {
    const host = oneTicket(complaint(), now);
    await saveEscalation('They threaten to go to the press.', { host, judge }, new Set());
    expect(host.saves).toHaveLength(1);
    const [{ change }] = host.saves as [(typeof host.saves)[0]];
    expect(change.note).toMatch(/^They threaten to go to the press\.\n\nPriya Nair escalated this complaint/u);
    expect(change.ledger).toEqual([{ kind: 'pressed', action: 'escalate', by: 'Priya Nair', at: now }]);
    const { outcome } = await judge.judge(host.record, now);
    expect(outcome.complaint?.escalations).toMatchObject([{ level: 1, by: 'Priya Nair' }]);
    expect(outcome.clocks.map(({ obligation }) => obligation.id)).toContain('escalation');
  });

  test('is taken back by one save with a note, and its promise ends; another may be made after it', async () => {
    const host = oneTicket(complaint(), now);
    const before = await judge.judge(host.record, now);
    const escalatedAt = await saveEscalation('', { host, judge }, new Set());
    expect(await saveWithdrawal(escalatedAt, { host, judge })).toEqual({ wasTold: false });
    expect(host.saves).toHaveLength(2);
    expect(host.saves[1]?.change.note).toMatch(/^Priya Nair took back the escalation/u);
    const { outcome } = await judge.judge(host.record, now);
    expect(outcome.complaint?.escalations).toEqual([]);
    expect(outcome.clocks.map(({ obligation }) => obligation.id)).toEqual(
      before.outcome.clocks.map(({ obligation }) => obligation.id),
    );
    const alerts = outcome.decisions.flatMap((decision) => (decision.kind === 'alert' ? [decision.key] : []));
    expect(alerts.filter((key) => key.includes(':level-'))).toEqual([]);
    await saveWithdrawal(escalatedAt, { host, judge });
    expect(host.saves).toHaveLength(2);
  });

  test('that was taken back leaves another one as it is', async () => {
    const earlier = { kind: 'pressed', action: 'escalate', by: 'Sam Field', at: now - 60_000 } as const;
    const host = oneTicket({ ...complaint(), ledger: [earlier] }, now);
    const escalatedAt = await saveEscalation('', { host, judge }, new Set());
    await saveWithdrawal(escalatedAt, { host, judge });
    const { outcome } = await judge.judge(host.record, now);
    expect(outcome.complaint?.escalations).toMatchObject([{ by: 'Sam Field' }]);
  });

  test.each([
    ['of which a level has heard says so', 'escalated', true],
    ['of which none has heard does not say so, though the ladder climbed by itself', 'respond', false],
  ])('%s when it is taken back', async (_, clock, wasTold) => {
    const host = oneTicket(complaint(), now);
    const escalatedAt = await saveEscalation('', { host, judge }, new Set());
    const key = ledgerKey(clock, 'level-1', escalatedAt);
    const posted = { kind: 'posted', key, channel: 'C024BE91L', message: '1763373600.000100', at: now } as const;
    host.meanwhile((record) => ({ ...record, ledger: [...record.ledger, posted] }));
    expect(await saveWithdrawal(escalatedAt, { host, judge })).toEqual({ wasTold });
  });

  test('whose answer was lost is not made twice when it is tried again; a later one is another', async () => {
    const host = oneTicket(complaint(), now, agent, 60_000);
    const tried = new Set<Instant>();
    const lossy = {
      ...host,
      save: async (...asked: Parameters<OneTicket['save']>) => {
        await host.save(...asked);
        throw new HostError('offline', 'no answer came');
      },
    };
    await expect(saveEscalation('Urgent.', { host: lossy, judge }, tried)).rejects.toThrow(HostError);
    expect(await saveEscalation('Urgent.', { host, judge }, tried)).toBe(now);
    expect(host.saves).toHaveLength(1);
    await saveEscalation('Once more.', { host, judge }, tried);
    expect(host.saves).toHaveLength(2);
    expect((await judge.judge(host.record, now + 60_000)).outcome.complaint?.escalations).toHaveLength(2);
  });
});

/** Nobody has decided in words: what is still owed is kept by the closing itself. */
const undecided = () =>
  recordOf({
    timeline: [
      { at: '2026-11-16T10:00:00Z', who: 'complainant', says: 'I want to make a formal complaint about my order.' },
      { at: '2026-11-16T11:00:00Z', who: 'agent', says: 'We have received your complaint.' },
    ],
  });

/** When what is still owed of `undecided` first falls due. */
async function firstDue(): Promise<number> {
  const { outcome } = await judge.judge(undecided(), now);
  return Math.min(...outcome.clocks.flatMap(({ status, dueAt }) => (status === 'running' ? (dueAt ?? []) : [])));
}

const closingOf = (host: OneTicket) => readClosing(host.record.fields.closing);
const lacks = async (host: OneTicket): Promise<boolean> => {
  const at = host.record.timeline.at(-1)?.at ?? now;
  const change = unwritten(host.record, await judge.judge(host.record, at), at);
  return (change?.fields ?? change?.removeTags) !== undefined;
};

describe('what only an open complaint takes', () => {
  const solved = { at: '2026-11-17T11:00:00Z', who: 'agent', status: 'solved' } as const;
  const ended: readonly (readonly [string, TicketRecord])[] = [
    ['was solved', recordOf({ timeline: [...letters, solved] })],
    ['was said to be none', recordOf({ timeline: letters }, { fields: { complaint: 'no: a question' } })],
  ];

  test.each(ended)('is refused, and not called done, where it %s meanwhile', async (_, record) => {
    const host = oneTicket(record, now);
    await expect(saveEscalation('Urgent.', { host, judge }, new Set())).rejects.toMatchObject({ reason: 'ended' });
    await expect(saveClosing({ host, judge })).rejects.toMatchObject({ reason: 'ended' });
    expect(host.saves).toEqual([]);
  });
});

describe('closing', () => {
  test('is one save that solves the ticket and writes down how every promise ended', async () => {
    const host = oneTicket(complaint(), now);
    await saveClosing({ host, judge });
    expect(host.record.status).toBe('solved');
    expect(host.record.tags).not.toContain('recourse_open');
    expect(closingOf(host)).toHaveLength(1);
    expect(host.saves.map(({ solve }) => solve)).toEqual([true]);
    expect(await lacks(host)).toBe(false);
  });

  test('writes with its one save the tags that follow from it', async () => {
    const host = oneTicket({ ...complaint(), tags: ['vip', 'recourse_complaint', 'recourse_open'] }, now);
    await saveClosing({ host, judge });
    expect(host.saves[0]).toMatchObject({ solve: true, change: { removeTags: expect.arrayContaining(['open']) } });
  });

  test('that the helpdesk says was a moment later stays that one save, and reads as the helpdesk tells it', async () => {
    const lagMs = 3_000;
    const host = oneTicket(undecided(), now, agent, lagMs);
    await saveClosing({ host, judge });
    expect(host.saves).toHaveLength(1);
    expect(closingOf(host)).toMatchObject([{ at: now }]);
    expect(await lacks(host)).toBe(false);
    const { outcome } = await judge.judge(host.record, now + 3_600_000);
    expect(outcome.complaint?.endedAt).toBe(now + lagMs);
    expect(outcome.complaint?.endings).toMatchObject([{ at: now + lagMs }]);
    expect(outcome.clocks.every(({ recorded }) => recorded)).toBe(true);
    const solved = host.record.timeline.at(-1);
    const kept = outcome.clocks.filter(({ satisfiedAt }) => satisfiedAt === solved?.at);
    expect(kept.length).toBeGreaterThan(0);
    expect(new Set(kept.map(({ satisfiedBy }) => satisfiedBy))).toEqual(new Set([solved?.update]));
  });

  test('in the moment in which a promise fell due is written anew, as the helpdesk tells it', async () => {
    const due = await firstDue();
    const host = oneTicket(undecided(), due - 1_000, agent, 2_000);
    await saveClosing({ host, judge });
    expect(host.saves.map(({ solve }) => solve)).toEqual([true, false]);
    expect(closingOf(host)).toMatchObject([{ at: due + 1_000 }]);
    expect(closingOf(host)[0]?.clocks.map(({ status }) => status)).toContain('metLate');
    expect(await lacks(host)).toBe(false);
  });

  test('that cannot be written anew stands all the same, and whoever asks for it writes it', async () => {
    const due = await firstDue();
    const host = oneTicket(undecided(), due - 1_000, agent, 2_000);
    let writes = 0;
    const flaky: typeof host = {
      ...host,
      save: async (seen, save, prefix) => {
        writes += 1;
        if (writes > 1) throw new HostError('offline', 'cut');
        return host.save(seen, save, prefix);
      },
    };
    expect(await saveClosing({ host: flaky, judge })).toBe('new');
    expect([host.record.status, await lacks(host)]).toEqual(['solved', true]);
    await saveSummary({ host, judge });
    expect(await lacks(host)).toBe(false);
    const { length } = host.saves;
    await saveSummary({ host, judge });
    expect(host.saves).toHaveLength(length);
  });

  test('elsewhere is summed up by one save, which one save takes back and another may follow', async () => {
    const ended = { ...undecided(), status: 'solved' as const, tags: ['vip', 'recourse_complaint', 'recourse_open'] };
    const host = oneTicket(ended, now);
    const summed = await saveSummary({ host, judge });
    expect([closingOf(host).length, host.record.tags.includes('recourse_open')]).toEqual([1, false]);
    expect(await saveUnsummed(summed!, { host, judge })).toBe(true);
    expect(host.saves).toHaveLength(2);
    expect([closingOf(host).length, await lacks(host)]).toEqual([0, true]);
    expect(host.record.tags.toSorted()).toEqual(ended.tags.toSorted());
    expect(await saveSummary({ host, judge })).toEqual(summed);
    expect(closingOf(host)).toHaveLength(1);
  });

  test.each<[string, Partial<TicketRecord>]>([
    ['a colleague opened it again', { status: 'open' }],
    ['somebody summed it up anew', { fields: { closing: '{"v":1,"endings":[]}' } }],
  ])('elsewhere stays summed up where %s since', async (_, change) => {
    const host = oneTicket({ ...undecided(), status: 'solved' }, now);
    const summed = await saveSummary({ host, judge });
    host.meanwhile((record) => ({ ...record, ...change }));
    expect(await saveUnsummed(summed!, { host, judge })).toBe(false);
    expect(host.saves).toHaveLength(1);
    expect(host.record).toMatchObject(change);
  });

  test('by writing down that it was withdrawn is one save too', async () => {
    const host = oneTicket(complaint(), now, agent, 2_000);
    await saveFacts(factsOf({}), { outcome: 'withdrawn' }, { host, judge });
    expect(host.saves).toHaveLength(1);
    expect(closingOf(host)).toHaveLength(1);
    expect(await lacks(host)).toBe(false);
  });

  test('goes through where the account has no field for how the promises stood', async () => {
    const host = oneTicket(complaint(), now);
    const bare: typeof host = { ...host, read: async () => ({ ...(await host.read('')), lacking: ['closing'] }) };
    await saveClosing({ host: bare, judge });
    expect([host.record.status, host.record.fields.closing]).toEqual(['solved', undefined]);
  });

  test('is taken back by one save that puts the ticket where it was, unless a colleague did so already', async () => {
    const closing = oneTicket({ ...complaint(), status: 'pending' }, now);
    const before = await saveClosing({ host: closing, judge });
    const later = now + 60_000;
    const host = oneTicket(closing.record, later);
    await saveReopening(before, { host, judge });
    expect(host.saves).toHaveLength(1);
    expect(host.record.status).toBe('pending');
    expect(host.record.tags).toContain('recourse_open');
    const { outcome } = await judge.judge(host.record, later);
    expect(outcome.complaint?.isOpen).toBe(true);
    await saveReopening(before, { host, judge });
    expect(host.saves).toHaveLength(1);
  });
});
