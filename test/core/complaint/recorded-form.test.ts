import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOwnForm } from '#core/complaint/recorded-form.ts';
import { readRecorded, writeRecorded, type RecordedRecognition } from '#core/complaint/recorded.ts';

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', 'a"b', 'c\\d', 'two\nlines', '],["', ']}', '\u2028', '\ud800'),
);
const amount = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0.75, -1.5));
const recorded: fc.Arbitrary<RecordedRecognition> = fc.record({
  hash: words,
  pack: words,
  language: fc.option(fc.oneof(words, fc.constantFrom('de', 'unknown')), { nil: undefined }),
  band: fc.constantFrom('yes', 'possible', 'no'),
  score: amount.map((score) => Math.round(score * 100) / 100),
  category: fc.option(words, { nil: undefined }),
  severity: fc.constantFrom('low', 'medium', 'high', 'critical'),
  at: fc.integer({ min: 0, max: 4e12 }),
  update: words,
  oldest: fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: undefined }),
  taken: fc.option(fc.oneof(words, fc.constant('7 12')), { nil: undefined }),
  reasons: fc.array(fc.record({ cue: words, quote: words, start: amount, end: amount, weight: amount }), {
    maxLength: 8,
  }),
});

/** The same in a form of JSON that the quick reading does not know. */
function inOtherForm(text: string): string {
  return ` ${text}`;
}

describe('the field of the recognition', () => {
  test('says the same in our own form as in any other form of JSON, damaged or not', () => {
    fc.assert(
      fc.property(recorded, fc.nat(), fc.string({ maxLength: 2 }), fc.boolean(), (one, place, put, isDamaged) => {
        const whole = writeRecorded(one);
        const at = place % whole.length;
        const text = isDamaged ? `${whole.slice(0, at)}${put}${whole.slice(at + 1)}` : whole;
        expect(readRecorded(text)).toEqual(readRecorded(inOtherForm(text)));
      }),
      { numRuns: 2_000 },
    );
  });

  test('is mostly read without JSON', () => {
    const written = writeRecorded({
      hash: '0028f0e9b63762aa',
      pack: 'en-core 1.0.0',
      band: 'yes',
      score: 8,
      category: 'delivery',
      severity: 'medium',
      at: 0,
      update: '1000',
      oldest: 0,
      taken: '7',
      reasons: [
        { cue: 'formal.complaint', quote: 'a formal complaint', start: 31, end: 54, weight: 4 },
        { cue: 'soft.thanks', quote: 'thanks', start: 60, end: 66, weight: -0.5 },
      ],
    });
    expect(readOwnForm(written)?.reasons).toHaveLength(2);
    expect(readOwnForm(`${written} `)).toBeUndefined();
    expect(readOwnForm(written.replace('"v":1', '"v":2'))).toBeUndefined();
  });

  test('is read anew where somebody edited it into what no promise can be reckoned from', () => {
    const written = (at: string, score: string, reasons: string): string =>
      `{"v":1,"hash":"h","pack":"p","band":"yes","score":${score},"severity":"low","at":"${at}","update":"1","reasons":${reasons}}`;
    expect(readRecorded(written('2026-11-02T09:00:00.000Z', '3', '[]'))).toMatchObject({ score: 3, reasons: [] });
    for (const at of [
      '0001-01-01T00:00:00Z',
      '1800-01-01T00:00:00.000Z',
      '2300-02-28T12:00:00Z',
      '9999-12-31T23:59:59Z',
    ])
      expect(readRecorded(written(at, '3', '[]')), at).toBeUndefined();
    expect(readRecorded(written('2026-11-02T09:00:00.000Z', '1e999', '[]'))).toBeUndefined();
  });

  test('leaves out a reason whose place or weight is no number', () => {
    const reasons = '[["a","q"],["b","q",0,1,"x"],["c","q",0,1,1e999],["d","q",null,1,1],["e","q",0,1,2]]';
    const read = readRecorded(
      `{"v":1,"hash":"h","pack":"p","band":"yes","score":3,"severity":"low","at":"2026-11-02T09:00:00Z","update":"1","reasons":${reasons}}`,
    );
    expect(read?.reasons.map(({ cue }) => cue)).toEqual(['e']);
  });
});
