import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstant, toIso } from '#core/time.ts';

const anyInstant = fc.oneof(
  fc.integer({ min: -8.64e15, max: 8.64e15 }),
  fc.integer({ min: 0, max: 4e12 }),
  fc.nat(40_000).map((day) => day * 86_400_000 - 1),
);

/** By its own dates, which know a 30th of February, and by what stands in the text. */
function asThePlatform(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return undefined;
  const midnight = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const at = Date.parse(text);
  const isDate = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text.slice(0, 10));
  return isDate && !Number.isNaN(at) ? at : undefined;
}

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

  test('is read as the platform reads it where there is such a date, in every year, whatever the text', () => {
    const whole = fc
      .integer({ min: Date.parse('0000-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') })
      .chain((at) => fc.constantFrom(toIso(at), `${toIso(at).slice(0, 19)}Z`));
    const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
    const odd = fc
      .tuple(two, two, two, two, two, two, two, fc.constantFrom('Z', '.000Z', '.999Z'))
      .map((n) => `${n[0]}${n[1]}-${n[2]}-${n[3]}T${n[4]}:${n[5]}:${n[6]}${n[7]}`);
    const edge = fc
      .tuple(
        fc.constantFrom('0000', '0004', '1900', '2000', '2023', '2024', '2100', '9999'),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        fc.constantFrom('T23:00:00Z', 'T24:00:00Z', 'T00:00:00.001Z', 'T24:00:00.000Z'),
      )
      .map(([y, m, d, time]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}${time}`);
    const spoilt = fc
      .tuple(whole, fc.nat({ max: 23 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }))
      .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1));
    const other = fc.constantFrom('2026-11-02T09:00Z', '2026-11-02T10:00:00+01:00', '2026-11-02', '');
    fc.assert(
      fc.property(fc.oneof(whole, odd, edge, spoilt, other, fc.string({ minLength: 20, maxLength: 24 })), (text) => {
        expect(parseInstant(text)).toBe(asThePlatform(text));
      }),
      { numRuns: 6_000 },
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
  });
});
