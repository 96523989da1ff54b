import { z } from 'zod';
import { isAccountName as isFreshdeskName } from '#integrations/freshdesk/account.ts';
import { minSecretChars } from '#integrations/freshdesk/limits.ts';
import { isAccountName as isZendeskName } from '#integrations/zendesk/account.ts';
import type { OAuthClient } from '#integrations/zendesk/oauth.ts';
import { ConfigError } from './config-error.ts';
import { slackInstallShape, slackIssues, slackOf, type SlackEnvironment } from './env-slack.ts';
import { isVaultKey } from './vault-key.ts';

/** One setting of the environment, for `serve --help` and the README. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly needed: 'no' | 'for tests';
  readonly meaning: string;
}

/** Every variable that is read, in the order in which people should meet them. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  {
    name: 'ZENDESK_ACCOUNT',
    needed: 'no',
    meaning: 'the account, acme of acme.zendesk.com; this or FRESHDESK_ACCOUNT is needed, or both',
  },
  { name: 'ZENDESK_EMAIL', needed: 'no', meaning: 'with ZENDESK_API_TOKEN: whose token it is' },
  { name: 'ZENDESK_API_TOKEN', needed: 'no', meaning: 'an API token made before Zendesk stopped issuing them' },
  { name: 'ZENDESK_OAUTH_TOKEN', needed: 'no', meaning: 'an OAuth access token instead, with read and write' },
  {
    name: 'ZENDESK_CLIENT_ID',
    needed: 'no',
    meaning: 'an OAuth client instead, whose tokens are renewed by themselves',
  },
  {
    name: 'ZENDESK_CLIENT_SECRET',
    needed: 'no',
    meaning: 'with ZENDESK_CLIENT_ID: its secret; without it, recourse connect zendesk is needed once',
  },
  {
    name: 'ZENDESK_WEBHOOK_SECRET',
    needed: 'no',
    meaning: "the webhook's signing secret; two, with a comma, while it changes",
  },
  { name: 'FRESHDESK_ACCOUNT', needed: 'no', meaning: 'the account: acme of acme.freshdesk.com' },
  { name: 'FRESHDESK_API_KEY', needed: 'no', meaning: 'with FRESHDESK_ACCOUNT: the API key of an agent' },
  {
    name: 'FRESHDESK_WEBHOOK_SECRET',
    needed: 'no',
    meaning: `what the webhook's X-Recourse-Secret header holds, ${minSecretChars} characters or more; two, with a comma, while it changes`,
  },
  {
    name: 'SLACK_BOT_TOKEN',
    needed: 'no',
    meaning: 'the bot token of your workspace, xoxb-…; this or SLACK_CLIENT_ID is needed',
  },
  {
    name: 'SLACK_CLIENT_ID',
    needed: 'no',
    meaning: 'the Slack app’s client id: many workspaces can install it at /slack/install',
  },
  { name: 'SLACK_CLIENT_SECRET', needed: 'no', meaning: 'with SLACK_CLIENT_ID: its secret' },
  {
    name: 'RECOURSE_URL',
    needed: 'no',
    meaning: 'with SLACK_CLIENT_ID: where people and Slack reach this server, https://HOST',
  },
  {
    name: 'SLACK_SIGNING_SECRET',
    needed: 'no',
    meaning: "the Slack app's signing secret; two, with a comma, while it changes; this or SLACK_APP_TOKEN is needed",
  },
  {
    name: 'SLACK_APP_TOKEN',
    needed: 'no',
    meaning: 'an app-level token instead, xapp-…: Slack is heard over a connection of ours, and needs no way to us',
  },
  { name: 'PORT', needed: 'no', meaning: 'where to listen; 3000 unless said' },
  { name: 'RECOURSE_LOG', needed: 'no', meaning: 'error, warn, info or silent; info unless said' },
  {
    name: 'RECOURSE_SWEEP_SECONDS',
    needed: 'no',
    meaning: 'how often changes are fetched beside webhooks; 60 unless said',
  },
  {
    name: 'RECOURSE_STORE',
    needed: 'no',
    meaning: 'where the place reached is kept between starts: a folder’s path, redis://… or postgres://…',
  },
  {
    name: 'RECOURSE_VAULT_KEY',
    needed: 'no',
    meaning:
      'for recourse connect and SLACK_CLIENT_ID: 32 random bytes in base64; two, with a comma, while it changes, the new one first',
  },
  { name: 'RECOURSE_TEST_HOSTS', needed: 'for tests', meaning: '1 allows the three addresses below' },
  { name: 'ZENDESK_BASE_URL', needed: 'for tests', meaning: 'another address than Zendesk’s' },
  { name: 'FRESHDESK_BASE_URL', needed: 'for tests', meaning: 'another address than Freshdesk’s' },
  { name: 'SLACK_API_URL', needed: 'for tests', meaning: 'another address than Slack’s' },
];

const text = z.string().trim().min(1, 'is empty; leave it out or give it a value');
const secrets = text
  .transform((value) => value.split(',').map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(1)).min(1).max(2));
const hardSecrets = secrets.refine(
  (all) => all.every((secret) => secret.length >= minSecretChars),
  `can be guessed: ${minSecretChars} random characters or more are needed`,
);
const address = text.refine(
  (value) => /^https?:\/\//u.test(value) && URL.canParse(value),
  'is no address that begins with http:// or https://',
);
const vaultKeys = text.refine(isVaultKey, 'is not 32 bytes in base64; make it with: openssl rand -base64 32');
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const shape = z.object({
  ZENDESK_ACCOUNT: text.refine(isZendeskName, 'is no name of an account: acme of acme.zendesk.com').optional(),
  ZENDESK_EMAIL: text.optional(),
  ZENDESK_API_TOKEN: text.optional(),
  ZENDESK_OAUTH_TOKEN: text.optional(),
  ZENDESK_CLIENT_ID: text.optional(),
  ZENDESK_CLIENT_SECRET: text.optional(),
  ZENDESK_WEBHOOK_SECRET: secrets.optional(),
  FRESHDESK_ACCOUNT: text.refine(isFreshdeskName, 'is no name of an account: acme of acme.freshdesk.com').optional(),
  FRESHDESK_API_KEY: text.optional(),
  FRESHDESK_WEBHOOK_SECRET: hardSecrets.optional(),
  ...slackInstallShape,
  SLACK_SIGNING_SECRET: secrets.optional(),
  PORT: count(0, 65_535).default(3_000),
  RECOURSE_LOG: z.enum(['error', 'warn', 'info', 'silent']).default('info'),
  RECOURSE_SWEEP_SECONDS: count(1, 86_400).default(60),
  RECOURSE_STORE: text.optional(),
  RECOURSE_VAULT_KEY: vaultKeys.optional(),
  RECOURSE_TEST_HOSTS: z.literal('1').optional(),
  ZENDESK_BASE_URL: address.optional(),
  FRESHDESK_BASE_URL: address.optional(),
  SLACK_API_URL: address.optional(),
});

/** An agent's address with an API token, an access token, or the OAuth client that gets tokens. */
export type ZendeskSecrets =
  | { readonly email: string; readonly token: string }
  | { readonly bearer: string }
  | { readonly client: OAuthClient };

