import { readDecided } from '#core/complaint/decided.ts';
import {
  readActions,
  readReferral,
  readRemedy,
  readRootCause,
  writeActions,
  writeReferral,
  writeRemedy,
  writeRootCause,
} from '#core/complaint/decided-records.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('what people typed into our fields', () => {
  test('is read whatever its case, and with the reason behind the colon', () => {
    expect(readDecided({ complaint: ' No: only a question ', outcome: 'PartlyUpheld: half of it' })).toMatchObject({
      isComplaint: false,
      complaintReason: 'only a question',
      outcome: 'partlyUpheld',
      outcomeReasons: 'half of it',
    });
  });

  test.each([
    ['No.', false],
    ['no, spam', false],
    ['no; only a question', false],
    ['no - only a question', false],
    ['\u200fno', false],
    ['Yes!', true],
    ['nothing', undefined],
    ['no?', undefined],
    ['no-one has looked', undefined],
    ['none', undefined],
    ['not yet', undefined],
    ['', undefined],
    [': no', undefined],
  ])('a word on whether it is a complaint may have a mark behind it: %s', (complaint, wanted) => {
    expect(readDecided({ complaint }).isComplaint).toBe(wanted);
  });

  test('a grave word may end a sentence', () => {
    expect(readDecided({ severity: 'High.', outcome: 'Upheld. ' })).toMatchObject({
      severity: 'high',
      outcome: 'upheld',
    });
  });

  test.each([
    ['high: a child was hurt', 'a child was hurt'],
    ['High, because a child was hurt: twice', 'because a child was hurt: twice'],
    ['high - a child was hurt', 'a child was hurt'],
    ['HIGH – a child was hurt', 'a child was hurt'],
    ['high; a child was hurt', 'a child was hurt'],
    ['high (a child was hurt)', '(a child was hurt)'],
    ['high,', undefined],
  ])('a grave word is parted from its reason as people do it: %s', (severity, reason) => {
    expect(readDecided({ severity })).toMatchObject({ severity: 'high', severityReason: reason });
  });

  test.each(['not high', 'high or critical', 'higher, I think', 'low-high', '(high)', ', high'])(
    'what is not plainly one of the words is undecided: %s',
    (severity) => {
      expect(readDecided({ severity }).severity).toBeUndefined();
    },
  );

  test.each([
    ['impact: several; safety: possible; complexity: complex', ['several', 'possible', 'complex']],
    ['Complexity: Simple', [undefined, undefined, 'simple']],
    ['systemic, actual', ['systemic', 'actual', undefined]],
    ['whatever', [undefined, undefined, undefined]],
  ])('tells impact, safety and complexity: %s', (assessment, wanted) => {
    const { impact, safetyImplication, complexity } = readDecided({ assessment });
    expect([impact, safetyImplication, complexity]).toEqual(wanted);
  });

  test('tells in what circumstances somebody is, and whether we failed to consider them', () => {
    const { vulnerability } = readDecided({ vulnerability: 'disclosed: health, lifeEvent, notConsidered' });
    expect(vulnerability).toEqual({
      status: 'disclosed',
      drivers: ['health', 'lifeEvent'],
      causedByFailureToConsider: true,
    });
  });

  test('remedies, causes and bodies may be bare words', () => {
    expect(
      readDecided({ remedy: 'Refund, apology', root_cause: ' Process ', referral: 'Energy Ombudsman' }),
    ).toMatchObject({
      remedy: { offered: ['apology', 'refund'], requested: [] },
      rootCause: { code: 'process', method: 'none', whys: [] },
      referral: { body: 'Energy Ombudsman' },
    });
  });

  test('is undecided where it cannot be read, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"v":1,"list":${json},"code":${json}}`),
        ),
        (text) => {
          const decided = readDecided({
            remedy: text,
            root_cause: text,
            action: text,
            referral: text,
            assessment: text,
            outcome: text,
          });
          expect(Array.isArray(decided.actions)).toBe(true);
        },
      ),
    );
    expect(readDecided({ action: '{"v":1,"list":[{"kind":"corrective"},7,null]}' }).actions).toEqual([]);
    expect(readRemedy('{"v":2}')).toMatchObject({ requested: [], offered: [] });
  });
});

describe('records', () => {
  const at = fc.option(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map(Number), {
    nil: undefined,
  });
  const words = fc.option(fc.string({ minLength: 1, maxLength: 40 }), { nil: undefined });

  test('of actions are read back as they were written', () => {
    const action = fc.record({
      id: fc.stringMatching(/^[a-z0-9]{4}$/u),
      kind: fc.constantFrom('correction' as const, 'corrective' as const, 'preventive' as const),
      what: fc.string({ maxLength: 40 }),
      owner: words,
      dueAt: at,
      doneAt: at,
      verification: fc.constant(undefined),
      ticket: fc.constant(undefined),
    });
    fc.assert(
      fc.property(fc.uniqueArray(action, { maxLength: 10, selector: ({ id }) => id }), (actions) => {
        expect(readActions(writeActions(actions))).toEqual(actions);
      }),
    );
  });

  test('of a referral, a remedy and a root cause too', () => {
    const body = fc.stringMatching(/^[a-z][a-zA-Z ]{0,30}$/u);
    const referral = fc.record({ body, ref: words, eligibleFrom: at, referredAt: at, decision: words, complyBy: at });
    fc.assert(
      fc.property(referral, (one) => {
        expect(readReferral(writeReferral(one))).toEqual(one);
      }),
    );
    const remedy = {
      requested: ['refund' as const],
      offered: [],
      amount: { value: 12.5, currency: 'GBP' },
      doneAt: undefined,
      dueAt: 86_400_000,
    };
    expect(readRemedy(writeRemedy(remedy))).toEqual(remedy);
    const cause = {
      code: 'system' as const,
      method: 'fiveWhys' as const,
      whys: ['a', 'b'],
      confidence: 'high' as const,
      systemic: true,
    };
    expect(readRootCause(writeRootCause(cause))).toEqual(cause);
    const bare = { code: 'people' as const, method: 'none' as const, whys: [], confidence: undefined, systemic: false };
    expect([writeRootCause(bare), readRootCause('people')]).toEqual(['people', bare]);
  });
});
