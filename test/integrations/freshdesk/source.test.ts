import { describe, test } from 'vitest';
import { sourceLaws } from '#test/contract/source-kit.ts';
import { openFreshdesk } from './fake-desk.ts';

describe('the Freshdesk source', () => {
  for (const { name, check } of sourceLaws) {
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