/** One Zendesk account and how to speak to it. */
export interface ZendeskEnvironment {
  readonly account: string;
  readonly credentials: ZendeskSecrets;
  /** None: no webhook is taken, and sweeps alone tell of changes. */
  readonly webhookSecrets: readonly string[];
  readonly baseUrl: string | undefined;
}

/** One Freshdesk account and how to speak to it. */
export interface FreshdeskEnvironment {
  readonly account: string;
  readonly apiKey: string;
  /** None: no webhook is taken, and sweeps alone tell of changes. */
  readonly webhookSecrets: readonly string[];
  readonly baseUrl: string | undefined;
}

/**
 * The environment, read and checked: at least one helpdesk is there. Secrets live here and go nowhere but to the adapter
 * that needs them.
 */
export interface Environment {
  readonly zendesk: ZendeskEnvironment | undefined;
  readonly freshdesk: FreshdeskEnvironment | undefined;
  readonly slack: SlackEnvironment;
  readonly port: number;
  readonly logLevel: string;
  readonly sweepEveryMs: number;
  /** Where what a restart may use again is kept, for `openStore`; may hold a password. */
  readonly storeUrl: string | undefined;
  /** For `readVaultKeys`; without it there is no vault. */
  readonly vaultKey: string | undefined;
}

/**
 * Reads the environment.
 *
 * @throws {ConfigError} SETTINGS_INVALID with everything that is wrong, by variable and never with its value
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = shape.safeParse(variables);
  const ofShape = (parsed.error?.issues ?? []).map((issue) =>
    issueOf(issue.path.join('.'), sayIssue(issue, variables)),
  );
  const told = new Set(ofShape.map(({ path }) => path));
  const ofSlack = slackIssues(variables).map(([path, message]) => issueOf(path, message));
  const ofWhole = [...helpdeskIssues(variables), ...ofSlack, ...testHostIssues(variables)];
  const issues = [...ofShape, ...ofWhole.filter(({ path }) => !told.has(path))];
  if (!parsed.success || issues.length > 0) throw new ConfigError('SETTINGS_INVALID', issues);
  const { data } = parsed;
  return {
    zendesk: zendeskOf(data),
    freshdesk: freshdeskOf(data),
    slack: slackOf(data),
    port: data.PORT,
    logLevel: data.RECOURSE_LOG,
    sweepEveryMs: data.RECOURSE_SWEEP_SECONDS * 1_000,
    storeUrl: data.RECOURSE_STORE,
    vaultKey: data.RECOURSE_VAULT_KEY,
  };
}

type Read = z.infer<typeof shape>;
/** What is set, whatever it is worth. */
type Given = Readonly<Partial<Record<keyof Read, unknown>>>;
type Issue = { readonly path: string; readonly message: string; readonly suggestion: undefined };

