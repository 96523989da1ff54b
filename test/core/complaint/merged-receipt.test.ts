import { describe, expect, test } from 'vitest';
import { writeRecorded } from '#core/complaint/recorded.ts';
import { judge } from '#core/pipeline.ts';
import type { UnmarkedWords } from '#core/ticket.ts';
import { instantOf, recordOf, type Line } from '../a-record.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const says: Line = {
  at: '2026-11-02T09:00Z',
  who: 'complainant',
  says: 'I am writing to make a formal complaint. The table came broken and nobody answers.',
};
const earlier = '2026-10-30T15:00Z';

test('a complaint counts from the ticket that was merged into it also where nobody can look that one up any more', () => {
  const taken = (receivedAt?: string): Line => ({
    at: '2026-11-02T10:00Z',
    who: 'agent',
    mergedFrom: { id: '7', ...(receivedAt === undefined ? {} : { receivedAt }) },
  });
  const [policy, now] = [samplePolicy(), instantOf('2026-11-02T11:00Z')];
  const seen = judge(recordOf({ timeline: [says, taken(earlier)] }), policy, now).complaint!;
  const recognition = writeRecorded(seen.recognition);
  const later = judge(recordOf({ timeline: [says, taken()] }, { fields: { recognition } }), policy, now).complaint!;
  expect([seen.countedFrom, later.countedFrom]).toEqual([instantOf(earlier), instantOf(earlier)]);
  expect(writeRecorded(later.recognition)).toBe(recognition);
  const plain = judge(recordOf({ timeline: [says] }), policy, now).complaint!;
  expect([plain.countedFrom, plain.recognition.oldest]).toEqual([instantOf(says.at), undefined]);
});

test('what it was taken for stands as it was written down when the ticket that was merged into it is gone', () => {
  const asks: Line = { ...says, says: 'My order is 77.' };
  const [policy, now] = [samplePolicy(), instantOf('2026-11-02T11:00Z')];
  for (const complaint of ['possible', 'yes'] as const) {
    const taken = (more: object): Line => ({ at: '2026-11-02T10:00Z', who: 'agent', mergedFrom: { id: '7', ...more } });
    const seen = judge(recordOf({ timeline: [asks, taken({ complaint })] }), policy, now).complaint!;
    expect(seen.band).toBe(complaint);
    const recognition = writeRecorded(seen.recognition);
    const later = judge(recordOf({ timeline: [asks, taken({})] }, { fields: { recognition } }), policy, now).complaint!;
    expect(writeRecorded(later.recognition)).toBe(recognition);
  }
});

test('a complaint is as grave as the gravest that was merged into it, also where that one is gone', () => {
  const taken = (more: object): Line => ({ at: '2026-11-02T10:00Z', who: 'agent', mergedFrom: { id: '7', ...more } });
  const grave = taken({ complaint: 'yes', severity: 'critical' });
  const [policy, now] = [samplePolicy(), instantOf('2026-11-02T11:00Z')];
  for (const first of [says, { ...says, says: 'My order is 77.' }]) {
    const seen = judge(recordOf({ timeline: [first, grave] }), policy, now).complaint!;
    expect(seen.assessment.severity).toBe('critical');
    const recognition = writeRecorded(seen.recognition);
    const later = judge(
      recordOf({ timeline: [first, taken({})] }, { fields: { recognition } }),
      policy,
      now,
    ).complaint!;
    expect(later.assessment.severity).toBe('critical');
    expect(writeRecorded(later.recognition)).toBe(recognition);
  }
  const mild = taken({ complaint: 'yes', severity: 'low' });
  const both = judge(recordOf({ timeline: [says, grave, mild] }), policy, now).complaint!;
  expect(both.assessment.severity).toBe('critical');
  const decided = judge(recordOf({ timeline: [says, grave] }, { fields: { severity: 'low' } }), policy, now).complaint!;
  expect(decided.assessment.severity).toBe('low');
});

