import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggestSeverity } from '#core/complaint/assess.ts';
import { severities } from '#core/complaint/vocabulary.ts';

const matrix = {
  base: 'medium',
  rules: [
    { severity: 'critical', when: ['safety'] },
    { severity: 'high', when: ['money', 'repeat'] },
    { severity: 'low', when: ['intense'] },
  ],
} as const;

test('a rule applies when all its signals are there', () => {
  expect(suggestSeverity(['money'], matrix)).toBe('medium');
  expect(suggestSeverity(['money', 'repeat'], matrix)).toBe('high');
});

test('the gravest rule that applies wins, and no rule goes below the base', () => {
  expect(suggestSeverity(['repeat', 'money', 'safety'], matrix)).toBe('critical');
  expect(suggestSeverity(['intense'], matrix)).toBe('medium');
});

const signal = fc.constantFrom('safety', 'money', 'repeat', 'intense', 'legal');
const anyMatrix = fc.record({
  base: fc.constantFrom(...severities),
  rules: fc.array(fc.record({ severity: fc.constantFrom(...severities), when: fc.array(signal, { minLength: 1 }) })),
});

test('one more signal never makes a complaint less grave, and the order of rules does not count', () => {
  const rank = (severity: (typeof severities)[number]): number => severities.indexOf(severity);
  fc.assert(
    fc.property(fc.array(signal), signal, anyMatrix, (signals, more, any) => {
      const before = suggestSeverity(signals, any);
      expect(rank(suggestSeverity([...signals, more], any))).toBeGreaterThanOrEqual(rank(before));
      expect(suggestSeverity(signals, { ...any, rules: [...any.rules].reverse() })).toBe(before);
    }),
  );
});
