import { describe, expect, it } from 'vitest';
import { openAccounts } from '#test/integrations/setup-accounts.ts';
import { ills, onlyIll, provisionedAccounts } from './provisioned-accounts.ts';

const { accounts, doctor, examine } = provisionedAccounts();

describe('recourse doctor finds of Freshdesk', () => {
  it('a key that is not accepted', async () => {
    const found = ills(await doctor({ variables: { FRESHDESK_API_KEY: 'wrong-canary' } }));
    expect(found[0]).toMatchObject({ state: 'fail', check: 'freshdesk credentials' });
    expect(new Set(found.slice(1).map(({ state }) => state))).toEqual(new Set(['unknown']));
  });

  it('an agent who sees its groups’ tickets only', async () => {
    accounts().freshdesk.setSwitches({ ticketScope: 2 });
    expect(onlyIll(await doctor())).toContain('fail freshdesk scope: the agent sees the tickets of its groups only');
  });

  it('an agent who is no administrator', async () => {
    const poor = await openAccounts({ freshdesk: { agent: { role: 'agent' }, provisioned: true } });
    const { findings } = await examine(poor, { url: undefined });
    await poor.close();
    const found = findings.filter(({ check, state }) => check.startsWith('freshdesk') && state !== 'ok');
    expect(found.map(({ state, check }) => `${state} ${check}`)).toEqual([
      'warn freshdesk role',
      'warn freshdesk sla policies',
      'warn freshdesk business hours',
    ]);
  });

  it('required fields that stand in our way, by their labels', async () => {
    accounts().freshdesk.addField({ label: 'Order number', type: 'custom_text', requiredForAgents: true });
    accounts().freshdesk.addField({ label: 'Root cause', type: 'custom_text', requiredForClosure: true });
    const found = ills(await doctor());
    expect(found.map(({ state, check, what }) => `${state} ${check}: ${what}`)).toEqual([
      "fail freshdesk form: nothing can be written on a ticket that lacks 'Order number', which agents must fill in",
      "warn freshdesk form: nothing can be written on a resolved or closed ticket that lacks 'Root cause'",
    ]);
  });

  it('a missing and a misshapen field', async () => {
    const all = (await accounts().callFreshdesk('GET', 'admin/ticket_fields')) as unknown as {
      id: number;
      label: string;
    }[];
    const idOf = (label: string): number | undefined => all.find((one) => one.label === label)?.id;
    await accounts().callFreshdesk('DELETE', `admin/ticket_fields/${String(idOf('recourse_remedy'))}`);
    await accounts().callFreshdesk('DELETE', `admin/ticket_fields/${String(idOf('recourse_ledger'))}`);
    accounts().freshdesk.addField({ label: 'recourse_ledger', type: 'custom_text' });
    expect(ills(await doctor()).map(({ what }) => what)).toEqual([
      'no ticket field recourse_remedy',
      'the ticket field recourse_ledger cannot hold what it has to',
    ]);
  });

  it('a trial’s few calls, and no secret for its rule', async () => {
    accounts().freshdesk.setPlan({ perMinute: 50 });
    const found = ills(await doctor({ variables: { FRESHDESK_WEBHOOK_SECRET: undefined } }));
    expect(found.map(({ state, check }) => `${state} ${check}`)).toEqual([
      'warn freshdesk limits',
      'warn freshdesk webhook',
    ]);
  });
});
