import { z } from 'zod';
import type { PolicyIssue } from '#core/policy/issue.ts';
import { isAccountName as isFreshdeskName } from '#integrations/freshdesk/account.ts';
import { minSecretChars } from '#integrations/freshdesk/limits.ts';
import { isAccountName as isZendeskName } from '#integrations/zendesk/account.ts';
import type { OAuthClient } from '#integrations/zendesk/oauth.ts';
import { ConfigError } from './config-error.ts';
import { slackInstallShape, slackIssues, slackOf, type SlackEnvironment } from './env-slack.ts';
import { isVaultKey } from './vault-key.ts';

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

/** What the variables of each part may hold. What is wrong with one part hides none of the others. */
const shapes = {
  zendesk: z.object({
    ZENDESK_ACCOUNT: text.refine(isZendeskName, 'is no name of an account: acme of acme.zendesk.com').optional(),
    ZENDESK_EMAIL: text.optional(),
    ZENDESK_API_TOKEN: text.optional(),
    ZENDESK_OAUTH_TOKEN: text.optional(),
    ZENDESK_CLIENT_ID: text.optional(),
    ZENDESK_CLIENT_SECRET: text.optional(),
    ZENDESK_WEBHOOK_SECRET: secrets.optional(),
    ZENDESK_BASE_URL: address.optional(),
  }),
  freshdesk: z.object({
    FRESHDESK_ACCOUNT: text.refine(isFreshdeskName, 'is no name of an account: acme of acme.freshdesk.com').optional(),
    FRESHDESK_API_KEY: text.optional(),
    FRESHDESK_WEBHOOK_SECRET: hardSecrets.optional(),
    FRESHDESK_BASE_URL: address.optional(),
  }),
  slack: z.object({
    ...slackInstallShape,
    SLACK_SIGNING_SECRET: secrets.optional(),
    SLACK_API_URL: address.optional(),
  }),
  server: z.object({
    PORT: count(0, 65_535).default(3_000),
    RECOURSE_LOG: z.enum(['error', 'warn', 'info', 'silent']).default('info'),
    RECOURSE_SWEEP_SECONDS: count(1, 86_400).default(60),
    RECOURSE_TEST_HOSTS: z.literal('1').optional(),
  }),
  store: z.object({ RECOURSE_STORE: text.optional() }),
  vault: z.object({ RECOURSE_VAULT_KEY: vaultKeys.optional() }),
};

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

type Variables = Readonly<Record<string, string | undefined>>;

/** A part of the environment as it was read; without a value where something is wrong with it, or it is not there. */
interface Part<Value> {
  readonly value: Value | undefined;
  readonly issues: readonly PolicyIssue[];
}

/** Every part by itself: a command that needs one only asks for no other, and what is wrong with one hides no other. */
export interface EnvironmentParts {
  readonly zendesk: Part<ZendeskEnvironment>;
  readonly freshdesk: Part<FreshdeskEnvironment>;
  readonly slack: Part<SlackEnvironment>;
  readonly server: Part<Pick<Environment, 'port' | 'logLevel' | 'sweepEveryMs'>>;
  readonly storeUrl: Part<string>;
  readonly vaultKey: Part<string>;
}

/** Reads what is there of each part, and all that is wrong with it. */
export function readParts(variables: Variables): EnvironmentParts {
  const ofSlack = slackIssues(variables).map(([path, message]) => issueOf(path, message));
  return {
    zendesk: partOf(shapes.zendesk, variables, { issues: zendeskIssues(variables), read: zendeskOf }),
    freshdesk: partOf(shapes.freshdesk, variables, { issues: freshdeskIssues(variables), read: freshdeskOf }),
    slack: partOf(shapes.slack, variables, { issues: ofSlack, read: slackOf }),
    server: partOf(shapes.server, variables, { issues: [], read: serverOf }),
    storeUrl: partOf(shapes.store, variables, { issues: [], read: (data) => data.RECOURSE_STORE }),
    vaultKey: partOf(shapes.vault, variables, { issues: [], read: (data) => data.RECOURSE_VAULT_KEY }),
  };
}

