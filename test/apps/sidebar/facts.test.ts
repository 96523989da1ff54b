import { mergeFacts, factsOf, fieldsFor, unreadIn, type Facts } from '#apps/sidebar/facts.ts';
import type { ComplaintFields } from '#core/complaint/fields.ts';
import { readDecided } from '#core/complaint/decided.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const word = fc.constantFrom('', 'low', 'high');
const line = fc.string({ maxLength: 30 }).map((text) => text.replaceAll(/\s+/gu, ' ').trim());
const date = fc.constantFrom('', '2026-11-22', '2027-02-28');
const set = fc.subarray(['explanation', 'apology', 'refund']).map((words) => words.join(' '));

/** Facts as forms give them. */
const facts: fc.Arbitrary<Facts> = fc
  .record({
    severity: word,
    impact: fc.constantFrom('', 'single', 'several'),
    category: line,
    cause: fc.constantFrom('', 'process', 'people'),
    why1: line,
    why2: line,
    remedyRequested: set,
    remedyGiven: set,
    remedyDone: date,
    outcome: fc.constantFrom('', 'upheld', 'notUpheld'),
    outcomeReasons: line,
    referralBody: line,
    referralRef: line,
    referredOn: date,
    'action.a1.kind': fc.constantFrom('', 'corrective', 'preventive'),
    'action.a1.what': line,
    'action.a1.owner': line,
    'action.a1.due': date,
  })
  .map((all) => ({
    ...all,
    // What has nothing to stand beside is not kept.
    ...(all.cause === '' ? { why1: '', why2: '' } : all.why1 === '' ? { why2: '' } : {}),
    ...(all.outcome === '' ? { outcomeReasons: '' } : {}),
    ...(all.referralBody === '' ? { referralRef: '', referredOn: '' } : {}),
    ...(all['action.a1.kind'] === '' ? { 'action.a1.what': '', 'action.a1.owner': '', 'action.a1.due': '' } : {}),
  }));

const held = (fields: ComplaintFields): ComplaintFields =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ''));

const said = (facts: Facts): Facts => Object.fromEntries(Object.entries(facts).filter(([, text]) => text !== ''));

describe('facts', () => {
  test('that are written into fields are read back as they were', () => {
    fc.assert(
      fc.property(facts, (wanted) => {
        expect(said(factsOf(held(fieldsFor(wanted, {}))))).toEqual(said(wanted));
      }),
    );
  });

  test('that did not change write no field', () => {
    fc.assert(
      fc.property(facts, (wanted) => {
        const fields = held(fieldsFor(wanted, {}));
        expect(fieldsFor(factsOf(fields), fields)).toEqual({});
      }),
    );
  });

  test('of one field leave what somebody typed by hand into another as it is', () => {
    const fields = { severity: ' HIGH ', remedy: 'refund, apology', outcome: 'Upheld' };
    expect(fieldsFor({ ...factsOf(fields), severity: 'low' }, fields)).toEqual({ severity: 'low' });
  });

  test.each([
    ['1234.5', 1234.5],
    ['25,50', 25.5],
    ['1,234.50', 1234.5],
    ['1.234,50', 1234.5],
    ['1 234,50', 1234.5],
    ['1,234', 1234],
    ['1.234', 1234],
    ['1,234,567', 1_234_567],
    ['0.125', 0.125],
    ['£50', 50],
    ['50 €', 50],
    ['about fifty', 7.125],
    ['0x10', 7.125],
    ['7.125', 7.125],
    ['', undefined],
  ])('take a sum as people type it, and what is none leaves the one before: %s', (amount, wanted) => {
    const remedy = '{"v":1,"requested":[],"offered":["refund"],"amount":{"value":7.125,"currency":"GBP"}}';
    const written = fieldsFor({ ...factsOf({ remedy }), amount, remedyGiven: 'refund apology' }, { remedy });
    expect(readDecided(written).remedy?.amount?.value).toBe(wanted);
  });

  test('say nothing where nobody can tell what was meant, rather than that somebody is not vulnerable', () => {
    expect(factsOf({ vulnerability: 'to be asked' })['vulnerability']).toBe('');
    expect(factsOf({ vulnerability: 'None' })['vulnerability']).toBe('none');
  });

  test('keep the instant of a date that nobody changed', () => {
    const list = [{ id: 'a', kind: 'corrective', what: 'x', owner: 'Sam', dueAt: '2026-12-01T09:30:00.000Z' }];
    const fields = { action: JSON.stringify({ v: 1, list }) };
    const { action } = fieldsFor({ ...factsOf(fields), 'action.a.owner': 'Kim' }, fields);
    expect(JSON.parse(action ?? '')).toMatchObject({ list: [{ owner: 'Kim', dueAt: '2026-12-01T09:30:00.000Z' }] });
  });
});

describe('what is typed', () => {
  const typed = fc.record({
    outcome: fc.constantFrom('', 'upheld'),
    outcomeReasons: line,
    cause: fc.constantFrom('', 'process'),
    systemic: fc.constantFrom('', 'yes'),
    why1: line,
    amount: fc.constantFrom('', '25.5', 'about 50'),
    currency: fc.constantFrom('', 'GBP'),
  });

  test('is kept, or known to be such as no field can hold yet', () => {
    fc.assert(
      fc.property(typed, (wanted) => {
        const kept = factsOf(held(fieldsFor(wanted, {})));
        const lost = Object.keys(said(wanted)).filter((name) => kept[name] !== said(wanted)[name]);
        expect(unreadIn(wanted).toSorted()).toEqual(lost.toSorted());
      }),
    );
  });
});

describe('merging what two people wrote', () => {
  test('takes what only one of them changed, whichever it was', () => {
    const base = { severity: 'low', impact: 'single', category: 'billing' };
    const { facts, clashes } = mergeFacts(base, { severity: 'high' }, { ...base, impact: 'several' });
    expect(facts).toEqual({ severity: 'high', impact: 'several', category: 'billing' });
    expect(clashes).toEqual([]);
  });

  test('keeps a colleague’s word where both wrote, and tells of both', () => {
    const { facts, clashes } = mergeFacts({ severity: 'low' }, { severity: 'critical' }, { severity: 'high' });
    expect(facts).toEqual({ severity: 'high' });
    expect(clashes).toEqual([{ fact: 'severity', mine: 'critical', theirs: 'high' }]);
  });

  test('takes the words of a set one by one', () => {
    const base = { remedyGiven: 'apology refund' };
    const { facts } = mergeFacts(base, { remedyGiven: 'refund repair' }, { remedyGiven: 'apology refund goodwill' });
    expect(facts).toEqual({ remedyGiven: 'refund goodwill repair' });
  });

  test('agrees with itself: what nobody else touched ends as I wrote it, and nothing of theirs is lost', () => {
    fc.assert(
      fc.property(facts, facts, facts, (base, mine, theirs) => {
        const { facts: merged, clashes } = mergeFacts(base, mine, theirs);
        const clashed = new Set(clashes.map(({ fact }) => fact));
        for (const [fact, text] of Object.entries(merged)) {
          if (fact.startsWith('remedy') && fact !== 'remedyDone') continue;
          const [was, now] = [base[fact] ?? '', theirs[fact] ?? ''];
          if (was === now || text === mine[fact]) expect(text).toBe(mine[fact] ?? now);
          else expect([text, clashed.has(fact)]).toEqual([now, mine[fact] !== now]);
        }
      }),
    );
  });
});
