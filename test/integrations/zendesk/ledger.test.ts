import { describe, test } from 'vitest';
import { ledgerLaws } from '#test/contract/ledger-kit.ts';
import { openZendesk } from './fake-desk.ts';

describe('the Zendesk ledger', () => {
  for (const { name, check } of ledgerLaws) {
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
