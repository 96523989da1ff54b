import { describe, expect, it } from 'vitest';
import { ourOrigin } from '#test/integrations/setup-accounts.ts';
import { accountsToProvision, onlyZendesk, type Row } from './accounts-to-provision.ts';

const begun = accountsToProvision();

describe('recourse provision where something is there', () => {
  it('adopts a field that was made by hand, and sets right what must not be', async () => {
    const { accounts, provision, zendeskFields, freshdeskFields } = await begun();
    const field = { type: 'text', title: 'recourse_ledger', key: 'recourse_ledger' };
    const flags = { active: false, required: true, visible_in_portal: true };
    await accounts.callZendesk('POST', 'ticket_fields.json', { ticket_field: { ...field, ...flags } });
    const label = 'recourse_outcome';
    await accounts.callFreshdesk('POST', 'admin/ticket_fields', {
      label,
      label_for_customers: label,
      type: 'custom_text',
      required_for_agents: true,
    });
    const { code, zendesk, freshdesk } = await provision();
    expect(code).toBe(0);
    expect(zendesk.plan.find(({ name }) => name === 'recourse_ledger')).toMatchObject({ state: 'adopt' });
    expect(freshdesk.plan.find(({ name }) => name === label)).toMatchObject({ state: 'adopt' });
    const ledgers = (await zendeskFields()).filter(({ title }) => title === 'recourse_ledger');
    expect(ledgers).toMatchObject([{ active: true, required: false, visible_in_portal: false }]);
    const outcomes = (await freshdeskFields()).filter((row) => row['label'] === label);
    expect(outcomes).toMatchObject([{ required_for_agents: false }]);
  });

  it('adopts a field without a key by its title', async () => {
    const { accounts, provision, zendeskFields } = await begun();
    await accounts.callZendesk('POST', 'ticket_fields.json', {
      ticket_field: { type: 'textarea', title: 'recourse_ledger' },
    });
    const { zendesk } = await provision({}, { variables: onlyZendesk });
    expect(zendesk.plan.find(({ name }) => name === 'recourse_ledger')).toMatchObject({ state: 'adopt' });
    expect((await zendeskFields()).filter(({ title }) => title === 'recourse_ledger')).toHaveLength(1);
  });

  it('leaves a field of the same title that has another key as it is', async () => {
    const { accounts, provision, zendeskField } = await begun();
    const theirs = { type: 'tagger', title: 'recourse_ledger', key: 'finance_ledger', active: false };
    await accounts.callZendesk('POST', 'ticket_fields.json', { ticket_field: theirs });
    const before = await zendeskField('finance_ledger');
    const { code, zendesk } = await provision({}, { variables: onlyZendesk });
    expect(code).toBe(0);
    const step = zendesk.plan.find(({ name }) => name === 'recourse_ledger');
    expect(step).toMatchObject({ state: 'create', note: expect.stringContaining('finance_ledger') as string });
    expect(await zendeskField('finance_ledger')).toEqual(before);
    expect(await zendeskField('recourse_ledger')).toMatchObject({ type: 'textarea' });
  });

  it('a field of ours of another type is a person’s to mend; the others are made', async () => {
    const { accounts, provision, zendeskField } = await begun();
    await accounts.callZendesk('POST', 'ticket_fields.json', {
      ticket_field: { type: 'tagger', title: 'Outcome', key: 'recourse_outcome' },
    });
    const label = 'recourse_ledger';
    await accounts.callFreshdesk('POST', 'admin/ticket_fields', {
      label,
      label_for_customers: label,
      type: 'custom_text',
    });
    const { code, zendesk, freshdesk } = await provision();
    expect(code).toBe(1);
    for (const [told, name] of [
      [zendesk, 'recourse_outcome'],
      [freshdesk, 'recourse_ledger'],
    ] as const) {
      expect(told.plan.find((step) => step.name === name)).toMatchObject({ state: 'cannot' });
      expect(told.performed!.find((step) => step.name === name)).toMatchObject({ result: 'left to you' });
      expect(told.performed!.filter(({ result }) => result === 'done').length).toBeGreaterThanOrEqual(12);
    }
    expect(await zendeskField('recourse_outcome')).toMatchObject({ type: 'tagger', title: 'Outcome' });
  });

  it('adopts a webhook that is subscribed to events and needs no trigger then', async () => {
    const { accounts, provision } = await begun();
    const url = `${ourOrigin}/webhooks/zendesk/acme`;
    accounts.zendesk.connectWebhook({ url, secret: 's' });
    const { code, zendesk } = await provision({}, { variables: onlyZendesk });
    expect(code).toBe(0);
    expect(zendesk.plan.slice(-2)).toMatchObject([
      { kind: 'webhook', state: 'adopt' },
      { kind: 'trigger', state: 'leave' },
    ]);
    expect((await accounts.callZendesk('GET', 'triggers.json'))['triggers']).toEqual([]);
  });

  it('switches an inactive webhook and trigger on, and follows the server to another host', async () => {
    const { accounts, provision } = await begun();
    await provision({ url: 'https://old.example' }, { variables: onlyZendesk });
    const [webhook] = (await accounts.callZendesk('GET', 'webhooks'))['webhooks'] as [{ id: string }];
    const [trigger] = (await accounts.callZendesk('GET', 'triggers.json'))['triggers'] as [{ id: number }];
    await accounts.callZendesk('PATCH', `webhooks/${webhook.id}`, { webhook: { status: 'inactive' } });
    await accounts.callZendesk('PUT', `triggers/${trigger.id}.json`, { trigger: { active: false } });
    const { zendesk } = await provision({}, { variables: onlyZendesk });
    expect(zendesk.plan.slice(-2).map(({ state }) => state)).toEqual(['adopt', 'adopt']);
    const { webhooks } = await accounts.callZendesk('GET', 'webhooks');
    expect(webhooks).toMatchObject([
      { id: webhook.id, endpoint: `${ourOrigin}/webhooks/zendesk/acme`, status: 'active' },
    ]);
    expect((await accounts.callZendesk('GET', 'triggers.json'))['triggers']).toMatchObject([
      { id: trigger.id, active: true },
    ]);
  });

  it('touches no webhook and no trigger of anybody else', async () => {
    const { accounts, provision } = await begun();
    const theirs = {
      name: 'Billing',
      endpoint: 'https://billing.example/hook',
      subscriptions: ['conditional_ticket_events'],
    };
    await accounts.callZendesk('POST', 'webhooks', { webhook: { ...theirs, status: 'inactive' } });
    const [before] = (await accounts.callZendesk('GET', 'webhooks'))['webhooks'] as [{ id: string }];
    const conditions = { all: [], any: [{ field: 'update_type', operator: 'is', value: 'Change' }] };
    const actions = [{ field: 'notification_webhook', value: [before.id, '{"ticket_id": 1}'] }];
    await accounts.callZendesk('POST', 'triggers.json', {
      trigger: { title: 'Billing', conditions, actions, active: false },
    });
    const [trigger] = (await accounts.callZendesk('GET', 'triggers.json'))['triggers'] as [Row];
    await provision({}, { variables: onlyZendesk });
    const after = (await accounts.callZendesk('GET', 'webhooks'))['webhooks'] as Row[];
    expect(after.find(({ id }) => id === before.id)).toEqual(before);
    const triggers = (await accounts.callZendesk('GET', 'triggers.json'))['triggers'] as Row[];
    expect(triggers.find(({ id }) => id === trigger['id'])).toEqual(trigger);
    expect([after.length, triggers.length]).toEqual([2, 2]);
  });

  it('sets our trigger right where its webhook was made anew, and keeps what else it does', async () => {
    const { accounts, provision } = await begun();
    await provision({}, { variables: onlyZendesk });
    const [old] = (await accounts.callZendesk('GET', 'webhooks'))['webhooks'] as [{ id: string }];
    const [trigger] = (await accounts.callZendesk('GET', 'triggers.json'))['triggers'] as [
      { id: number; actions: Row[] },
    ];
    const also = { field: 'current_tags', value: 'seen' };
    await accounts.callZendesk('PUT', `triggers/${trigger.id}.json`, {
      trigger: { actions: [...trigger.actions, also] },
    });
    await accounts.callZendesk('DELETE', `webhooks/${old.id}`);
    expect((await provision({}, { variables: onlyZendesk })).code).toBe(0);
    const [made] = (await accounts.callZendesk('GET', 'webhooks'))['webhooks'] as [{ id: string }];
    const triggers = (await accounts.callZendesk('GET', 'triggers.json'))['triggers'] as { actions: Row[] }[];
    expect(triggers).toHaveLength(1);
    expect(triggers[0]!.actions).toMatchObject([also, { value: [made.id, expect.any(String)] }]);
  });
});
