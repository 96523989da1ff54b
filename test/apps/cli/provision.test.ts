import { afterEach, describe, expect, it } from 'vitest';
import { runProvision, type ProvisionQuestion } from '#apps/cli/provision.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { complaintFields } from '#core/complaint/fields.ts';
import {
  freshdeskKey,
  openAccounts,
  ourOrigin,
  slackToken,
  zendeskToken,
  type FreshAccounts,
} from '#test/integrations/setup-accounts.ts';

let accounts: FreshAccounts;
afterEach(() => accounts.close());

const ours = [...complaintFields, 'ledger'].map((name) => `recourse_${name}`);
const question: ProvisionQuestion = { policy: policyPath, url: ourOrigin, yes: true, json: false, showSecret: false };

interface Told {
  readonly accounts: readonly {
    readonly account: string;
    readonly problem?: string;
    readonly plan: readonly { kind: string; name: string; state: string; note?: string }[];
    readonly performed?: readonly { kind: string; name: string; result: string; note?: string }[];
    readonly byHand: readonly string[];
    readonly webhookSecret?: string;
  }[];
}

type Change = Parameters<FreshAccounts['surroundings']>[0];

async function provision(asked: Partial<ProvisionQuestion> = {}, change: Change = {}) {
  const on = accounts.surroundings(change);
  const code = await runProvision({ ...question, json: true, ...asked }, on);
  const { accounts: told } = JSON.parse(on.printed()) as Told;
  const [zendesk, freshdesk] = told;
  return { code, zendesk: zendesk!, freshdesk: freshdesk!, printed: on.printed() };
}

const onlyZendesk = {
  FRESHDESK_ACCOUNT: undefined,
  FRESHDESK_API_KEY: undefined,
  FRESHDESK_BASE_URL: undefined,
  FRESHDESK_WEBHOOK_SECRET: undefined,
};
const onlyFreshdesk = {
  ZENDESK_ACCOUNT: undefined,
  ZENDESK_EMAIL: undefined,
  ZENDESK_API_TOKEN: undefined,
  ZENDESK_BASE_URL: undefined,
};

const writes = (requests: Readonly<Record<string, number>>): number =>
  Object.entries(requests).reduce((sum, [name, count]) => sum + (name.startsWith('GET ') ? 0 : count), 0);

type Row = Readonly<Record<string, unknown>>;
const zendeskFields = async (): Promise<readonly Row[]> =>
  (await accounts.callZendesk('GET', 'ticket_fields.json'))['ticket_fields'] as Row[];
const freshdeskFields = async (): Promise<readonly Row[]> =>
  (await accounts.callFreshdesk('GET', 'admin/ticket_fields')) as unknown as Row[];
const zendeskField = async (key: string): Promise<Row> =>
  (await zendeskFields()).find((field) => field['key'] === key)!;

