import { describe, test } from 'vitest';
import { intakeLaws } from '#test/contract/intake-kit.ts';
import { openZendesk } from './fake-desk.ts';

describe('the Zendesk intake', () => {
  for (const { name, check } of intakeLaws) {
    test(name, async () => {
      const subject = await openZendesk();
      try {
        await check(subject);
      } finally {
        await subject.close();
      }
    });
  }
});
