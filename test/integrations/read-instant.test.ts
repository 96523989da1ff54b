import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstant, toIso } from '#core/time.ts';
import { plainText, readIso, stampOf } from '#integrations/read-instant.ts';

describe('an instant in a payload', () => {
  test('is read exactly as every other instant is, in every year, whatever the text', () => {
    const whole = fc
      .integer({ min: Date.parse('0000-01-01T00:00:00Z') / 1_000, max: Date.parse('9999-12-31T23:59:59Z') / 1_000 })
      .map((second) => `${toIso(second * 1_000).slice(0, 19)}Z`);
    const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
    const odd = fc
      .tuple(two, two, two, two, two, two, two)
      .map((n) => `${n[0]}${n[1]}-${n[2]}-${n[3]}T${n[4]}:${n[5]}:${n[6]}Z`);
    const edge = fc
      .tuple(
        fc.constantFrom('1900', '2000', '2023', '2024', '2100'),
        fc.integer({ min: 1, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
      )
      .map(([y, m, d]) =>
        `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}T24:00:00Z`.replace(
          'T24',
          d % 2 === 0 ? 'T23' : 'T24',
        ),
      );
    const spoilt = fc
      .tuple(whole, fc.nat({ max: 19 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }))
      .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1));
    const other = fc.constantFrom(
      '2026-11-02T09:00Z',
      '2026-11-02T09:00:00.123Z',
      '2026-11-02T10:00:00+01:00',
      '2026-11-02',
      '',
    );
    fc.assert(
      fc.property(fc.oneof(whole, odd, edge, spoilt, other, fc.string({ minLength: 20, maxLength: 20 })), (text) => {
        expect(readIso(text)).toBe(parseInstant(text));
      }),
      { numRuns: 4_000 },
    );
  });

  test('keeps its text only where that is how it is compared', () => {
    expect(plainText('2026-11-02T09:00:00Z')).toBe('2026-11-02T09:00:00Z');
    for (const text of ['2026-11-02T09:00:00.5Z', '2026-11-02T09:00:00+00:00', '20 letters and more!', 7, null]) {
      expect(plainText(text)).toBeUndefined();
    }
    expect(stampOf(Date.parse('2026-11-02T09:00:00.999Z'))).toBe('2026-11-02T09:00:00Z');
  });
});
