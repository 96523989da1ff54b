import { describe, expect, test } from 'vitest';
import { plainText, stampOf } from '#integrations/read-instant.ts';

describe('an instant in a payload', () => {
  test('keeps its text only where that is how it is compared', () => {
    expect(plainText('2026-11-02T09:00:00Z')).toBe('2026-11-02T09:00:00Z');
    for (const text of ['2026-11-02T09:00:00.5Z', '2026-11-02T09:00:00+00:00', '20 letters and more!', 7, null]) {
      expect(plainText(text)).toBeUndefined();
    }
    expect(stampOf(Date.parse('2026-11-02T09:00:00.999Z'))).toBe('2026-11-02T09:00:00Z');
  });
});
