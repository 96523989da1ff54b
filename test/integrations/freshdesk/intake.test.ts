import { describe, test } from 'vitest';
import { intakeLaws } from '#test/contract/intake-kit.ts';
import { openFreshdesk } from './fake-desk.ts';

describe('the Freshdesk intake', () => {
  for (const { name, check } of intakeLaws) {
    test(name, async () => {
      const subject = await openFreshdesk();
      try {
        await check(subject);
      } finally {
        await subject.close();
      }
    });
  }
});
