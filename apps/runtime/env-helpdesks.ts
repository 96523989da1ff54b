import * as z from 'zod';
import type { PolicyIssue } from '#core/policy/issue.ts';
import { isAccountName } from '#integrations/account-name.ts';
import { minSecretChars } from '#integrations/freshdesk/limits.ts';
import type { OAuthClient } from '#integrations/zendesk/oauth.ts';
import { readAccounts, type AccountsPart, type AccountVariables } from './env-accounts.ts';
import { issueOf, type Variables } from './env-part.ts';
import { address, secrets, text } from './env-values.ts';

const hardSecrets = secrets.refine(
  (all) => all.every((secret) => secret.length >= minSecretChars),
  `can be guessed: ${minSecretChars} random characters or more are needed`,
);
const noZendeskName = 'is no name of an account: acme of acme.zendesk.com';
const noFreshdeskName = 'is no name of an account: acme of acme.freshdesk.com';

const zendeskShape = z.object({
  ZENDESK_ACCOUNT: text.refine(isAccountName, noZendeskName).optional(),
  ZENDESK_EMAIL: text.optional(),
  ZENDESK_API_TOKEN: text.optional(),
  ZENDESK_OAUTH_TOKEN: text.optional(),
  ZENDESK_CLIENT_ID: text.optional(),
  ZENDESK_CLIENT_SECRET: text.optional(),
  ZENDESK_WEBHOOK_SECRET: secrets.optional(),
  ZENDESK_BASE_URL: address.optional(),
});
const freshdeskShape = z.object({
  FRESHDESK_ACCOUNT: text.refine(isAccountName, noFreshdeskName).optional(),
  FRESHDESK_API_KEY: text.optional(),
  FRESHDESK_WEBHOOK_SECRET: hardSecrets.optional(),
  FRESHDESK_BASE_URL: address.optional(),
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
  /** The variable that holds them, for who has to set it. */
  readonly secretVariable: string;
  readonly baseUrl: string | undefined;
}

/** One Freshdesk account and how to speak to it. */
export interface FreshdeskEnvironment {
  readonly account: string;
  readonly apiKey: string;
  /** None: no webhook is taken, and sweeps alone tell of changes. */
  readonly webhookSecrets: readonly string[];
  /** The variable that holds them, for who has to set it. */
  readonly secretVariable: string;
  readonly baseUrl: string | undefined;
}

/** What there is of Zendesk, account by account, and all that is wrong with it. */
export function readZendesk(variables: Variables): AccountsPart<ZendeskEnvironment> {
  return readAccounts(ofZendesk, variables);
}

/** The same of Freshdesk. */
export function readFreshdesk(variables: Variables): AccountsPart<FreshdeskEnvironment> {
  return readAccounts(ofFreshdesk, variables);
}

const ofZendesk: AccountVariables<typeof zendeskShape, ZendeskEnvironment> = {
  named: 'ZENDESK_ACCOUNT',
  isName: isAccountName,
  noName: noZendeskName,
  shape: zendeskShape,
  issues: zendeskIssues,
  read: zendeskOf,
};
const ofFreshdesk: AccountVariables<typeof freshdeskShape, FreshdeskEnvironment> = {
  named: 'FRESHDESK_ACCOUNT',
  isName: isAccountName,
  noName: noFreshdeskName,
  shape: freshdeskShape,
  issues: freshdeskIssues,
  read: freshdeskOf,
};

function zendeskOf(data: z.infer<typeof zendeskShape>, ending: string): ZendeskEnvironment | undefined {
  if (data.ZENDESK_ACCOUNT === undefined) return undefined;
  return {
    account: data.ZENDESK_ACCOUNT,
    credentials: zendeskSecretsOf(data),
    webhookSecrets: data.ZENDESK_WEBHOOK_SECRET ?? [],
    secretVariable: `ZENDESK_WEBHOOK_SECRET${ending}`,
    baseUrl: data.ZENDESK_BASE_URL,
  };
}

function zendeskSecretsOf(data: z.infer<typeof zendeskShape>): ZendeskSecrets {
  if (data.ZENDESK_OAUTH_TOKEN !== undefined) return { bearer: data.ZENDESK_OAUTH_TOKEN };
  if (data.ZENDESK_CLIENT_ID !== undefined) {
    return { client: { id: data.ZENDESK_CLIENT_ID, secret: data.ZENDESK_CLIENT_SECRET } };
  }
  return { email: data.ZENDESK_EMAIL ?? '', token: data.ZENDESK_API_TOKEN ?? '' };
}

function freshdeskOf(data: z.infer<typeof freshdeskShape>, ending: string): FreshdeskEnvironment | undefined {
  if (data.FRESHDESK_ACCOUNT === undefined) return undefined;
  return {
    account: data.FRESHDESK_ACCOUNT,
    apiKey: data.FRESHDESK_API_KEY ?? '',
    webhookSecrets: data.FRESHDESK_WEBHOOK_SECRET ?? [],
    secretVariable: `FRESHDESK_WEBHOOK_SECRET${ending}`,
    baseUrl: data.FRESHDESK_BASE_URL,
  };
}

function isSet(variables: Variables, platform: string): boolean {
  return Object.keys(variables).some((name) => name.startsWith(platform) && variables[name] !== undefined);
}

/** A server needs one helpdesk or more. */
export function noHelpdeskIssues(variables: Variables): readonly PolicyIssue[] {
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
