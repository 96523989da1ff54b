import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestName, pathText, suggestName } from '#core/policy/issue.ts';

test('a path reads as it would be written in code', () => {
  expect(pathText(['calendars', 'office', 'hours', 'mon', 0])).toBe('calendars.office.hours.mon[0]');
  expect(pathText(['ladder', 1, 'after'])).toBe('ladder[1].after');
  expect(pathText([])).toBe('');
});

test('a dropped, added, changed or swapped letter still finds the name that was meant', () => {
  const names = ['office', 'warehouse', 'high', 'acknowledge'];
  expect(nearestName('ofice', names)).toBe('office');
  expect(nearestName('offices', names)).toBe('office');
  expect(nearestName('hgih', names)).toBe('high');
  expect(nearestName('Ware House', names)).toBe('warehouse');
  expect(nearestName('acknowlegde', names)).toBe('acknowledge');
});

test('a word that is nothing like any name finds none, and the few names are listed instead', () => {
  expect(nearestName('kitchen', ['office', 'warehouse'])).toBeUndefined();
  expect(suggestName('kitchen', ['office', 'warehouse'])).toBe('known: office, warehouse');
  expect(suggestName('kitchen', [])).toBeUndefined();
  expect(
    suggestName(
      'zzz',
      Array.from({ length: 21 }, (_, i) => `name-${i}`),
    ),
  ).toBeUndefined();
});

test('a name is always nearest to itself', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{3,12}$/), { minLength: 1, maxLength: 8 }), (names) => {
      for (const name of names) expect(nearestName(name, names)).toBe(name);
    }),
  );
});

test('a very long word costs no more than a short one', () => {
  expect(nearestName('x'.repeat(1_000_000), ['office'])).toBeUndefined();
});
