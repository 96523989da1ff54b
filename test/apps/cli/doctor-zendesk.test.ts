import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '#core/time.ts';
import { openAccounts, zendeskToken, type FreshAccounts } from '#test/integrations/setup-accounts.ts';
import { clientOfAnotherKey } from './client-of-another-key.ts';
import { ills, onlyIll, provisionedAccounts } from './provisioned-accounts.ts';

const { accounts, doctor, examine } = provisionedAccounts();

const noToken = { ZENDESK_EMAIL: undefined, ZENDESK_API_TOKEN: undefined };
const bearer = { ...noToken, ZENDESK_OAUTH_TOKEN: zendeskToken };

/** Accounts of which the one in Zendesk was opened by somebody who is no administrator there. */
const accountsOfAnAgent = async (): Promise<FreshAccounts> => {
  const auth = { email: 'recourse@acme.example', token: zendeskToken, role: 'agent' } as const;
  return openAccounts({ zendesk: { auth, provisioned: true } });
};

describe('recourse doctor finds of Zendesk', () => {
  it('credentials that speak for nobody, once, and goes on with the rest', async () => {
    const examined = await doctor({ variables: { ZENDESK_API_TOKEN: 'wrong-canary' } });
    const found = ills(examined);
    const failed = found.filter(({ state }) => state === 'fail');
    expect(failed).toMatchObject([{ check: 'zendesk credentials', what: 'Zendesk does not accept the credentials' }]);
    const others = found.slice(1).map(({ state, check }) => `${state} ${check.split(' ')[0]}`);
    expect(new Set(others)).toEqual(new Set(['unknown zendesk']));
    expect(examined.findings.some(({ check, state }) => check === 'slack scopes' && state === 'ok')).toBe(true);
    expect(examined.printed).not.toContain('wrong-canary');
    expect(examined.code).toBe(1);
  });

  it('that nobody answers', async () => {
    const examined = await doctor({ variables: { ZENDESK_BASE_URL: 'http://127.0.0.1:9' } });
    expect(ills(examined)[0]).toMatchObject({
      state: 'fail',
      check: 'zendesk credentials',
      what: expect.stringContaining('cannot be reached') as string,
    });
    expect(examined.code).toBe(1);
  });

  it('an agent who is no administrator: what that costs', async () => {
    const poor = await accountsOfAnAgent();
    const { findings } = await examine(poor, { url: undefined });
    await poor.close();
    expect(findings.find(({ check }) => check === 'zendesk role')).toMatchObject({ state: 'warn' });
    expect(findings.find(({ check }) => check === 'zendesk export')).toMatchObject({ state: 'fail' });
    expect(findings.find(({ check }) => check === 'zendesk webhook')).toMatchObject({ state: 'unknown' });
  });

  it('an agent who sees some tickets only', async () => {
    const poor = await accountsOfAnAgent();
    poor.zendesk.setFeatures({ ticketRestriction: 'groups' });
    const { findings } = await examine(poor, { url: undefined });
    await poor.close();
    expect(findings.find(({ check }) => check === 'zendesk role')).toMatchObject({
      state: 'fail',
      what: 'the user sees some tickets only (groups)',
    });
  });

  it('a token that may only read', async () => {
    accounts().zendesk.setFeatures({ scopes: ['read'] });
    expect(onlyIll(await doctor({ variables: bearer }))).toContain(
      "fail zendesk scopes: the token has no scope 'tickets:write'",
    );
  });

  it('a token that may all', async () => {
    expect(ills(await doctor({ variables: bearer }))).toEqual([]);
  });

  it.each([
    ['slas', 'zendesk sla policies'],
    ['schedules', 'zendesk schedules'],
    ['customStatuses', 'zendesk custom statuses'],
    ['ticketForms', 'zendesk ticket forms'],
  ] as const)('a plan without %s', async (feature, check) => {
    accounts().zendesk.setFeatures({ [feature]: false });
    expect(onlyIll(await doctor())).toContain(`warn ${check}: the plan or the role does not include them`);
  });

  it('a small plan, and one that another program uses up', async () => {
    accounts().zendesk.setPlan({ accountPerMinute: 120 });
    expect(onlyIll(await doctor())).toContain('warn zendesk limits: only 120 calls a minute');
  });

  it('a missing, an inactive, a required and a misshapen field, each by its name', async () => {
    const { ticket_fields: all } = await accounts().callZendesk('GET', 'ticket_fields.json');
    const idOf = (key: string): unknown => (all as { key: string; id: number }[]).find((one) => one.key === key)?.id;
    const put = (key: string, change: unknown) =>
      accounts().callZendesk('PUT', `ticket_fields/${String(idOf(key))}.json`, { ticket_field: change });
    await accounts().callZendesk('DELETE', `ticket_fields/${String(idOf('recourse_ledger'))}.json`);
    await accounts().callZendesk('DELETE', `ticket_fields/${String(idOf('recourse_remedy'))}.json`);
    const tagger = { type: 'tagger', title: 'recourse_remedy', key: 'recourse_remedy' };
    await accounts().callZendesk('POST', 'ticket_fields.json', { ticket_field: tagger });
    await put('recourse_action', { active: false });
    await put('recourse_outcome', { required: true });
    await put('recourse_severity', { visible_in_portal: true });
    const examined = await doctor();
    expect(examined.code).toBe(1);
    expect(
      ills(examined)
        .map(({ state, what }) => `${state} ${what}`)
        .toSorted(),
    ).toEqual([
      'fail no ticket field recourse_ledger',
      'fail the ticket field recourse_action is inactive',
      'fail the ticket field recourse_outcome is required',
      'fail the ticket field recourse_remedy holds no text',
      'warn the ticket field recourse_severity is shown to customers',
    ]);
  });

  it('a clock that goes wrong', async () => {
    const { time } = accounts().surroundings();
    const ahead = {
      ...time,
      now: () => time.now() + 6 * MINUTE_MS,
      sleepUntil: (at: number, signal?: AbortSignal) => time.sleepUntil(at - 6 * MINUTE_MS, signal),
    };
    const found = ills(await doctor({ time: ahead }));
    expect(found.map(({ state, check }) => `${state} ${check}`)).toEqual([
      'fail zendesk clock',
      'fail freshdesk clock',
      'fail slack clock',
    ]);
    expect(found[0]?.what).toMatch(/(359|360|361) seconds ahead of Zendesk's/u);
  });
});

describe('recourse doctor with an OAuth client', () => {
  it('that speaks for itself finds all in order', async () => {
    accounts().zendesk.access.oauth.addClient({ id: 'recourse', secret: 'client-canary' });
    const client = { ...noToken, ZENDESK_CLIENT_ID: 'recourse', ZENDESK_CLIENT_SECRET: 'client-canary' };
    const examined = await doctor({ variables: client });
    expect(ills(examined)).toEqual([]);
    expect(examined.printed).not.toContain('client-canary');
  });

  it('whose secret is wrong says so once', async () => {
    accounts().zendesk.access.oauth.addClient({ id: 'recourse', secret: 'client-canary' });
    const client = { ...noToken, ZENDESK_CLIENT_ID: 'recourse', ZENDESK_CLIENT_SECRET: 'another-canary' };
    const failed = ills(await doctor({ variables: client })).filter(({ state }) => state === 'fail');
    expect(failed.map(({ check }) => check)).toEqual(['zendesk credentials']);
  });

  it('whose tokens cannot be had from the vault says so, and examines the rest', async () => {
    const client = {
      ...noToken,
      ZENDESK_CLIENT_ID: 'recourse',
      RECOURSE_VAULT_KEY: Buffer.alloc(32, 7).toString('base64'),
      RECOURSE_STORE: 'redis://127.0.0.1:9',
    };
    const examined = await doctor({ variables: client });
    const failed = ills(examined).filter(({ state }) => state === 'fail');
    expect(failed.map(({ check }) => check)).toEqual(expect.arrayContaining(['store', 'vault']));
    expect(examined.findings.some(({ check, state }) => check === 'freshdesk fields' && state === 'ok')).toBe(true);
  });

  it('whose tokens were sealed with another key is told so, and not that Zendesk cannot be reached', async () => {
    const { client, remove } = await clientOfAnotherKey();
    try {
      const failed = ills(await doctor({ variables: client })).filter(
        ({ mend }) => mend !== 'mend the credentials first',
      );
      expect(failed).toMatchObject([
        {
          state: 'fail',
          check: 'zendesk credentials',
          mend: expect.stringContaining('compare RECOURSE_STORE and RECOURSE_VAULT_KEY') as string,
        },
      ]);
    } finally {
      await remove();
    }
  });
});
