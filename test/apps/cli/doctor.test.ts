import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runDoctor } from '#apps/cli/doctor.ts';
import { runProvision } from '#apps/cli/provision.ts';
import type { CheckedFinding } from '#apps/runtime/doctor.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { MINUTE_MS } from '#core/time.ts';
import {
  freshdeskKey,
  openAccounts,
  ourOrigin,
  slackAppToken,
  slackToken,
  zendeskToken,
  type FreshAccounts,
} from '#test/integrations/setup-accounts.ts';

let accounts: FreshAccounts;
/** What the server knows after its accounts were provisioned. */
let variables: Record<string, string | undefined>;

beforeEach(async () => {
  accounts = await openAccounts({ zendesk: { provisioned: true }, freshdesk: { provisioned: true } });
  const on = accounts.surroundings();
  const question = { policy: policyPath, url: ourOrigin, yes: true, json: true, showSecret: true };
  expect(await runProvision(question, on)).toBe(0);
  const { accounts: told } = JSON.parse(on.printed()) as { accounts: readonly { webhookSecret?: string }[] };
  variables = { ZENDESK_WEBHOOK_SECRET: told[0]!.webhookSecret };
});
afterEach(() => accounts.close());

interface Examined {
  readonly code: number;
  readonly findings: readonly CheckedFinding[];
  readonly printed: string;
}

async function doctor(
  change: Parameters<FreshAccounts['surroundings']>[0] = {},
  asked: { readonly policy?: string; readonly url?: string | undefined } = {},
): Promise<Examined> {
  const on = accounts.surroundings({ ...change, variables: { ...variables, ...change.variables } });
  const code = await runDoctor({ policy: policyPath, url: ourOrigin, json: true, ...asked }, on);
  const { findings } = JSON.parse(on.printed()) as { findings: readonly CheckedFinding[] };
  return { code, findings, printed: on.printed() };
}

/** What is not in order, but for the three addresses that every test has. */
const ills = ({ findings }: Examined): readonly CheckedFinding[] =>
  findings.filter(({ state, what }) => state !== 'ok' && !/sends everything to 127\.0\.0\.1/u.test(what));

/** The only ill that was found, as `state check`, its words and its cure. */
function onlyIll(examined: Examined): string {
  const found = ills(examined);
  expect(found.map(({ check, what }) => `${check}: ${what}`)).toHaveLength(1);
  const [{ state, check, what, mend }] = found as [CheckedFinding];
  expect(examined.code).toBe(state === 'fail' ? 1 : 0);
  return `${state} ${check}: ${what} → ${mend}`;
}

const requestsOf = (): Readonly<Record<string, number>> => ({
  ...accounts.zendesk.requests(),
  ...Object.fromEntries(Object.entries(accounts.freshdesk.requests()).map(([name, count]) => [`${name} `, count])),
});
const writes = (): number =>
  Object.entries(requestsOf()).reduce((sum, [name, count]) => sum + (name.startsWith('GET ') ? 0 : count), 0);

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
    const methods = Object.keys(accounts.slack.requests().byMethod);
    expect(methods.filter((name) => name.startsWith('chat.') || name.endsWith('.join'))).toEqual([]);
  });

  it('prints no credential', async () => {
    const { printed } = await doctor();
    const secrets = [zendeskToken, freshdeskKey, slackToken, 'signing-canary', variables['ZENDESK_WEBHOOK_SECRET']!];
    for (const secret of secrets) expect(printed).not.toContain(secret);
  });

  it('tells a person in plain lines, platform by platform, how to mend what is wrong', async () => {
    accounts.slack.archiveChannel('complaints');
    const on = accounts.surroundings({ variables });
    expect(await runDoctor({ policy: policyPath, json: false }, on)).toBe(1);
    const lines = on.printed().split('\n');
    expect(lines.filter((line) => /^\w/u.test(line)).slice(0, -1)).toEqual(['Here', 'Zendesk', 'Freshdesk', 'Slack']);
    const at = lines.findIndex((line) => /✖ #complaints +it is archived/u.test(line));
    expect(lines[at + 1]).toMatch(/^ +→ unarchive it/u);
    expect(on.printed()).not.toContain('\u001B');
    expect(on.printed()).toMatch(/1 to mend, 3 to know of, \d+ in order\n$/u);
  });
});

