import { createHmac } from 'node:crypto';
import { createFakeFreshdesk, type FakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { createFakeSlackWorkspaces, type FakeSlackWorkspaces } from '#apps/sandbox/fake-slack/workspaces.ts';
import type { FakeSlack } from '#apps/sandbox/fake-slack/fake-slack.ts';
import { createFakeZendesk, type FakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { createSimulatedTime, type SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { channelsOf } from '#core/policy/channels.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { createSlackTies, type SlackTies } from '#apps/runtime/slack-ties.ts';
import { openStore, type Store } from '#apps/runtime/store.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { createVault, type Vault } from '#apps/runtime/vault.ts';
import { serve, type Server } from '#apps/server/serve.ts';
import { secretHeader } from '#integrations/freshdesk/signature.ts';
import { instantOf, livingOn, monday, type World } from '../runtime/world.ts';

export const alpha = 'T0ALPHA';
export const bravo = 'T0BRAVO';
export type Team = typeof alpha | typeof bravo;
/** The account of each workspace, once they are tied as they are meant to be. */
export const accountOf = {
  [alpha]: { platform: 'zendesk', account: 'alpha-desk' },
  [bravo]: { platform: 'freshdesk', account: 'bravo-desk' },
} as const;

/** A second Zendesk account, of the workspace that has the Freshdesk account. */
export const shop = { platform: 'zendesk', account: 'bravo-shop' } as const;
export const webhookSecrets = {
  'alpha-desk': 'webhook-canary-secret-of-zendesk',
  'bravo-shop': 'webhook-canary-secret-of-the-shop',
} as const;

/** Where the server says that it can be reached. */
export const ourUrl = 'https://recourse.example';
const clientSecret = 'client-secret-canary-of-the-app';
const signingSecret = 'signing-secret-canary-of-the-app';
const vaultKey = Buffer.alloc(32, 7).toString('base64');
/** What must never be seen in a log, a page or an error. */
export const secrets: readonly RegExp[] = [/xox[a-z]|xapp/u, /canary/u, new RegExp(vaultKey.slice(0, 20), 'u')];

/** A person's browser: it keeps cookies, and goes where it is sent one step at a time. */
export interface Browser {
  go(url: string): Promise<Page>;
  send(url: string, form: Readonly<Record<string, string>>): Promise<Page>;
  readonly cookies: Map<string, string>;
}

export interface Page {
  readonly status: number;
  readonly location: string;
  readonly text: string;
  readonly headers: Headers;
}

/** One server, two helpdesk accounts, two workspaces, and all time in one hand. */
export interface Workspaces {
  readonly time: SimulatedTime;
  readonly slacks: FakeSlackWorkspaces;
  readonly slackOf: Readonly<Record<Team, FakeSlack>>;
  readonly zendesk: FakeZendesk;
  readonly freshdesk: FakeFreshdesk;
  /** Only where it was asked for. */
  readonly shop: FakeZendesk | undefined;
  readonly vault: Vault;
  readonly store: Store;
  readonly ties: SlackTies;
  readonly lives: World['lives'];
  readonly lines: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  browser(): Browser;
  /** Goes through Slack's consent page as the administrator; answers the page that comes back. */
  install(
    team: Team,
    on?: { readonly browser?: Browser; readonly by?: string; readonly start?: string },
  ): Promise<Page>;
  /** Installs, and brings a fresh code of the account. */
  tie(team: Team, account?: { readonly platform: string; readonly account: string }): Promise<Page>;
  /** Tells the server of an event of a workspace, as Slack signs it. */
  tell(team: string, event: Readonly<Record<string, unknown>>, at?: number): Promise<number>;
  /** The same with a workspace's `ada` pressing "Acknowledge" on a card of a ticket, such as `zendesk:alpha-desk:4`. */
  acknowledge(team: Team, ticket: string): Promise<number>;
  /** Anything else that is sent to the server. */
  post(path: string, body: string, headers: Readonly<Record<string, string>>): Promise<number>;
  complains(team: Team, words: string): string;
  said(team: Team): string;
  pending(): Promise<{
    readonly notices: readonly { readonly account: string; readonly code: string }[];
    readonly pending: readonly { readonly ticket: string; readonly code: string }[];
  }>;
  moveBy(ms: number): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

function zendeskVariables(
  ending: string,
  { account, auth, at }: { account: keyof typeof webhookSecrets; auth: { email: string; token: string }; at: string },
): Readonly<Record<string, string>> {
  return {
    ...(ending === '' ? { ZENDESK_ACCOUNT: account } : {}),
    [`ZENDESK_EMAIL${ending}`]: auth.email,
    [`ZENDESK_API_TOKEN${ending}`]: auth.token,
    [`ZENDESK_WEBHOOK_SECRET${ending}`]: webhookSecrets[account],
    [`ZENDESK_BASE_URL${ending}`]: at,
  };
}

export async function openWorkspaces(
  options: {
    readonly rotates?: boolean;
    /** How Slack is heard; by its calls unless said otherwise. */
    readonly hears?: 'http' | 'socket';
    /** Whether the second workspace's company has a Zendesk account, too. */
    readonly hasShop?: boolean;
  } = {},
): Promise<Workspaces> {
  const isSocket = options.hears === 'socket';
  const time = createSimulatedTime(instantOf(monday));
  const lives = livingOn(time);
  const policy = await loadPolicy(policyPath);
  const redirectUri = `${ourUrl}/slack/oauth_redirect`;
  const client = { id: '11.22', secret: clientSecret, redirectUris: [redirectUri], rotates: options.rotates ?? true };
  const appToken = 'xapp-1-canary-of-the-app';
  const slacks = createFakeSlackWorkspaces({ time, app: client, signingSecret, ...(isSocket ? { appToken } : {}) });
  const slackOf = {
    [alpha]: slacks.add({ teamId: alpha, name: 'Alpha Ltd' }),
    [bravo]: slacks.add({ teamId: bravo, name: 'Bravo <Ltd>' }),
  };
  for (const [team, slack] of Object.entries(slackOf)) {
    const name = team === alpha ? 'alpha' : 'bravo';
    const admin = slack.addUser({ name: `Ada ${name}`, email: `ada@${name}.example`, username: 'ada' });
    slack.addUser({ name: `Max ${name}`, email: `max@${name}.example`, username: 'max' });
    slack.configure({ admins: [admin] });
    for (const channel of channelsOf(policy)) slack.addChannel({ name: channel });
  }
  const auth = { email: 'recourse@alpha.example', token: 'zendesk-canary-token' };
  const zendesk = createFakeZendesk({ time, account: 'alpha-desk', auth, provisioned: true });
  const apiKey = 'freshdesk-canary-key';
  const freshdesk = createFakeFreshdesk({ time, account: 'bravo-desk', apiKey, provisioned: true });
  zendesk.addAgent({ name: 'Ada alpha', email: 'ada@alpha.example' });
  freshdesk.addAgent({ name: 'Ada bravo', email: 'ada@bravo.example' });
  const shopAuth = { email: 'recourse@bravo.example', token: 'shop-canary-token' };
  const shopDesk =
    options.hasShop === true
      ? createFakeZendesk({ time, account: shop.account, auth: shopAuth, provisioned: true })
      : undefined;
  shopDesk?.addAgent({ name: 'Ada bravo', email: 'ada@bravo.example' });
  const [atShop, ...servers] = await Promise.all([
    shopDesk?.listen(),
    slacks.listen(),
    zendesk.listen(),
    freshdesk.listen(),
  ]);
  const [atSlack, atZendesk, atFreshdesk] = servers;
  const webhookSecret = 'webhook-canary-secret-of-freshdesk';
  const variables = {
    RECOURSE_TEST_HOSTS: '1',
    RECOURSE_URL: ourUrl,
    RECOURSE_VAULT_KEY: vaultKey,
    RECOURSE_SWEEP_SECONDS: '600',
    PORT: '0',
    SLACK_CLIENT_ID: client.id,
    SLACK_CLIENT_SECRET: clientSecret,
    ...(isSocket ? { SLACK_APP_TOKEN: appToken } : { SLACK_SIGNING_SECRET: signingSecret }),
    SLACK_API_URL: atSlack.baseUrl,
    ...(atShop === undefined
      ? zendeskVariables('', { ...accountOf[alpha], auth, at: atZendesk.baseUrl })
      : {
          ...zendeskVariables('_ALPHA_DESK', { ...accountOf[alpha], auth, at: atZendesk.baseUrl }),
          ...zendeskVariables('_BRAVO_SHOP', { ...shop, auth: shopAuth, at: atShop.baseUrl }),
          ZENDESK_ACCOUNT: 'alpha-desk,bravo-shop',
        }),
    FRESHDESK_ACCOUNT: 'bravo-desk',
    FRESHDESK_API_KEY: apiKey,
    FRESHDESK_WEBHOOK_SECRET: webhookSecret,
    FRESHDESK_BASE_URL: atFreshdesk.baseUrl,
  };
  const store = await openStore('memory:');
  const vault = createVault(store, readVaultKeys(vaultKey));
  const ties = createSlackTies(vault, time);
  const lines: string[] = [];
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  let server: Server;
  const start = async (): Promise<void> => {
    server = await lives(() => serve(readEnvironment(variables), policy, { time, log, store, vault }));
    const origin = `http://127.0.0.1:${server.port}`;
    zendesk.connectWebhook({
      url: `${origin}/webhooks/zendesk/alpha-desk`,
      secret: webhookSecrets['alpha-desk'],
    });
    shopDesk?.connectWebhook({
      url: `${origin}/webhooks/zendesk/bravo-shop`,
      secret: webhookSecrets['bravo-shop'],
    });
    const url = `${origin}/webhooks/freshdesk/bravo-desk`;
    freshdesk.connectWebhook({ url, header: secretHeader, secret: webhookSecret });
    for (const slack of isSocket ? [] : Object.values(slackOf)) {
      slack.connectInteractivity({ url: `${origin}/slack/events` });
      await lives(() => slack.connectEvents({ url: `${origin}/slack/events` }));
    }
    await time.moveTo(time.now());
  };
  await start();
  const local = (url: string): string =>
    url.startsWith('http://127.0.0.1') ? url : `http://127.0.0.1:${server.port}${url.replace(ourUrl, '')}`;

  const browser = (): Browser => {
    const cookies = new Map<string, string>();
    const ask = async (url: string, init: RequestInit): Promise<Page> => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = cookie === '' ? {} : { cookie };
      const answer = await lives(() => fetch(local(url), { ...init, redirect: 'manual', headers }));
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(set) ?? [];
        if (/Max-Age=0/u.test(set)) cookies.delete(name);
        else cookies.set(name, value);
      }
      const { status, headers: got } = answer;
      return { status, location: got.get('location') ?? '', text: await answer.text(), headers: got };
    };
    return {
      cookies,
      go: (url) => ask(url, {}),
      send: (url, form) => ask(url, { method: 'POST', body: new URLSearchParams(form) }),
    };
  };
  const sendSigned = async (body: string, contentType: string): Promise<number> => {
    const seconds = String(Math.floor(time.now() / 1_000));
    const hash = createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`).digest('hex');
    const headers = {
      'content-type': contentType,
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': `v0=${hash}`,
    };
    return (await lives(() => fetch(local('/slack/events'), { method: 'POST', body, headers }))).status;
  };
  /** Slack tells of each press by its instant; one of the same instant is the same. */
  let presses = 0;
  const idOf = (team: Team, username: string): string =>
    slackOf[team].people().find((person) => person.username === username)?.id ?? '';
  const install: Workspaces['install'] = async (team, on = {}) => {
    const { browser: own = browser(), by = 'ada', start: at = '/slack/install' } = on;
    const begun = await own.go(at);
    const consented = await own.send(begun.location, { decision: 'allow', team, by: idOf(team, by) });
    return await own.go(consented.location);
  };
  const tie: Workspaces['tie'] = async (team, account = accountOf[team]) => {
    const own = browser();
    await install(team, { browser: own });
    const { code } = await ties.offer(account);
    return await own.send('/slack/tie', { code });
  };
  return {
    time,
    slacks,
    slackOf,
    zendesk,
    freshdesk,
    shop: shopDesk,
    vault,
    store,
    ties,
    lives,
    lines,
    variables,
    browser,
    install,
    tie,
    async tell(team, event, at = time.now()) {
      const event_time = Math.floor(at / 1_000);
      const body = JSON.stringify({ type: 'event_callback', team_id: team, event_id: `Ev${at}`, event_time, event });
      return await sendSigned(body, 'application/json');
    },
    async acknowledge(team, ticket) {
      presses += 1;
      const payload = {
        type: 'block_actions',
        team: { id: team },
        user: { id: idOf(team, 'ada'), username: 'ada' },
        channel: { id: 'C1' },
        message: { ts: '1.2' },
        actions: [
          { action_id: 'recourse_acknowledge', action_ts: `3.${presses}`, value: JSON.stringify({ v: 1, t: ticket }) },
        ],
      };
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      return await sendSigned(body, 'application/x-www-form-urlencoded');
    },
    async post(path, body, headers) {
      return (await lives(() => fetch(local(path), { method: 'POST', body, headers }))).status;
    },
    complains(team, words) {
      const from = { name: 'Ruth Pemberton', email: `ruth@${team.toLowerCase()}.example` };
      const text = `I am making a formal complaint: ${words}. Nobody has answered me for two weeks.`;
      const letter = { from, subject: `Broken ${words}`, text, channel: 'email' } as const;
      if (team === bravo) shopDesk?.customerWrites(letter);
      return team === alpha ? zendesk.customerWrites(letter) : freshdesk.customerWrites(letter);
    },
    said: (team) => JSON.stringify(slackOf[team].channelsView()),
    async pending() {
      const headers = { accept: 'application/json' };
      const answer = await lives(() => fetch(local('/pending'), { headers }));
      return (await answer.json()) as Awaited<ReturnType<Workspaces['pending']>>;
    },
    moveBy: (ms) => time.moveTo(time.now() + ms),
    async restart() {
      await lives(() => server.close());
      await start();
    },
    async close() {
      await lives(() => server.close());
      await atShop?.close();
      await Promise.all(servers.map((one) => one.close()));
    },
  };
}
