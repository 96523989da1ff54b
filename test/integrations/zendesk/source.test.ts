import { describe, test } from 'vitest';
import { sourceLaws } from '#test/contract/source-kit.ts';
import { openZendesk } from './fake-desk.ts';

describe('the Zendesk source', () => {
  for (const { name, check } of sourceLaws) {
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
