import { describe, test } from 'vitest';
import { ledgerLaws } from '#test/contract/ledger-kit.ts';
import { openFreshdesk } from './fake-desk.ts';

describe('the Freshdesk ledger', () => {
  for (const { name, check } of ledgerLaws) {
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