/**
 * The whole environment of a server.
 *
 * @throws {ConfigError} SETTINGS_INVALID with everything that is wrong, by variable and never with its value
 */
export function readEnvironment(variables: Variables): Environment {
  const { slack, server, ...others } = readParts(variables);
  const helpdesks = helpdesksOf(variables, { ...others, needed: [slack, server] });
  return { ...helpdesks, slack: slack.value!, ...server.value! };
}

/**
 * The helpdesks of an environment, and where their tokens are kept, for a command that speaks to them alone.
 *
 * @throws {ConfigError} SETTINGS_INVALID as `readEnvironment`, of these parts
 */
export function readHelpdesks(
  variables: Variables,
): Pick<Environment, 'zendesk' | 'freshdesk' | 'storeUrl' | 'vaultKey'> {
  return helpdesksOf(variables, { ...readParts(variables), needed: [] });
}

function helpdesksOf(
  variables: Variables,
  parts: Pick<EnvironmentParts, 'zendesk' | 'freshdesk' | 'storeUrl' | 'vaultKey'> & {
    readonly needed: readonly Part<unknown>[];
  },
): ReturnType<typeof readHelpdesks> {
  const { zendesk, freshdesk, storeUrl, vaultKey, needed } = parts;
  const issues = [zendesk, freshdesk, ...needed, storeUrl, vaultKey].flatMap((part) => part.issues);
  const all = [...noHelpdeskIssues(variables), ...issues];
  if (all.length > 0) throw new ConfigError('SETTINGS_INVALID', oneEach(all));
  return {
    zendesk: zendesk.value,
    freshdesk: freshdesk.value,
    storeUrl: storeUrl.value,
    vaultKey: vaultKey.value,
  };
}

/** Of one variable that several parts miss it is said once. */
function oneEach(issues: readonly PolicyIssue[]): readonly PolicyIssue[] {
  return [...Map.groupBy(issues, ({ path }) => path).values()].map(([first]) => first!);
}

function partOf<Shape extends z.ZodObject, Value>(
  shape: Shape,
  variables: Variables,
  of: { readonly issues: readonly PolicyIssue[]; readonly read: (data: z.infer<Shape>) => Value | undefined },
): Part<Value> {
  const parsed = shape.safeParse(variables);
  const ofShape = (parsed.error?.issues ?? []).map((issue) =>
    issueOf(issue.path.join('.'), sayIssue(issue, variables)),
  );
  const issues = [...ofShape, ...of.issues, ...testHostIssues(variables, Object.keys(shape.shape))];
  return { value: parsed.success && issues.length === 0 ? of.read(parsed.data) : undefined, issues };
}

type Read<Name extends keyof typeof shapes> = z.infer<(typeof shapes)[Name]>;

function serverOf(data: Read<'server'>): Pick<Environment, 'port' | 'logLevel' | 'sweepEveryMs'> {
  return { port: data.PORT, logLevel: data.RECOURSE_LOG, sweepEveryMs: data.RECOURSE_SWEEP_SECONDS * 1_000 };
}

function zendeskOf(data: Read<'zendesk'>): ZendeskEnvironment | undefined {
  if (data.ZENDESK_ACCOUNT === undefined) return undefined;
  return {
    account: data.ZENDESK_ACCOUNT,
    credentials: zendeskSecretsOf(data),
    webhookSecrets: data.ZENDESK_WEBHOOK_SECRET ?? [],
    baseUrl: data.ZENDESK_BASE_URL,
  };
}