describe('recourse provision on fresh accounts', () => {
  it('creates every field, for agents only and required of nobody, and long ones for lists', async () => {
    accounts = await openAccounts();
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
    accounts = await openAccounts();
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
    accounts = await openAccounts();
    const on = accounts.surroundings({ answer: false });
    expect(await runProvision({ ...question, yes: false }, on)).toBe(0);
    expect(on.printed()).toMatch(/create {2}ticket field {2}recourse_ledger/u);
    expect(on.printed()).toMatch(/create {2}webhook .*https:\/\/recourse\.example\/webhooks\/zendesk\/acme/u);
    expect(on.printed()).toContain('Nothing was changed.');
    expect(on.asked()).toEqual(['Do this?']);
    expect(writes(accounts.zendesk.requests()) + writes(accounts.freshdesk.requests())).toBe(0);
  });

  it('does it where a person says yes', async () => {
    accounts = await openAccounts();
    const on = accounts.surroundings({ answer: true });
    expect(await runProvision({ ...question, yes: false }, on)).toBe(0);
    expect(on.printed()).toMatch(/done {2}ticket field {2}recourse_ledger/u);
  });

  it('with nobody to ask and no --yes, shows the plan and refuses', async () => {
    accounts = await openAccounts();
    const on = accounts.surroundings();
    await expect(runProvision({ ...question, yes: false }, on)).rejects.toMatchObject({ code: 'WRONG_USE' });
    expect(on.printed()).toMatch(/create {2}ticket field/u);
    expect(writes(accounts.zendesk.requests())).toBe(0);
  });

  it('needs no Slack', async () => {
    accounts = await openAccounts();
    const without = { SLACK_BOT_TOKEN: undefined, SLACK_SIGNING_SECRET: undefined, SLACK_API_URL: undefined };
    expect((await provision({}, { variables: without })).code).toBe(0);
  });

  it('a second run writes nothing', async () => {
    accounts = await openAccounts();
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
    accounts = await openAccounts();
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
    accounts = await openAccounts({ freshdesk: { switches: { fieldNames: 'suffixed' } } });
    await provision({}, { variables: onlyZendesk });
    const on = accounts.surroundings({ variables: onlyFreshdesk });
    await runProvision(question, on);
    expect(on.printed()).toMatch(/done .*recourse_ledger +cf_recourse_ledger_\d+/u);
  });

  it('prints no credential, and the webhook’s secret only where it is asked for', async () => {
    accounts = await openAccounts();
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
    accounts = await openAccounts();
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

describe('recourse provision where something is there', () => {
  it('adopts a field that was made by hand, and sets right what must not be', async () => {
    accounts = await openAccounts();
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
    accounts = await openAccounts();
    await accounts.callZendesk('POST', 'ticket_fields.json', {
      ticket_field: { type: 'textarea', title: 'recourse_ledger' },
    });
    const { zendesk } = await provision({}, { variables: onlyZendesk });
    expect(zendesk.plan.find(({ name }) => name === 'recourse_ledger')).toMatchObject({ state: 'adopt' });
    expect((await zendeskFields()).filter(({ title }) => title === 'recourse_ledger')).toHaveLength(1);
  });

  it('leaves a field of the same title that has another key as it is', async () => {
    accounts = await openAccounts();
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
    accounts = await openAccounts();
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
    accounts = await openAccounts();
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
    accounts = await openAccounts();
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
    accounts = await openAccounts();
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
    accounts = await openAccounts();
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

describe('recourse provision when something goes wrong', () => {
  it.each([
    ['an answer that is lost after the work was done', '500-after'],
    ['a connection that is cut after the work was done', 'reset-after'],
  ])('%s is no failure: what counts is what is there', async (_what, fault) => {
    accounts = await openAccounts();
    const after = fault === 'reset-after';
    const kind = after ? 'reset' : '500-after';
    accounts.zendesk.faults.set({ match: { method: 'POST' }, kind, times: 1, ...(after ? { after } : {}) });
    accounts.freshdesk.faults.set({ match: { method: 'POST' }, kind, times: 1, ...(after ? { after } : {}) });
    const { code } = await provision();
    expect(code).toBe(0);
    expect((await zendeskFields()).filter(({ key }) => ours.includes(String(key)))).toHaveLength(ours.length);
  });

  it('what failed is said, what was done stays, and a second run does the rest', async () => {
    accounts = await openAccounts();
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
    accounts = await openAccounts();
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
    accounts = await openAccounts();
    accounts.zendesk.access.oauth.addClient({ id: 'recourse', secret: 'client-canary' });
    const client = { ZENDESK_CLIENT_ID: 'recourse', ZENDESK_CLIENT_SECRET: 'client-canary' };
    const noToken = { ZENDESK_EMAIL: undefined, ZENDESK_API_TOKEN: undefined };
    const { code, zendesk } = await provision({}, { variables: { ...onlyZendesk, ...noToken, ...client } });
    expect([code, zendesk.performed!.every(({ result }) => result === 'done')]).toEqual([0, true]);
  });

  it('a plan without room for more fields fails for each of them, and says why', async () => {
    accounts = await openAccounts();
    accounts.zendesk.setFeatures({ mostFields: 10 });
    const { code, zendesk } = await provision({}, { variables: onlyZendesk });
    expect(code).toBe(1);
    const failed = zendesk.performed!.filter(({ result }) => result === 'failed');
    expect(failed).toHaveLength(4);
    expect(failed[0]!.note).toContain('as many as its plan allows');
    expect(zendesk.performed!.find(({ kind }) => kind === 'trigger')).toMatchObject({ result: 'done' });
  });

  it('who is no administrator is told before anything is tried', async () => {
    accounts = await openAccounts({
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
    accounts = await openAccounts();
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
    accounts = await openAccounts();
    const on = accounts.surroundings({ variables: { RECOURSE_TEST_HOSTS: undefined } });
    await expect(runProvision({ ...question, url }, on)).rejects.toMatchObject({ code: 'WRONG_USE' });
  });
});
