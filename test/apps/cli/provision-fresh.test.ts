import { describe, expect, it } from 'vitest';
import { runProvision } from '#apps/cli/provision.ts';
import { freshdeskKey, ourOrigin, slackToken, zendeskToken } from '#test/integrations/setup-accounts.ts';
import { accountsToProvision, onlyFreshdesk, onlyZendesk, ours, question, writes } from './accounts-to-provision.ts';

const begun = accountsToProvision();

describe('recourse provision on fresh accounts', () => {
  it('creates every field, for agents only and required of nobody, and long ones for lists', async () => {
    const { provision, freshdeskFields, zendeskField } = await begun();
    const { code, zendesk, freshdesk } = await provision();
    expect(code).toBe(0);
    for (const told of [zendesk, freshdesk]) {
      const fields = told.performed!.filter(({ kind }) => kind === 'ticket field');
      expect(fields.map(({ name }) => name).toSorted()).toEqual(ours.toSorted());
      expect(new Set(fields.map(({ result }) => result))).toEqual(new Set(['done']));
    }
    for (const name of ours) {
      const field = await zendeskField(name);
      const isLong = /ledger|remedy|root_cause|action|referral|recognition|history|closing/u.test(name);
      expect(field).toMatchObject({ type: isLong ? 'textarea' : 'text', required: false, visible_in_portal: false });
      const twin = (await freshdeskFields()).find((row) => row['label'] === name);
      expect(twin).toMatchObject({ type: isLong ? 'custom_paragraph' : 'custom_text', required_for_agents: false });
    }
  });

  it('makes a webhook to us and a trigger that sends nothing but the number', async () => {
    const { accounts, provision } = await begun();
    await provision({}, { variables: onlyZendesk });
    const { webhooks } = await accounts.callZendesk('GET', 'webhooks');
    expect(webhooks).toMatchObject([
      {
        endpoint: `${ourOrigin}/webhooks/zendesk/acme`,
        status: 'active',
        subscriptions: ['conditional_ticket_events'],
      },
    ]);
    const [{ id }] = webhooks as [{ id: string }];
    const { triggers } = await accounts.callZendesk('GET', 'triggers.json');
    expect(triggers).toMatchObject([
      { active: true, actions: [{ field: 'notification_webhook', value: [id, '{"ticket_id": "{{ticket.id}}"}'] }] },
    ]);
  });

  it('shows the plan, asks, and changes nothing without a yes', async () => {
    const { accounts } = await begun();
    const on = accounts.surroundings({ answer: false });
    expect(await runProvision({ ...question, yes: false }, on)).toBe(0);
    expect(on.printed()).toMatch(/create {2}ticket field {2}recourse_ledger/u);
    expect(on.printed()).toMatch(/create {2}webhook .*https:\/\/recourse\.example\/webhooks\/zendesk\/acme/u);
    expect(on.printed()).toContain('Nothing was changed.');
    expect(on.asked()).toEqual(['Do this?']);
    expect(writes(accounts.zendesk.requests()) + writes(accounts.freshdesk.requests())).toBe(0);
  });

  it('does it where a person says yes', async () => {
    const { accounts } = await begun();
    const on = accounts.surroundings({ answer: true });
    expect(await runProvision({ ...question, yes: false }, on)).toBe(0);
    expect(on.printed()).toMatch(/done {2}ticket field {2}recourse_ledger/u);
  });

  it('with nobody to ask and no --yes, shows the plan and refuses', async () => {
    const { accounts } = await begun();
    const on = accounts.surroundings();
    await expect(runProvision({ ...question, yes: false }, on)).rejects.toMatchObject({ code: 'WRONG_USE' });
    expect(on.printed()).toMatch(/create {2}ticket field/u);
    expect(writes(accounts.zendesk.requests())).toBe(0);
  });

  it('needs no Slack', async () => {
    const { provision } = await begun();
    const without = { SLACK_BOT_TOKEN: undefined, SLACK_SIGNING_SECRET: undefined, SLACK_API_URL: undefined };
    expect((await provision({}, { variables: without })).code).toBe(0);
  });

  it('a second run writes nothing', async () => {
    const { accounts, provision } = await begun();
    await provision();
    const before = [accounts.zendesk, accounts.freshdesk].map((fake) => writes(fake.requests()));
    const { code, zendesk, freshdesk } = await provision();
    expect(code).toBe(0);
    expect([accounts.zendesk, accounts.freshdesk].map((fake) => writes(fake.requests()))).toEqual(before);
    for (const { plan, performed } of [zendesk, freshdesk]) {
      expect(new Set(plan.map(({ state }) => state))).toEqual(new Set(['leave']));
      expect(performed).toBeUndefined();
    }
  });

  it('without --url leaves webhooks alone', async () => {
    const { accounts, provision } = await begun();
    const { code, zendesk, freshdesk } = await provision({ url: undefined });
    expect(code).toBe(0);
    expect(zendesk.plan.filter(({ kind }) => kind !== 'ticket field').map(({ state }) => state)).toEqual([
      'leave',
      'leave',
    ]);
    expect(freshdesk.byHand).toEqual([]);
    expect((await accounts.callZendesk('GET', 'webhooks'))['webhooks']).toEqual([]);
  });

  it('takes the names Freshdesk makes up', async () => {
    const { accounts, provision } = await begun({ freshdesk: { switches: { fieldNames: 'suffixed' } } });
    await provision({}, { variables: onlyZendesk });
    const on = accounts.surroundings({ variables: onlyFreshdesk });
    await runProvision(question, on);
    expect(on.printed()).toMatch(/done .*recourse_ledger +cf_recourse_ledger_\d+/u);
  });

  it('prints no credential, and the webhook’s secret only where it is asked for', async () => {
    const { accounts, provision } = await begun();
    const { printed } = await provision();
    const shown = await provision({ showSecret: true });
    const secret = shown.zendesk.webhookSecret ?? '';
    expect(secret.length).toBeGreaterThan(20);
    expect(printed).not.toContain(secret);
    for (const credential of [zendeskToken, freshdeskKey, slackToken]) {
      expect(printed + shown.printed).not.toContain(credential);
    }
    const on = accounts.surroundings({ variables: { ZENDESK_WEBHOOK_SECRET: secret } });
    await runProvision(question, on);
    expect(on.printed()).not.toContain('To do by hand in zendesk');
  });

  it('says step by step how to make Freshdesk’s rules, with a secret nobody used yet', async () => {
    const { provision } = await begun();
    const without = { FRESHDESK_WEBHOOK_SECRET: undefined };
    const first = (await provision({}, { variables: without })).freshdesk.byHand.join('\n');
    const second = (await provision({}, { variables: without })).freshdesk.byHand.join('\n');
    const secretIn = (text: string): string => /X-Recourse-Secret: ([\w-]{43})"/u.exec(text)?.[1] ?? '';
    expect(first).toContain(`${ourOrigin}/webhooks/freshdesk/harbour`);
    expect(secretIn(first)).toHaveLength(43);
    expect(secretIn(second)).not.toBe(secretIn(first));
    expect((await provision()).freshdesk.byHand.join('\n')).toContain('what FRESHDESK_WEBHOOK_SECRET holds');
  });
});
