import { expect, test } from 'vitest';
import { patiently } from '#apps/cli/patiently.ts';
import { IntegrationError, type FailureReason } from '#integrations/errors.ts';

/** Asks something that fails so often first; answers what came of it, how often it was asked, and how long it waited. */
async function asked(failures: number, reason: FailureReason, retryAfterMs?: number) {
  let [now, tries] = [0, 0];
  const time = {
    now: () => now,
    sleepUntil: (at: number) => {
      now = at;
      return Promise.resolve();
    },
  };
  const ask = (): Promise<string> => {
    tries += 1;
    const error = new IntegrationError('zendesk', reason, { message: reason, retryAfterMs });
    return tries > failures ? Promise.resolve('read') : Promise.reject(error);
  };
  const came = await patiently(ask, time).catch((error: unknown) => (error as IntegrationError).code);
  return { came, tries, waitedMs: now };
}

test('a helpdesk that does not answer for a while is asked again, not sooner than it says', async () => {
  expect(await asked(3, 'unavailable')).toEqual({ came: 'read', tries: 4, waitedMs: 90_000 });
  expect(await asked(1, 'rate-limited', 240_000)).toEqual({ came: 'read', tries: 2, waitedMs: 240_000 });
});

test('one that never answers is given up, and so at once is what asking again does not mend', async () => {
  expect(await asked(Infinity, 'timeout')).toMatchObject({ came: 'ZENDESK_TIMEOUT', tries: 20 });
  expect(await asked(Infinity, 'auth')).toEqual({ came: 'ZENDESK_AUTH', tries: 1, waitedMs: 0 });
});
