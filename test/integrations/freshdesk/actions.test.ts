import { describe, test } from 'vitest';
import { actionsLaws } from '#test/contract/actions-kit.ts';
import { openFreshdesk } from './fake-desk.ts';

describe('the Freshdesk actions', () => {
  for (const { name, check } of actionsLaws) {
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
