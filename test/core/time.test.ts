import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstant, toIso } from '#core/time.ts';

const anyInstant = fc.oneof(
  fc.integer({ min: -8.64e15, max: 8.64e15 }),
  fc.integer({ min: 0, max: 4e12 }),
  fc.nat(40_000).map((day) => day * 86_400_000 - 1),
);

describe('an instant in ISO 8601', () => {
  test('is written as the platform writes it', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(toIso(at)).toBe(new Date(at).toISOString());
      }),
    );
    expect(toIso(-0.5)).toBe('1970-01-01T00:00:00.000Z');
    expect(toIso(1.9)).toBe('1970-01-01T00:00:00.001Z');
  });

  test('cannot be written where there is no such date, whatever was written before', () => {
    toIso(8.64e15);
    for (const at of [8.64e15 + 1, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => toIso(at)).toThrow(RangeError);
  });

  test('is read again as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (at) => {
        expect(parseInstant(toIso(at))).toBe(at);
      }),
    );
  });

  test.each([
    ['2026-11-02T09:00:00Z', 1_793_610_000_000],
    ['2026-11-02T10:00:00.000+01:00', 1_793_610_000_000],
    ['2026-11-02T24:00:00.000Z', Date.parse('2026-11-03T00:00:00Z')],
    ['2026-11-02T24:00:00.001Z', undefined],
    ['2026-11-02T09:60:00.000Z', undefined],
    ['2026-11-02T09:00:60.000Z', undefined],
    ['2026-13-02T09:00:00.000Z', undefined],
    ['2026-02-29T09:00:00.000Z', undefined],
    ['2026-02-30T09:00Z', undefined],
    ['2026-04-31T23:30:00-05:00', undefined],
    ['2028-02-29T23:30:00-05:00', Date.parse('2028-03-01T04:30:00Z')],
    ['2026-11-02T0x:00:00.000Z', undefined],
    ['2026-11-02T09:00:00.00xZ', undefined],
    ['2026-11-02 09:00:00.000Z', undefined],
    ['2026-11-02', undefined],
  ])('%s is %s', (text, at) => {
    expect(parseInstant(text)).toBe(at);
    // Asked again, when the date is known by then.
    expect(parseInstant(text)).toBe(at);
  });
});