function zendeskSecretsOf(data: Read<'zendesk'>): ZendeskSecrets {
  if (data.ZENDESK_OAUTH_TOKEN !== undefined) return { bearer: data.ZENDESK_OAUTH_TOKEN };
  if (data.ZENDESK_CLIENT_ID !== undefined) {
    return { client: { id: data.ZENDESK_CLIENT_ID, secret: data.ZENDESK_CLIENT_SECRET } };
  }
  return { email: data.ZENDESK_EMAIL ?? '', token: data.ZENDESK_API_TOKEN ?? '' };
}

function freshdeskOf(data: Read<'freshdesk'>): FreshdeskEnvironment | undefined {
  if (data.FRESHDESK_ACCOUNT === undefined) return undefined;
  return {
    account: data.FRESHDESK_ACCOUNT,
    apiKey: data.FRESHDESK_API_KEY ?? '',
    webhookSecrets: data.FRESHDESK_WEBHOOK_SECRET ?? [],
    baseUrl: data.FRESHDESK_BASE_URL,
  };
}

function isSet(variables: Variables, platform: string): boolean {
  return Object.keys(variables).some((name) => name.startsWith(platform) && variables[name] !== undefined);
}

function noHelpdeskIssues(variables: Variables): readonly PolicyIssue[] {
  if (isSet(variables, 'ZENDESK_') || isSet(variables, 'FRESHDESK_')) return [];
  return [issueOf('ZENDESK_ACCOUNT', 'is missing, and FRESHDESK_ACCOUNT too: at least one helpdesk is needed')];
}

/** A helpdesk of which something is set is wanted, and then wanted whole. */
function zendeskIssues(variables: Variables): readonly PolicyIssue[] {
  if (!isSet(variables, 'ZENDESK_')) return [];
  const missing = variables['ZENDESK_ACCOUNT'] === undefined ? [issueOf('ZENDESK_ACCOUNT', 'is missing')] : [];
  return [...missing, ...zendeskSecretIssues(variables)];
}

function freshdeskIssues(variables: Variables): readonly PolicyIssue[] {
  if (!isSet(variables, 'FRESHDESK_')) return [];
  const needed = ['FRESHDESK_ACCOUNT', 'FRESHDESK_API_KEY'];
  return needed.filter((name) => variables[name] === undefined).map((name) => issueOf(name, 'is missing'));
}

function zendeskSecretIssues(variables: Variables): readonly PolicyIssue[] {
  const has = (name: string): boolean => variables[name] !== undefined;
  if (has('ZENDESK_OAUTH_TOKEN')) return [];
  if (has('ZENDESK_CLIENT_ID')) {
    const needed = 'is missing: a client without its secret needs it, and recourse connect zendesk';
    const canRenew = has('ZENDESK_CLIENT_SECRET') || has('RECOURSE_VAULT_KEY');
    return canRenew ? [] : [issueOf('RECOURSE_VAULT_KEY', needed)];
  }
  if (has('ZENDESK_EMAIL') && has('ZENDESK_API_TOKEN')) return [];
  const ways = 'give it, or ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET, or ZENDESK_EMAIL and ZENDESK_API_TOKEN';
  return [issueOf('ZENDESK_OAUTH_TOKEN', `is missing: ${ways}`)];
}

function testHostIssues(variables: Variables, names: readonly string[]): readonly PolicyIssue[] {
  if (variables['RECOURSE_TEST_HOSTS'] !== undefined) return [];
  const addresses = ['ZENDESK_BASE_URL', 'FRESHDESK_BASE_URL', 'SLACK_API_URL'];
  return addresses
    .filter((name) => names.includes(name) && variables[name] !== undefined)
    .map((name) => issueOf(name, 'is for tests: it needs RECOURSE_TEST_HOSTS=1'));
}

function issueOf(path: string, message: string): PolicyIssue {
  return { path, message, suggestion: undefined };
}

/** Never with the value: it may be a secret in the wrong place. */
function sayIssue(issue: z.core.$ZodIssue, variables: Variables): string {
  return variables[issue.path.join('.')] === undefined ? 'is missing' : issue.message;
}