describe('recourse doctor finds of Zendesk', () => {
  it('credentials that speak for nobody, once, and goes on with the rest', async () => {
    const examined = await doctor({ variables: { ZENDESK_API_TOKEN: 'wrong-canary' } });
    const found = ills(examined);
    const failed = found.filter(({ state }) => state === 'fail');
    expect(failed).toMatchObject([{ check: 'zendesk credentials', what: 'Zendesk does not accept the credentials' }]);
    expect(found.slice(1).every(({ state, check }) => state === 'unknown' && check.startsWith('zendesk'))).toBe(true);
    expect(examined.findings.some(({ check, state }) => check === 'slack scopes' && state === 'ok')).toBe(true);
    expect(examined.printed).not.toContain('wrong-canary');
    expect(examined.code).toBe(1);
  });

  it('that nobody answers', async () => {
    const examined = await doctor({ variables: { ZENDESK_BASE_URL: 'http://127.0.0.1:9' } });
    expect(ills(examined)[0]).toMatchObject({
      state: 'unknown',
      check: 'zendesk credentials',
      what: expect.stringContaining('cannot be reached') as string,
    });
  });

  it('an agent who is no administrator: what that costs', async () => {
    const email = 'recourse@acme.example';
    const poor = await openAccounts({
      zendesk: { auth: { email, token: zendeskToken, role: 'agent' }, provisioned: true },
    });
    const on = poor.surroundings({ variables });
    await runDoctor({ policy: policyPath, json: true }, on);
    await poor.close();
    const { findings } = JSON.parse(on.printed()) as { findings: readonly CheckedFinding[] };
    expect(findings.find(({ check }) => check === 'zendesk role')).toMatchObject({ state: 'warn' });
    expect(findings.find(({ check }) => check === 'zendesk export')).toMatchObject({ state: 'fail' });
    expect(findings.find(({ check }) => check === 'zendesk webhook')).toMatchObject({ state: 'unknown' });
  });

  it('an agent who sees some tickets only', async () => {
    const email = 'recourse@acme.example';
    const poor = await openAccounts({
      zendesk: { auth: { email, token: zendeskToken, role: 'agent' }, provisioned: true },
    });
    poor.zendesk.setFeatures({ ticketRestriction: 'groups' });
    const on = poor.surroundings({ variables });
    await runDoctor({ policy: policyPath, json: true }, on);
    await poor.close();
    const { findings } = JSON.parse(on.printed()) as { findings: readonly CheckedFinding[] };
    expect(findings.find(({ check }) => check === 'zendesk role')).toMatchObject({
      state: 'fail',
      what: 'the user sees some tickets only (groups)',
    });
  });

  it('a token that may only read', async () => {
    accounts.zendesk.setFeatures({ scopes: ['read'] });
    const bearer = { ZENDESK_OAUTH_TOKEN: zendeskToken, ZENDESK_EMAIL: undefined, ZENDESK_API_TOKEN: undefined };
    expect(onlyIll(await doctor({ variables: bearer }))).toContain(
      "fail zendesk scopes: the token has no scope 'tickets:write'",
    );
  });

  it('a token that may all', async () => {
    const bearer = { ZENDESK_OAUTH_TOKEN: zendeskToken, ZENDESK_EMAIL: undefined, ZENDESK_API_TOKEN: undefined };
    expect(ills(await doctor({ variables: bearer }))).toEqual([]);
  });

  it.each([
    ['slas', 'zendesk sla policies'],
    ['schedules', 'zendesk schedules'],
    ['customStatuses', 'zendesk custom statuses'],
    ['ticketForms', 'zendesk ticket forms'],
  ] as const)('a plan without %s', async (feature, check) => {
    accounts.zendesk.setFeatures({ [feature]: false });
    expect(onlyIll(await doctor())).toContain(`warn ${check}: the plan or the role does not include them`);
  });

  it('a small plan, and one that another program uses up', async () => {
    accounts.zendesk.setPlan({ accountPerMinute: 120 });
    expect(onlyIll(await doctor())).toContain('warn zendesk limits: only 120 calls a minute');
  });

  it('a missing, an inactive, a required and a misshapen field, each by its name', async () => {
    const { ticket_fields: all } = await accounts.callZendesk('GET', 'ticket_fields.json');
    const idOf = (key: string): unknown => (all as { key: string; id: number }[]).find((one) => one.key === key)?.id;
    const put = (key: string, change: unknown) =>
      accounts.callZendesk('PUT', `ticket_fields/${String(idOf(key))}.json`, { ticket_field: change });
    await accounts.callZendesk('DELETE', `ticket_fields/${String(idOf('recourse_ledger'))}.json`);
    await accounts.callZendesk('DELETE', `ticket_fields/${String(idOf('recourse_remedy'))}.json`);
    const tagger = { type: 'tagger', title: 'recourse_remedy', key: 'recourse_remedy' };
    await accounts.callZendesk('POST', 'ticket_fields.json', { ticket_field: tagger });
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
    const { time } = accounts.surroundings();
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

describe('recourse doctor finds of Zendesk’s webhook', () => {
  type Row = { readonly id: string; readonly actions: readonly unknown[] };
  const webhook = async () => ((await accounts.callZendesk('GET', 'webhooks'))['webhooks'] as Row[])[0]!;
  const trigger = async () => ((await accounts.callZendesk('GET', 'triggers.json'))['triggers'] as Row[])[0]!;

  it('that there is none', async () => {
    await accounts.callZendesk('DELETE', `webhooks/${(await webhook()).id}`);
    expect(onlyIll(await doctor())).toContain('warn zendesk webhook: no webhook tells us of changes');
  });

  it('that it is inactive', async () => {
    await accounts.callZendesk('PATCH', `webhooks/${(await webhook()).id}`, { webhook: { status: 'inactive' } });
    expect(onlyIll(await doctor())).toContain("fail zendesk webhook: the webhook 'Recourse' is inactive");
  });

  it('that it calls another host', async () => {
    const examined = await doctor({}, { url: 'https://new.example' });
    expect(onlyIll(examined)).toContain(
      'calls https://recourse.example/webhooks/zendesk/acme and not https://new.example',
    );
  });

  it('that two call us', async () => {
    const endpoint = `${ourOrigin}/webhooks/zendesk/acme`;
    const subscriptions = ['zen:event-type:ticket.created'];
    await accounts.callZendesk('POST', 'webhooks', {
      webhook: { name: 'Second', endpoint, subscriptions, status: 'active' },
    });
    expect(onlyIll(await doctor())).toMatch(/warn zendesk webhook: 2 webhooks call us: 'Recourse' .* and 'Second'/u);
  });

  it('that no trigger calls it, that it is inactive, or does not say which ticket', async () => {
    const { id, actions } = await trigger();
    const set = (change: unknown) => accounts.callZendesk('PUT', `triggers/${id}.json`, { trigger: change });
    await set({ active: false });
    expect(onlyIll(await doctor())).toContain("the trigger 'Recourse: ticket changed' is inactive");
    const value = [(await webhook()).id, '{"id": "{{ticket.title}}"}'];
    await set({ active: true, actions: [{ field: 'notification_webhook', value }] });
    expect(onlyIll(await doctor())).toContain('does not say which ticket changed');
    await set({ actions: [{ field: 'status', value: 'open' }] });
    expect(onlyIll(await doctor())).toContain('no trigger calls the webhook');
    await set({ actions });
    expect(ills(await doctor())).toEqual([]);
  });

  it('that the server does not know its secret, or another', async () => {
    expect(onlyIll(await doctor({ variables: { ZENDESK_WEBHOOK_SECRET: undefined } }))).toContain(
      'knows no secret of it',
    );
    expect(onlyIll(await doctor({ variables: { ZENDESK_WEBHOOK_SECRET: 'another' } }))).toContain(
      'ZENDESK_WEBHOOK_SECRET is not the secret with which the webhook is signed',
    );
  });

  it('that its calls do not reach us', async () => {
    const id = (await webhook()).id;
    await accounts.callZendesk('PATCH', `webhooks/${id}`, {
      webhook: { endpoint: 'http://127.0.0.1:9/webhooks/zendesk/acme' },
    });
    accounts.zendesk.webhooks.setDials({ loseEvery: 1 });
    const from = { name: 'Ann', email: 'ann@customers.example' };
    accounts.zendesk.customerWrites({ from, subject: 'Hello', text: 'Hello', channel: 'email' });
    const examined = await doctor({}, { url: 'http://127.0.0.1:9' });
    expect(onlyIll(examined)).toMatch(/fail zendesk webhook: 1 of the last 1 calls of the webhook failed: terminated/u);
  });
});

describe('recourse doctor finds of Freshdesk', () => {
  it('a key that is not accepted', async () => {
    const found = ills(await doctor({ variables: { FRESHDESK_API_KEY: 'wrong-canary' } }));
    expect(found[0]).toMatchObject({ state: 'fail', check: 'freshdesk credentials' });
    expect(found.slice(1).every(({ state }) => state === 'unknown')).toBe(true);
  });

  it('an agent who sees its groups’ tickets only', async () => {
    accounts.freshdesk.setSwitches({ ticketScope: 2 });
    expect(onlyIll(await doctor())).toContain('fail freshdesk scope: the agent sees the tickets of its groups only');
  });

  it('an agent who is no administrator', async () => {
    const poor = await openAccounts({ freshdesk: { agent: { role: 'agent' }, provisioned: true } });
    const on = poor.surroundings({ variables });
    await runDoctor({ policy: policyPath, json: true }, on);
    await poor.close();
    const { findings } = JSON.parse(on.printed()) as { findings: readonly CheckedFinding[] };
    const found = findings.filter(({ check, state }) => check.startsWith('freshdesk') && state !== 'ok');
    expect(found.map(({ state, check }) => `${state} ${check}`)).toEqual([
      'warn freshdesk role',
      'warn freshdesk sla policies',
      'warn freshdesk business hours',
    ]);
  });

  it('required fields that stand in our way, by their labels', async () => {
    accounts.freshdesk.addField({ label: 'Order number', type: 'custom_text', requiredForAgents: true });
    accounts.freshdesk.addField({ label: 'Root cause', type: 'custom_text', requiredForClosure: true });
    const found = ills(await doctor());
    expect(found.map(({ state, check, what }) => `${state} ${check}: ${what}`)).toEqual([
      "fail freshdesk form: nothing can be written on a ticket that lacks 'Order number', which agents must fill in",
      "warn freshdesk form: nothing can be written on a resolved or closed ticket that lacks 'Root cause'",
    ]);
  });

  it('a missing and a misshapen field', async () => {
    const all = (await accounts.callFreshdesk('GET', 'admin/ticket_fields')) as unknown as {
      id: number;
      label: string;
    }[];
    const idOf = (label: string): number | undefined => all.find((one) => one.label === label)?.id;
    await accounts.callFreshdesk('DELETE', `admin/ticket_fields/${String(idOf('recourse_remedy'))}`);
    await accounts.callFreshdesk('DELETE', `admin/ticket_fields/${String(idOf('recourse_ledger'))}`);
    accounts.freshdesk.addField({ label: 'recourse_ledger', type: 'custom_text' });
    expect(ills(await doctor()).map(({ what }) => what)).toEqual([
      'no ticket field recourse_remedy',
      'the ticket field recourse_ledger cannot hold what it has to',
    ]);
  });

  it('a trial’s few calls, and no secret for its rule', async () => {
    accounts.freshdesk.setPlan({ perMinute: 50 });
    const found = ills(await doctor({ variables: { FRESHDESK_WEBHOOK_SECRET: undefined } }));
    expect(found.map(({ state, check }) => `${state} ${check}`)).toEqual([
      'warn freshdesk limits',
      'warn freshdesk webhook',
    ]);
  });
});

describe('recourse doctor finds of Slack', () => {
  it('a token that was taken away', async () => {
    accounts.slack.revokeToken();
    const found = ills(await doctor());
    expect(found[0]).toMatchObject({ state: 'fail', check: 'slack credentials' });
    expect(found.slice(1).every(({ state }) => state === 'unknown')).toBe(true);
  });

  it('each scope that is missing, and what it is for', async () => {
    const scopes = ['chat:write', 'commands', 'users:read', 'channels:read', 'groups:read', 'groups:history'];
    accounts.slack.configure({ scopes });
    const found = ills(await doctor());
    expect(found.filter(({ check }) => check === 'slack scopes').map(({ state, what }) => `${state} ${what}`)).toEqual([
      'fail the token lacks users:read.email, which it needs to find in the helpdesk who pressed a button',
      'warn the token lacks links:read, which it needs to hear of links to the helpdesk that people share',
      'warn the token lacks links:write, which it needs to show what is behind them, where all who read along may know',
      'warn the token lacks channels:history, which it needs to look for a message in a public channel after a crash',
    ]);
    expect(found.filter(({ check }) => check === 'slack #complaints')).toMatchObject([{ state: 'warn' }]);
  });

  it('a channel the bot is not in, one that is archived, and one there is not', async () => {
    accounts.slack.kickBot('complaints');
    accounts.slack.archiveChannel('complaints-leads');
    const found = ills(await doctor());
    expect(found.map(({ state, check, what }) => `${state} ${check}: ${what}`)).toEqual([
      'fail slack #complaints: the bot is not in it',
      'fail slack #complaints-leads: it is archived',
    ]);
  });

  it('a channel that is not there', async () => {
    const policy = (await readFile(policyPath, 'utf8')).replaceAll('complaints-leads', 'nowhere');
    const folder = await mkdtemp(join(tmpdir(), 'recourse-doctor-'));
    await writeFile(join(folder, 'policy.yaml'), policy);
    const examined = await doctor({}, { policy: join(folder, 'policy.yaml') });
    await rm(folder, { recursive: true });
    expect(onlyIll(examined)).toContain('fail slack #nowhere: there is no such channel that the bot can see');
  });
});

describe('recourse doctor finds, where Slack is heard over a connection of ours,', () => {
  const heard = { SLACK_SIGNING_SECRET: undefined, SLACK_APP_TOKEN: slackAppToken };

  it('that it opens, and all is in order', async () => {
    const examined = await doctor({ variables: heard });
    expect(ills(examined)).toEqual([]);
    expect(examined.findings.filter(({ check }) => check === 'slack socket mode')).toMatchObject([{ state: 'ok' }]);
    expect(examined.printed).not.toContain('xapp-1');
  });

  it('a token that Slack does not know, and how to get another', async () => {
    const examined = await doctor({ variables: { ...heard, SLACK_APP_TOKEN: 'xapp-1-canary-of-another' } });
    expect(onlyIll(examined)).toBe(
      'fail slack socket mode: Slack does not accept the app-level token (invalid_auth) → make one under api.slack.com/apps > Basic Information > App-Level Tokens, with connections:write, and give it as SLACK_APP_TOKEN',
    );
    expect(examined.printed).not.toContain('canary');
  });

  it('a token without the right to open connections', async () => {
    accounts.slack.faults.set({ match: { method: 'apps.connections.open' }, kind: 'missing_scope' });
    expect(onlyIll(await doctor({ variables: heard }))).toContain('may not open connections → make another under');
  });

  it('an app whose Socket Mode is off', async () => {
    if (accounts.slack.sockets !== undefined) accounts.slack.sockets.isOn = false;
    expect(onlyIll(await doctor({ variables: heard }))).toContain('→ turn Socket Mode on');
  });

  it('another kind of token in its place', async () => {
    const examined = await doctor({ variables: { ...heard, SLACK_APP_TOKEN: slackToken } });
    expect(ills(examined)[0]).toMatchObject({ state: 'fail', check: 'settings' });
    expect(ills(examined)[0]?.what).toContain('SLACK_APP_TOKEN is no app-level token, which begins with xapp-');
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

describe('recourse doctor with an OAuth client', () => {
  const noToken = { ZENDESK_EMAIL: undefined, ZENDESK_API_TOKEN: undefined };

  it('that speaks for itself finds all in order', async () => {
    accounts.zendesk.access.oauth.addClient({ id: 'recourse', secret: 'client-canary' });
    const client = { ...noToken, ZENDESK_CLIENT_ID: 'recourse', ZENDESK_CLIENT_SECRET: 'client-canary' };
    const examined = await doctor({ variables: client });
    expect(ills(examined)).toEqual([]);
    expect(examined.printed).not.toContain('client-canary');
  });

  it('whose secret is wrong says so once', async () => {
    accounts.zendesk.access.oauth.addClient({ id: 'recourse', secret: 'client-canary' });
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
});

describe('one examination hides no other', () => {
  it('a platform that says nothing until the limit leaves the others in order', async () => {
    accounts.zendesk.faults.set({ match: { pathIncludes: '/api/v2/triggers' }, kind: '500-before', times: 10 });
    const examined = await doctor();
    expect(onlyIll(examined)).toContain('unknown zendesk webhook: Zendesk cannot be reached (HTTP 500)');
  });
});
