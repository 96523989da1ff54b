import { describe, expect, it } from 'vitest';
import { reviewOf } from '#core/complaint/corrections.ts';
import { readDecided } from '#core/complaint/decided.ts';
import type { ComplaintFields } from '#core/complaint/fields.ts';
import type { Recognition } from '#core/complaint/recognition.ts';
import { overrideRates } from '#core/report/overrides.ts';
import type { TimelineEntry } from '#core/ticket.ts';

const ours = { band: 'yes', category: 'Delivery', severity: 'medium' } as const;
const ruth = { id: '31', name: 'Ruth', role: 'agent' } as const;

function review(fields: ComplaintFields, timeline: readonly TimelineEntry[] = [], said: Partial<Recognition> = {}) {
  return reviewOf({ timeline }, { ...ours, ...said }, readDecided(fields));
}

describe('what people say of our judgement', () => {
  it('is a correction with its reason, and with who wrote it when', () => {
    const wrote = (at: number, value: string): TimelineEntry => ({
      kind: 'field',
      field: 'complaint',
      value,
      at,
      update: `${at}`,
      by: ruth,
    });
    const { corrections } = review({ complaint: 'no: only asks for the invoice' }, [wrote(20, 'no'), wrote(10, 'yes')]);
    expect(corrections).toEqual([
      { fact: 'complaint', ours: 'yes', theirs: 'no', reason: 'only asks for the invoice', by: '31', at: 20 },
    ]);
  });

  it('corrects severity and category, each with the reason given for it', () => {
    const { corrections } = review({
      complaint: 'yes: about the bill',
      category: 'Billing',
      severity: 'high: a child was hurt',
    });
    expect(corrections.map(({ fact, ours: was, theirs, reason }) => [fact, was, theirs, reason])).toEqual([
      ['category', 'Delivery', 'Billing', 'about the bill'],
      ['severity', 'medium', 'high', 'a child was hurt'],
    ]);
  });

  it('is no correction where they agree, however it is written', () => {
    const { facts, corrections } = review({ complaint: 'Yes', category: 'delivery', severity: ' MEDIUM ' });
    expect(facts).toEqual(['complaint', 'category', 'severity']);
    expect(corrections).toEqual([]);
  });

  it('is no correction where we asked, but for a no to what had its clocks running', () => {
    expect(review({ complaint: 'yes' }, [], { band: 'possible' }).corrections).toEqual([]);
    expect(review({ category: 'Billing' }, [], { category: undefined }).facts).toEqual([]);
    expect(review({ complaint: 'no' }, [], { band: 'possible' }).corrections).toHaveLength(1);
    expect(review({ complaint: 'yes' }, [], { band: 'no' }).corrections).toHaveLength(1);
  });

  it('says nothing of category and severity once it is no complaint', () => {
    expect(review({ complaint: 'no', category: 'Billing', severity: 'high' }).facts).toEqual(['complaint']);
  });
});

describe('the override rate', () => {
  it('is of tickets that people looked at, with the interval the truth lies in', () => {
    const no = review({ complaint: 'no' });
    const agreed = review({ complaint: 'yes', severity: 'medium' });
    const graver = review({ severity: 'high' });
    const rates = overrideRates([no, agreed, agreed, agreed, graver, review({})]);
    expect(rates.map(({ fact, reviewed, corrected }) => [fact, reviewed, corrected])).toEqual([
      ['complaint', 4, 1],
      ['category', 0, 0],
      ['severity', 4, 1],
    ]);
    expect(rates[0]!.rate).toBe(0.25);
    expect(rates[0]!.interval![0]).toBeCloseTo(0.0456, 3);
    expect(rates[0]!.interval![1]).toBeCloseTo(0.6994, 3);
    expect(rates[1]!.rate).toBeUndefined();
    expect(rates[2]!.changes).toEqual([{ ours: 'medium', theirs: 'high', count: 1 }]);
  });
});
