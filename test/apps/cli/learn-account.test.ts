import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTaught, runLearnAccount } from '#apps/cli/learn-account.ts';
import { runProvision } from '#apps/cli/provision.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { MINUTE_MS } from '#core/time.ts';
import { IntegrationError, type FailureReason } from '#integrations/errors.ts';
import { openAccounts } from '#test/integrations/setup-accounts.ts';

const question = { policy: policyPath, days: '30', out: join(tmpdir(), 'model.json'), seed: '1', json: true };

describe('learning from a connected account', () => {
  it('takes the tickets of which an agent said what they are, and no other', async () => {
    // An export holds back what changed within the last minute.
    let aheadMs = 0;
    const real = createRealTime();
    const time = { ...real, now: () => real.now() + aheadMs };
    const accounts = await openAccounts({ zendesk: { time } });
    try {
      const on = accounts.surroundings();
      const provision = { policy: policyPath, url: undefined, yes: true, json: true, showSecret: false };
      await runProvision(provision, on);
      const field = accounts.zendesk.fieldId('recourse_complaint');
      const letters = ['yes', 'no: a question', undefined, 'Yes'];
      for (const [n, said] of letters.entries()) {
        const letter = {
          from: { name: 'Ann', email: 'ann@example.org' },
          subject: `Letter ${n}`,
          text: 'The lamp wobbles',
          channel: 'email' as const,
        };
        const zendeskId = accounts.zendesk.customerWrites(letter);
        const freshdeskId = accounts.freshdesk.customerWrites(letter);
        if (said === undefined) continue;
        const change = { ticket: { custom_fields: [{ id: field, value: said }] } };
        await accounts.callZendesk('PUT', `tickets/${zendeskId}.json`, change);
        await accounts.callFreshdesk('PUT', `tickets/${freshdeskId}`, {
          custom_fields: { cf_recourse_complaint: said },
        });
      }
      aheadMs = 2 * MINUTE_MS;
      for (const account of ['zendesk', 'freshdesk/harbour']) {
        const { text, exitCode } = await runLearnAccount({ ...question, account }, on, () => undefined);
        expect(JSON.parse(text)).toMatchObject({ tickets: { complaints: 2, others: 1 }, undecided: 1, wins: false });
        expect(exitCode).toBe(1);
      }
    } finally {
      await accounts.close();
    }
  });

  it('passes over a ticket that may not or cannot be read, and one that is gone', async () => {
    const policy = await loadPolicy(policyPath);
    const ref = { platform: 'freshdesk', account: 'harbour', id: '7' };
    const read = (reason: FailureReason) => {
      const error = new IntegrationError('freshdesk', reason, { message: reason });
      return readTaught({ read: () => Promise.reject(error) }, ref, { policy, time: createRealTime() });
    };
    expect(await read('forbidden')).toEqual({ path: 'freshdesk:harbour:7', message: 'FRESHDESK_FORBIDDEN' });
    expect(await read('rejected')).toMatchObject({ message: 'FRESHDESK_REJECTED' });
    expect(await read('not-found')).toBeUndefined();
    await expect(read('auth')).rejects.toMatchObject({ code: 'FRESHDESK_AUTH' });
  });

  it('says that the model cannot be written before it reads for hours', async () => {
    const accounts = await openAccounts();
    try {
      const out = '/nowhere/model.json';
      const learning = runLearnAccount(
        { ...question, account: 'zendesk', out },
        accounts.surroundings(),
        () => undefined,
      );
      await expect(learning).rejects.toThrow('the model cannot be written to /nowhere/model.json');
      expect(accounts.zendesk.requests()).toEqual({});
    } finally {
      await accounts.close();
    }
  });

  it('says what is wrong with the question', async () => {
    const on = { time: { now: () => 0 } as never, variables: {} };
    await expect(runLearnAccount({ ...question, account: 'zendesk', days: '0' }, on, () => undefined)).rejects.toThrow(
      /--days/u,
    );
    await expect(runLearnAccount({ ...question, account: 'zendesk' }, on, () => undefined)).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    });
  });
});