function zendeskOf(data: Read): ZendeskEnvironment | undefined {
  if (data.ZENDESK_ACCOUNT === undefined) return undefined;
  return {
    account: data.ZENDESK_ACCOUNT,
    credentials: zendeskSecretsOf(data),
    webhookSecrets: data.ZENDESK_WEBHOOK_SECRET ?? [],
    baseUrl: data.ZENDESK_BASE_URL,
  };
}

function zendeskSecretsOf(data: Read): ZendeskSecrets {
  if (data.ZENDESK_OAUTH_TOKEN !== undefined) return { bearer: data.ZENDESK_OAUTH_TOKEN };
  if (data.ZENDESK_CLIENT_ID !== undefined) {
    return { client: { id: data.ZENDESK_CLIENT_ID, secret: data.ZENDESK_CLIENT_SECRET } };
  }
  return { email: data.ZENDESK_EMAIL ?? '', token: data.ZENDESK_API_TOKEN ?? '' };
}

function freshdeskOf(data: Read): FreshdeskEnvironment | undefined {
  if (data.FRESHDESK_ACCOUNT === undefined) return undefined;
  return {
    account: data.FRESHDESK_ACCOUNT,
    apiKey: data.FRESHDESK_API_KEY ?? '',
    webhookSecrets: data.FRESHDESK_WEBHOOK_SECRET ?? [],
    baseUrl: data.FRESHDESK_BASE_URL,
  };
}

/** A helpdesk of which something is set is wanted, and then wanted whole. */
function helpdeskIssues(data: Given): Issue[] {
  const names = Object.keys(data).filter((name) => data[name as keyof Given] !== undefined);
  const isWanted = (platform: string): boolean => names.some((name) => name.startsWith(platform));
  if (!isWanted('ZENDESK_') && !isWanted('FRESHDESK_')) {
    return [issueOf('ZENDESK_ACCOUNT', 'is missing, and FRESHDESK_ACCOUNT too: at least one helpdesk is needed')];
  }
  const issues: Issue[] = [];
  const isMissing = (name: keyof Given): boolean => data[name] === undefined;
  if (isWanted('ZENDESK_')) {
    if (isMissing('ZENDESK_ACCOUNT')) issues.push(issueOf('ZENDESK_ACCOUNT', 'is missing'));
    issues.push(...zendeskSecretIssues(data));
  }
  if (isWanted('FRESHDESK_')) {
    const needed = ['FRESHDESK_ACCOUNT', 'FRESHDESK_API_KEY'] as const;
    issues.push(...needed.filter(isMissing).map((name) => issueOf(name, 'is missing')));
  }
  return issues;
}

function zendeskSecretIssues(data: Given): Issue[] {
  if (data.ZENDESK_OAUTH_TOKEN !== undefined) return [];
  if (data.ZENDESK_CLIENT_ID !== undefined) {
    const canRenew = data.ZENDESK_CLIENT_SECRET !== undefined || data.RECOURSE_VAULT_KEY !== undefined;
    const needed = 'is missing: a client without its secret needs it, and recourse connect zendesk';
    return canRenew ? [] : [issueOf('RECOURSE_VAULT_KEY', needed)];
  }
  if (data.ZENDESK_EMAIL !== undefined && data.ZENDESK_API_TOKEN !== undefined) return [];
  const ways = 'give it, or ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET, or ZENDESK_EMAIL and ZENDESK_API_TOKEN';
  return [issueOf('ZENDESK_OAUTH_TOKEN', `is missing: ${ways}`)];
}

function testHostIssues(data: Given): Issue[] {
  if (data.RECOURSE_TEST_HOSTS !== undefined) return [];
  const addresses = ['ZENDESK_BASE_URL', 'FRESHDESK_BASE_URL', 'SLACK_API_URL'] as const;
  return addresses
    .filter((name) => data[name] !== undefined)
    .map((name) => issueOf(name, 'is for tests: it needs RECOURSE_TEST_HOSTS=1'));
}

function issueOf(path: string, message: string): Issue {
  return { path, message, suggestion: undefined };
}

/** Never with the value: it may be a secret in the wrong place. */
function sayIssue(issue: z.core.$ZodIssue, variables: Readonly<Record<string, string | undefined>>): string {
  return variables[issue.path.join('.')] === undefined ? 'is missing' : issue.message;
}
