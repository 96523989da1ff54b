import { describe, expect, it } from 'vitest';
import { countStates, examineAll } from '#apps/runtime/doctor.ts';
import type { Examination } from '#integrations/contract.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import { createStillTime, settle } from '#test/contract/still-time.ts';
import { askedOnce, budgetFinding, clockFinding, onceConnected, well } from '#integrations/findings.ts';

const limitMs = 30_000;
const { signal } = new AbortController();

/** Examines while time stands still. */
async function examined(examinations: readonly Examination[]) {
  return { findings: await examineAll(examinations, { time: createStillTime(), limitMs }, signal) };
}

const failWith = (error: Error) => async (): Promise<never> => {
  throw error;
};
const good = (check: string): Examination => ({ check, examine: () => Promise.resolve([well('in order')]) });

describe('examining', () => {
  it('keeps the order in which things are to be mended, whatever is answered first', async () => {
    const late: Examination = {
      check: 'zendesk late',
      examine: async () => {
        await new Promise(setImmediate);
        return [well('late')];
      },
    };
    const { findings } = await examined([late, good('zendesk soon')]);
    expect(findings.map(({ check }) => check)).toEqual(['zendesk late', 'zendesk soon']);
  });

  it('gives up on what takes too long, and on nothing else', async () => {
    const time = createStillTime();
    const never: Examination = { check: 'slack never', examine: () => new Promise(() => undefined) };
    const found = examineAll([never, good('slack scopes')], { time, limitMs }, signal);
    await settle();
    time.expire();
    const findings = await found;
    expect(findings).toMatchObject([
      { check: 'slack never', state: 'unknown', what: 'it took too long to find out' },
      { check: 'slack scopes', state: 'ok' },
    ]);
  });

  it.each([
    [new IntegrationError('zendesk', 'auth', { message: 'secret-canary' }), 'fail', 'does not accept the credentials'],
    [new IntegrationError('zendesk', 'forbidden', { message: 'secret-canary' }), 'fail', 'forbids'],
    [new IntegrationError('zendesk', 'not-found', { message: 'secret-canary' }), 'fail', 'knows no such thing'],
    [new IntegrationError('zendesk', 'rate-limited', { message: 'secret-canary' }), 'unknown', 'limit is used up'],
    [new IntegrationError('zendesk', 'timeout', { message: 'secret-canary' }), 'unknown', 'did not answer in time'],
    [new IntegrationError('zendesk', 'unavailable', { message: 'secret-canary' }), 'fail', 'cannot be reached'],
    [
      new IntegrationError('zendesk', 'unavailable', { message: 'secret-canary', status: 502 }),
      'unknown',
      '(HTTP 502)',
    ],
    [new IntegrationError('zendesk', 'rejected', { message: 'secret-canary', status: 422 }), 'unknown', '(HTTP 422)'],
    [new PayloadError('ZENDESK_PAYLOAD', 'user.id', 'secret-canary'), 'unknown', '(at user.id)'],
    [new TypeError('secret-canary'), 'unknown', 'the check itself failed'],
  ])('makes a finding of %s and quotes nothing', async (error, state, words) => {
    const broken: Examination = { check: 'zendesk export', examine: failWith(error) };
    const { findings } = await examined([broken, good('zendesk search')]);
    expect(findings[0]).toMatchObject({ state, what: expect.stringContaining(words) as string });
    expect(findings[0]?.mend).toBeDefined();
    expect(JSON.stringify(findings)).not.toContain('secret-canary');
    expect(findings[1]).toMatchObject({ state: 'ok' });
  });

  it('looks at nothing behind credentials that are not accepted, and asks for them once', async () => {
    let asked = 0;
    const connect = askedOnce(() => {
      asked += 1;
      return Promise.reject(new IntegrationError('zendesk', 'auth', { message: 'no' }));
    });
    const checks = ['zendesk fields', 'zendesk webhook'].map((check) => onceConnected(connect, good(check)));
    const { findings } = await examined(checks);
    expect(findings.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    expect(asked).toBe(1);
    expect(countStates(findings)).toEqual({ ok: 0, warn: 0, fail: 0, unknown: 2 });
  });
});

describe('a clock', () => {
  it.each([
    [0, 'ok'],
    [9_000, 'ok'],
    [-9_000, 'ok'],
    [61_000, 'warn'],
    [-61_000, 'warn'],
    [241_000, 'fail'],
    [undefined, 'unknown'],
  ])('that is %s ms aside is %s', (aheadMs, state) => {
    expect(clockFinding(aheadMs, 'Zendesk').state).toBe(state);
  });

  it('says which way it goes wrong', () => {
    expect(clockFinding(-61_000, 'Slack').what).toBe("this machine's clock is 61 seconds behind Slack's");
  });
});

describe('a budget', () => {
  it.each([
    ['700', '699', 'ok'],
    ['700.0', '699.0', 'ok'],
    ['50', '49', 'warn'],
    ['700', '20', 'warn'],
    ['700', undefined, 'ok'],
    [undefined, undefined, 'unknown'],
    ['many', '3', 'unknown'],
  ])('of %s with %s left is %s', (total, remaining, state) => {
    expect(budgetFinding({ total, remaining }, 200).state).toBe(state);
  });
});
