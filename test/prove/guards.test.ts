import { describe, expect, it } from 'vitest';
import { guards } from './guards.ts';
import { proven } from './proven.ts';
import { violations } from './violations.ts';

describe('without a guard of the protocol', () => {
  it.each(guards.map((guard) => [guard.name, guard] as const))(
    'simulations fail: %s',
    { timeout: 240_000 },
    async (name, { directed, platform = 'zendesk' }) => {
      const { said, held } = await proven('--without', name, '--schedules', '60');
      expect(held, said).toBe(false);
      if (directed === undefined) return;
      // What shows the guard must itself be no fault: with the guard all is well.
      const control = await proven('--directed', directed, '--platform', platform, '--schedules', '4');
      expect(control.held, control.said).toBe(true);
    },
  );
});

describe('a product that breaks an invariant of the protocol', () => {
  it.each(violations.map((violation) => [violation.name, violation] as const))(
    'is found out, and told which: %s',
    { timeout: 240_000 },
    async (name, { says }) => {
      const { said, held } = await proven('--without', name, '--schedules', '20');
      expect(held, said).toBe(false);
      expect(said).toMatch(says ?? /./u);
    },
  );
});
