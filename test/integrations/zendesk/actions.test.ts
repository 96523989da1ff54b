import { describe, test } from 'vitest';
import { actionsLaws } from '#test/contract/actions-kit.ts';
import { openZendesk } from './fake-desk.ts';

describe('the Zendesk actions', () => {
  for (const { name, check } of actionsLaws) {
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