test('what somebody does to a ticket that was merged away long since changes nothing any more', () => {
  const taken = (id: string, severity: 'low' | 'high' | 'critical'): Line => ({
    at: '2026-11-02T10:00Z',
    who: 'agent',
    mergedFrom: { id, complaint: 'yes', severity },
  });
  const [policy, now] = [samplePolicy(), instantOf('2026-11-02T11:00Z')];
  const seen = judge(recordOf({ timeline: [says, taken('7', 'high')] }), policy, now).complaint!;
  expect(seen.assessment.severity).toBe('high');
  const fields = { recognition: writeRecorded(seen.recognition) };
  for (const later of ['low', 'critical'] as const) {
    const { complaint } = judge(recordOf({ timeline: [says, taken('7', later)] }, { fields }), policy, now);
    expect(writeRecorded(complaint!.recognition)).toBe(fields.recognition);
    expect(complaint!.assessment.severity).toBe('high');
  }
  const another = judge(
    recordOf({ timeline: [says, taken('7', 'low'), taken('12', 'critical')] }, { fields }),
    policy,
    now,
  );
  expect(another.complaint!.assessment.severity).toBe('critical');
});

test('of hundreds of merged tickets so many are noted as the field has room for, and the gravest counts all the same', () => {
  const merges = Array.from({ length: 400 }, (_, n): Line => ({
    at: '2026-11-02T10:00Z',
    who: 'agent',
    mergedFrom: { id: `${9_000_000 + n}`, complaint: 'yes', severity: n === 399 ? 'critical' : 'low' },
  }));
  const { complaint } = judge(
    recordOf({ timeline: [says, ...merges] }),
    samplePolicy(),
    instantOf('2026-11-02T11:00Z'),
  );
  expect(complaint!.assessment.severity).toBe('critical');
  expect(writeRecorded(complaint!.recognition).length).toBeLessThan(2_000);
});

describe('a ticket that was merged away before anybody had marked it', () => {
  const asks: Line = { ...says, says: 'My order is 77.' };
  const [policy, now] = [samplePolicy(), instantOf('2026-11-02T11:00Z')];
  const angry = 'This is a formal complaint: the heater caught fire and nobody answers.';
  const words = (...messages: string[]): UnmarkedWords => ({ subject: 'Heater', messages, tags: [] });
  const tookIn = (more: object): Line => ({
    at: '2026-11-02T10:00Z',
    who: 'agent',
    mergedFrom: { id: '7', receivedAt: earlier, ...more },
  });
  const complaintOf = (more: object) => judge(recordOf({ timeline: [asks, tookIn(more)] }), policy, now).complaint;

  test('is what its words make it, and was received when it came', () => {
    expect(complaintOf({ unmarked: [words(angry)] })).toMatchObject({ band: 'yes', countedFrom: instantOf(earlier) });
    expect(complaintOf({ unmarked: [words('Where do I find', 'the manual?')] })).toBeUndefined();
    expect(complaintOf({ unmarked: [] })).toBeUndefined();
  });

  test('is read like any other: all its messages, and the tags by which an admin says that it is a complaint', () => {
    const alone = judge(recordOf({ timeline: [{ ...asks, says: angry }] }), policy, now).complaint!;
    const taken = complaintOf({ unmarked: [words('Hello?', angry)] })!;
    expect(taken.assessment.severity).toBe(alone.assessment.severity);
    const { complaintTags } = policy.recognition;
    const tagged = { ...words('It is about 77.'), tags: complaintTags.slice(0, 1) };
    expect(complaintOf({ unmarked: [tagged] })?.band).toBe('yes');
  });

  test('counts with all that came with it: the surest band, and the gravest', () => {
    const both = complaintOf({ complaint: 'possible', severity: 'critical', unmarked: [words('Hm.'), words(angry)] })!;
    expect([both.band, both.assessment.severity]).toEqual(['yes', 'critical']);
    const surer = complaintOf({ complaint: 'yes', severity: 'low', unmarked: [words('It came late.')] })!;
    expect(surer.band).toBe('yes');
  });

  test('says nothing anew of a complaint that was written down as one', () => {
    const seen = complaintOf({ unmarked: [words(angry)] })!;
    const fields = { recognition: writeRecorded(seen.recognition) };
    const later = judge(recordOf({ timeline: [asks, tookIn({})] }, { fields }), policy, now).complaint!;
    expect(writeRecorded(later.recognition)).toBe(fields.recognition);
  });
});
