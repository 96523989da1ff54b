import { describe, expect, it } from 'vitest';
import { runDoctor } from '#apps/cli/doctor.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { freshdeskKey, slackToken, zendeskToken } from '#test/integrations/setup-accounts.ts';
import { ills, onlyIll, provisionedAccounts } from './provisioned-accounts.ts';

const { accounts, variables, doctor } = provisionedAccounts();

/** How many calls changed something on either helpdesk. */
const writes = (): number => {
  const counts = [accounts().zendesk, accounts().freshdesk].flatMap((desk) => Object.entries(desk.requests()));
  return counts.reduce((sum, [name, count]) => sum + (name.startsWith('GET ') ? 0 : count), 0);
};

describe('recourse doctor on an installation that is in order', () => {
  it('finds all in order, says which addresses are not the platforms’, and ends with 0', async () => {
    const examined = await doctor();
    expect(ills(examined)).toEqual([]);
    expect(examined.code).toBe(0);
    expect(examined.findings.filter(({ check }) => check === 'settings')).toHaveLength(3);
  });

  it('changes nothing and posts nothing', async () => {
    const before = writes();
    await doctor();
    expect(writes()).toBe(before);
    const methods = Object.keys(accounts().slack.requests().byMethod);
    expect(methods.filter((name) => name.startsWith('chat.') || name.endsWith('.join'))).toEqual([]);
  });

  it('prints no credential', async () => {
    const { printed } = await doctor();
    const secrets = [zendeskToken, freshdeskKey, slackToken, 'signing-canary', variables()['ZENDESK_WEBHOOK_SECRET']!];
    for (const secret of secrets) expect(printed).not.toContain(secret);
  });

  it('tells a person in plain lines, platform by platform, how to mend what is wrong', async () => {
    accounts().slack.archiveChannel('complaints');
    const on = accounts().surroundings({ variables: variables() });
    expect(await runDoctor({ policy: policyPath, json: false }, on)).toBe(1);
    const lines = on.printed().split('\n');
    expect(lines.filter((line) => /^\w/u.test(line)).slice(0, -1)).toEqual(['Here', 'Zendesk', 'Freshdesk', 'Slack']);
    const at = lines.findIndex((line) => /✖ #complaints +it is archived/u.test(line));
    expect(lines[at + 1]).toMatch(/^ +→ unarchive it/u);
    expect(on.printed()).not.toContain('\u001B');
    expect(on.printed()).toMatch(/1 to mend, 3 to know of, \d+ in order\n$/u);
  });
});

describe('recourse doctor finds here', () => {
  it('every variable that is missing or wrong, and examines what can be examined', async () => {
    const examined = await doctor({ variables: { SLACK_SIGNING_SECRET: undefined, PORT: 'nine' } });
    const failed = ills(examined).filter(({ check }) => check === 'settings');
    expect(failed.map(({ what }) => what).toSorted()).toEqual([
      expect.stringMatching(/^PORT /u),
      'SLACK_SIGNING_SECRET is missing: give it, or SLACK_APP_TOKEN where Slack cannot reach this server',
    ]);
    expect(examined.findings.some(({ check, state }) => check === 'zendesk fields' && state === 'ok')).toBe(true);
    expect(examined.findings.some(({ check, state }) => check === 'freshdesk fields' && state === 'ok')).toBe(true);
    expect(examined.printed).not.toContain('nine');
  });

  it('a policy that cannot be used, and examines the rest', async () => {
    const examined = await doctor({}, { policy: '/nowhere/policy.yaml' });
    expect(ills(examined)).toMatchObject([{ state: 'fail', check: 'policy' }]);
    expect(examined.findings.some(({ check, state }) => check === 'zendesk fields' && state === 'ok')).toBe(true);
  });

  it('a store that does not answer', async () => {
    const address = 'redis://user:store-canary@127.0.0.1:9';
    const examined = await doctor({ variables: { RECOURSE_STORE: address } });
    expect(onlyIll(examined)).toContain('fail store: ');
    expect(examined.printed).not.toContain('store-canary');
  });
});

describe('one examination hides no other', () => {
  it('a platform that says nothing until the limit leaves the others in order', async () => {
    accounts().zendesk.faults.set({ match: { pathIncludes: '/api/v2/triggers' }, kind: '500-before', times: 10 });
    const examined = await doctor();
    expect(onlyIll(examined)).toContain('unknown zendesk webhook: Zendesk could not answer (HTTP 500)');
  });
});
