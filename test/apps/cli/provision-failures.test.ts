import { describe, expect, it } from 'vitest';
import { runProvision } from '#apps/cli/provision.ts';
import { zendeskToken } from '#test/integrations/setup-accounts.ts';
import { clientOfAnotherKey } from './client-of-another-key.ts';
import { accountsToProvision, onlyZendesk, ours, question, writes } from './accounts-to-provision.ts';

const begun = accountsToProvision();

describe('recourse provision when something goes wrong', () => {
  it.each([
    ['an answer that is lost after the work was done', '500-after'],
    ['a connection that is cut after the work was done', 'reset-after'],
  ])('%s is no failure: what counts is what is there', async (_what, fault) => {
    const { accounts, provision, zendeskFields } = await begun();
    const after = fault === 'reset-after';
    const kind = after ? 'reset' : '500-after';
    accounts.zendesk.faults.set({ match: { method: 'POST' }, kind, times: 1, ...(after ? { after } : {}) });
    accounts.freshdesk.faults.set({ match: { method: 'POST' }, kind, times: 1, ...(after ? { after } : {}) });
    const { code } = await provision();
    expect(code).toBe(0);
    expect((await zendeskFields()).filter(({ key }) => ours.includes(String(key)))).toHaveLength(ours.length);
  });

  it('what failed is said, what was done stays, and a second run does the rest', async () => {
    const { accounts, provision } = await begun();
    accounts.zendesk.faults.set({ match: { method: 'POST' }, kind: '500-before', times: 3 });
    const first = await provision({}, { variables: onlyZendesk });
    expect(first.code).toBe(1);
    const failed = first.zendesk.performed!.filter(({ result }) => result === 'failed');
    expect(failed).toHaveLength(3);
    expect(failed[0]!.note).toContain('run this again');
    const second = await provision({}, { variables: onlyZendesk });
    expect(second.code).toBe(0);
    expect(second.zendesk.performed!.filter(({ result }) => result === 'done')).toHaveLength(3);
  });

  it('two people who provision at once end with one of each', async () => {
    const { accounts, provision, zendeskFields, freshdeskFields } = await begun();
    const both = await Promise.all([provision(), provision()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    for (const name of ours) {
      expect((await zendeskFields()).filter(({ key }) => key === name)).toHaveLength(1);
      expect((await freshdeskFields()).filter((row) => row['label'] === name)).toHaveLength(1);
    }
    for (const kind of ['webhooks', 'triggers']) {
      expect((await accounts.callZendesk('GET', kind))[kind]).toHaveLength(1);
    }
  });

  it('a client of OAuth asks for what setting up takes, for as long as that lasts', async () => {
    const { accounts, provision } = await begun();
    accounts.zendesk.access.oauth.addClient({ id: 'recourse', secret: 'client-canary' });
    const client = { ZENDESK_CLIENT_ID: 'recourse', ZENDESK_CLIENT_SECRET: 'client-canary' };
    const noToken = { ZENDESK_EMAIL: undefined, ZENDESK_API_TOKEN: undefined };
    const { code, zendesk } = await provision({}, { variables: { ...onlyZendesk, ...noToken, ...client } });
    expect(code).toBe(0);
    expect(new Set(zendesk.performed!.map(({ result }) => result))).toEqual(new Set(['done']));
  });

  it('tokens that were sealed with another key are told, and what to compare', async () => {
    const { provision } = await begun();
    const { client, remove } = await clientOfAnotherKey();
    try {
      const { code, zendesk } = await provision({}, { variables: { ...onlyZendesk, ...client } });
      expect(code).toBe(1);
      expect(zendesk.problem).toContain('compare RECOURSE_STORE and RECOURSE_VAULT_KEY');
    } finally {
      await remove();
    }
  });

  it('a helpdesk that is gone once it was told to begin is told to a person, and not passed over in silence', async () => {
    const { accounts } = await begun();
    const on = accounts.surroundings({ variables: onlyZendesk });
    const confirm = (): Promise<boolean> => {
      accounts.zendesk.faults.set({ match: {}, kind: '500-before', times: 1_000 });
      return Promise.resolve(true);
    };
    const asked = { ...question, yes: false, json: false };
    expect(await runProvision(asked, { ...on, terminal: { ...on.terminal, confirm } })).toBe(1);
    expect(on.printed().split('calls the webhook').at(-1)).toContain('✖ zendesk acme could not answer (HTTP 500)');
  });

  it('a plan without room for more fields fails for each of them, and says why', async () => {
    const { accounts, provision } = await begun();
    accounts.zendesk.setFeatures({ mostFields: 10 });
    const { code, zendesk } = await provision({}, { variables: onlyZendesk });
    expect(code).toBe(1);
    const failed = zendesk.performed!.filter(({ result }) => result === 'failed');
    expect(failed).toHaveLength(4);
    expect(failed[0]!.note).toContain('as many as its plan allows');
    expect(zendesk.performed!.find(({ kind }) => kind === 'trigger')).toMatchObject({ result: 'done' });
  });

  it('who is no administrator is told before anything is tried', async () => {
    const { accounts, provision } = await begun({
      zendesk: { auth: { email: 'recourse@acme.example', token: zendeskToken, role: 'agent' } },
      freshdesk: { agent: { role: 'agent' } },
    });
    const { code, zendesk, freshdesk } = await provision();
    expect(code).toBe(1);
    for (const { plan } of [zendesk, freshdesk]) {
      expect(new Set(plan.map(({ state }) => state))).toEqual(new Set(['cannot']));
      expect(plan[0]!.note).toContain('administrator');
    }
    expect(writes(accounts.zendesk.requests()) + writes(accounts.freshdesk.requests())).toBe(0);
  });

  it('wrong credentials for one helpdesk do not stop the other', async () => {
    const { provision } = await begun();
    const { code, zendesk, freshdesk } = await provision({}, { variables: { ZENDESK_API_TOKEN: 'wrong-canary' } });
    expect(code).toBe(1);
    expect(zendesk.problem).toContain('does not accept the credentials');
    expect(freshdesk.performed!.length).toBe(ours.length);
  });

  it.each([
    'http://recourse.example',
    'recourse.example',
    'https://u:p@recourse.example',
    'https://recourse.example/x',
    '',
  ])('takes no address but https://HOST: %s', async (url) => {
    const { accounts } = await begun();
    const on = accounts.surroundings({ variables: { RECOURSE_TEST_HOSTS: undefined } });
    await expect(runProvision({ ...question, url }, on)).rejects.toMatchObject({ code: 'WRONG_USE' });
  });
});
