import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstant } from '#core/time.ts';
import { plainText, stampOf } from '#integrations/read-instant.ts';

describe('an instant in a payload', () => {
  test('keeps its text only where that is how it is compared', () => {
    expect(plainText('2026-11-02T09:00:00Z')).toBe('2026-11-02T09:00:00Z');
    for (const text of ['2026-11-02T09:00:00.5Z', '2026-11-02T09:00:00+00:00', 7, null]) {
      expect(plainText(text)).toBeUndefined();
    }
    expect(stampOf(Date.parse('2026-11-02T09:00:00.999Z'))).toBe('2026-11-02T09:00:00Z');
  });

  test('is, of what is an instant at all, written in whole seconds of UTC wherever it is kept as text', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
    const seconds = fc.option(
      fc.tuple(digits(2), fc.option(fc.integer({ min: 1, max: 9 }).chain(digits), { nil: '' })),
      { nil: null },
    );
    const zone = fc.constantFrom('Z', '+00:00', '+0000', '-01:30', '+0530');
    fc.assert(
      fc.property(fc.date({ min: new Date(0), noInvalidDate: true }), seconds, zone, (date, parts, offset) => {
        const [whole, fraction] = parts ?? [];
        const second = whole === undefined ? '' : `:${whole}`;
        const text = `${date.toISOString().slice(0, 16)}${second}${fraction === undefined || fraction === '' ? '' : `.${fraction}`}${offset}`;
        const at = parseInstant(text);
        if (at !== undefined && plainText(text) !== undefined) expect(plainText(text)).toBe(stampOf(at));
      }),
    );
  });
});
