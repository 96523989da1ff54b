import { describe, expect, test } from 'vitest';
import { judge } from '#core/pipeline.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { instantOf, recordOf, type Line } from '../a-record.ts';
import { settle } from '../performer.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const policy = samplePolicy({});
const received: Line = {
  at: '2026-11-16T10:00:00Z',
  who: 'complainant',
  says: 'I want to make a formal complaint. This is the third time nobody has replied.',
};
const ends: Line = { at: '2026-11-17T10:00:00Z', who: 'agent' };

/** What the ticket shows of its complaint once everything is written that is to be written. */
function shownAfter(end: Line): { readonly isFoundAsOpen: boolean; readonly hasSummary: boolean } {
  const open = settle(recordOf({ timeline: [received] }), policy, instantOf('2026-11-16T11:00:00Z')).record;
  expect(open.tags).toContain(`${policy.prefix}open`);
  const { tags, fields, ledger } = open;
  const ended = recordOf({ timeline: [received, end], ledger }, { tags, fields });
  const { record } = settle(ended, policy, instantOf('2026-11-17T11:00:00Z'));
  return {
    isFoundAsOpen: record.tags.includes(`${policy.prefix}open`),
    hasSummary: record.fields.closing !== undefined,
  };
}

describe('a ticket whose complaint', () => {
  test.each(['solved', 'closed'] as const)(
    'was %s is found as open no more and keeps how its clocks stood',
    (status) => {
      expect(shownAfter({ ...ends, status })).toEqual({ isFoundAsOpen: false, hasSummary: true });
    },
  );

  test('was merged away is found as open no more, and sums nothing up: the complaint lives on in the other ticket', () => {
    expect(shownAfter({ ...ends, mergedInto: '77' })).toEqual({ isFoundAsOpen: false, hasSummary: false });
  });
});

describe('why a ticket is marked is said of', () => {
  const doubtful: Line = {
    ...received,
    says: "I don't like to make a fuss, but the grey isn't really the grey we were shown.",
  };
  test.each([
    ['the words of a complaint', 'recognised-as-complaint', [received], {}],
    ['words that may be one', 'possible-complaint', [doubtful], {}],
    ['what a person says is one', 'confirmed-by-person', [doubtful], { complaint: 'yes' }],
    ['what a person says is none', 'rejected-by-person', [received], { complaint: 'no: a test of ours' }],
    ['one that was solved', 'complaint-ended', [received, { ...ends, status: 'solved' }], {}],
    ['one that was merged away', 'merged-away', [received, { ...ends, mergedInto: '77' }], {}],
  ] as const)('%s', (_, because, timeline, fields) => {
    const tags = ['recourse_complaint'];
    const { decisions } = judge(recordOf({ timeline, tags }, { fields }), policy, instantOf('2026-11-17T11:00:00Z'));
    expect(decisions.find(({ kind }) => kind === 'mark')?.because).toBe(because);
  });
});

describe('a complaint is found by tags', () => {
  /** Words that do not tell what went wrong. */
  const bare: Line = { ...received, says: 'I want to make a formal complaint.' };
  const tagsOf = (fields: TicketRecord['fields'], ledger: TicketRecord['ledger'] = []): readonly string[] => {
    const record = recordOf({ timeline: [bare], tags: ['vip'], ledger }, { fields });
    return settle(record, policy, instantOf('2026-11-16T11:00:00Z')).record.tags.toSorted();
  };
  const always = ['recourse_complaint', 'recourse_open', 'vip'];

  test('for what it is, how grave, and of what kind, where that is known', () => {
    expect(tagsOf({ severity: 'high' })).toEqual([...always, 'recourse_severity_high'].toSorted());
    expect(tagsOf({ severity: 'low', category: 'delivery' })).toEqual(
      [...always, 'recourse_severity_low', 'recourse_category_delivery'].toSorted(),
    );
  });

  test('of a category as helpdesks keep tags, whatever somebody wrote as its name', () => {
    for (const [category, tag] of [
      ['Late Delivery', 'late_delivery'],
      [' Billing, "double" ', 'billing_double'],
      ['Damage during delivery', 'damage_during'],
      [`${'a'.repeat(13)}😀`, 'a'.repeat(13)],
      [', ', undefined],
    ] as const) {
      const own = tag === undefined ? [] : [`recourse_category_${tag}`];
      expect(tagsOf({ severity: 'low', category })).toEqual([...always, 'recourse_severity_low', ...own].toSorted());
    }
  });

  test('for vulnerability that somebody confirmed, and for an escalation by hand', () => {
    const escalated = {
      kind: 'pressed',
      action: 'escalate',
      by: 'Dana',
      at: instantOf('2026-11-16T10:30:00Z'),
    } as const;
    const tags = tagsOf({ severity: 'low', vulnerability: 'confirmed: health' }, [escalated]);
    expect(tags).toEqual(expect.arrayContaining(['recourse_vulnerable', 'recourse_escalated']));
    expect(tagsOf({ severity: 'low' }).filter((tag) => /vulnerable|escalated/u.test(tag))).toEqual([]);
  });

  test('of one kind at a time: that of before goes, and with a rejection all of ours go, and none of others', () => {
    const timeline = [bare];
    const tags = ['vip', 'recourse_complaint', 'recourse_category_billing', 'recourse_severity_critical'];
    const now = instantOf('2026-11-16T11:00:00Z');
    const after = (fields: TicketRecord['fields']) =>
      settle(recordOf({ timeline, tags }, { fields }), policy, now).record.tags.toSorted();
    expect(after({ severity: 'low', category: 'delivery' })).toEqual(
      [...always, 'recourse_severity_low', 'recourse_category_delivery'].toSorted(),
    );
    expect(after({ complaint: 'no: a test of ours' })).toEqual(['vip']);
  });
});
