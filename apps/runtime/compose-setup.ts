import { randomBytes } from 'node:crypto';
import { channelsOf } from '#core/policy/channels.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { Examination, HelpdeskSetup, Timekeeper } from '#integrations/contract.ts';
import { createFreshdeskExaminations } from '#integrations/freshdesk/examine.ts';
import { createFreshdeskSetup } from '#integrations/freshdesk/provision.ts';
import { createSlackExaminations, createSocketExamination } from '#integrations/slack/examine.ts';
import { createZendeskExaminations } from '#integrations/zendesk/examine.ts';
import type { SlackToken } from '#integrations/slack/web-api.ts';
import type { TokenUse } from '#integrations/zendesk/oauth.ts';
import { createZendeskSetup } from '#integrations/zendesk/provision.ts';
import { accountsIn } from './compose-tied.ts';
import type { SlackEnvironment } from './env-slack.ts';
import type { FreshdeskEnvironment, ZendeskEnvironment } from './env-helpdesks.ts';
import type { Environment } from './env.ts';
import { createWorkspaceExaminations } from './examine-workspaces.ts';
import type { Vault } from './vault.ts';
import { zendeskCredentials } from './zendesk-credentials.ts';

/** One account that is to be set up. */
export interface AccountSetup {
  /** Such as `zendesk acme`. */
  readonly name: string;
  readonly setup: HelpdeskSetup;
  /** The setting that the server takes the secret of the account's webhook from. */
  readonly secretVariable: string;
}

/** What setting up and examining need to know beside the environment. */
export interface SetupSurroundings {
  readonly time: Timekeeper;
  /** Scheme and host under which helpdesks reach us; `undefined` where nobody said. */
  readonly ourOrigin: string | undefined;
  /** What `recourse connect` put away. */
  readonly vault?: Vault | undefined;
}

/** What is configured: a helpdesk or Slack may be missing, unlike where a server is started. */
export type Installation = Pick<Environment, 'zendesk' | 'freshdesk'> &
  Partial<Pick<Environment, 'slack' | 'storeUrl' | 'vaultKey'>>;

/** How each helpdesk of an installation is set up. */
export function composeSetups(
  { zendesk, freshdesk }: Installation,
  { prefix }: Policy,
  on: SetupSurroundings,
): readonly AccountSetup[] {
  const ofZendesk = (account: ZendeskEnvironment): AccountSetup => {
    const { webhookSecrets, secretVariable } = account;
    const options = { ...zendeskAccess(account, on, 'setup'), prefix, ...on, webhookSecrets, secretVariable };
    return { name: `zendesk ${account.account}`, setup: createZendeskSetup(options), secretVariable };
  };
  const ofFreshdesk = (account: FreshdeskEnvironment): AccountSetup => {
    const hasSecret = account.webhookSecrets.length > 0;
    const freshSecret = (): string => randomBytes(32).toString('base64url');
    const setup = createFreshdeskSetup({ ...account, prefix, ...on, hasSecret, freshSecret });
    return { name: `freshdesk ${account.account}`, setup, secretVariable: account.secretVariable };
  };
  return [...zendesk.map(ofZendesk), ...freshdesk.map(ofFreshdesk)];
}

/** What an examination needs of a policy; a policy that cannot be read names no channels. */
export type PolicyNeeded = Pick<Policy, 'prefix' | 'ladder'> & { readonly alerts: Policy['alerts'] | undefined };

/** Everything that is looked at outside this machine, in the order in which to mend it. */
export function composeExaminations(
  { zendesk, freshdesk, slack }: Installation,
  policy: PolicyNeeded,
  on: SetupSurroundings,
): readonly Examination[] {
  const { prefix } = policy;
  const { alerts, ladder } = policy;
  const channels =
    alerts === undefined ? [...new Set(ladder.map(({ channel }) => channel))] : channelsOf({ alerts, ladder });
  return [
    ...examinedEach(zendesk, (account) => createZendeskExaminations(zendeskExamined(account, prefix, on))),
    ...examinedEach(freshdesk, (account) => createFreshdeskExaminations({ ...account, prefix, time: on.time })),
    ...(slack === undefined ? [] : slackExaminations(slack, { ...on, channels, helpdesks: { zendesk, freshdesk } })),
  ];
}

/** Where a helpdesk has several accounts, each check says of which it is: `zendesk acme fields`. */
function examinedEach<Account extends { readonly account: string }>(
  accounts: readonly Account[],
  examine: (account: Account) => readonly Examination[],
): readonly Examination[] {
  if (accounts.length === 1) return accounts.flatMap(examine);
  return accounts.flatMap((account) =>
    examine(account).map((one) => ({ ...one, check: one.check.replace(' ', ` ${account.account} `) })),
  );
}

/** Of the one workspace of the bot token, or of those that are tied to the accounts. */
function slackExaminations(
  slack: SlackEnvironment,
  on: SetupSurroundings & {
    readonly channels: readonly string[];
    readonly helpdesks: Pick<Installation, 'zendesk' | 'freshdesk'>;
  },
): readonly Examination[] {
  const { time, vault, channels } = on;
  const examineWith = (token: SlackToken): readonly Examination[] =>
    createSlackExaminations({ token, slackApiUrl: slack.apiUrl, channels, time });
  const { appToken, apiUrl: slackApiUrl } = slack;
  const heard = appToken === undefined ? [] : [createSocketExamination({ appToken, slackApiUrl, time })];
  if (slack.botToken !== undefined) return [...examineWith(slack.botToken), ...heard];
  if (vault === undefined) return heard;
  const accounts = accountsIn(on.helpdesks);
  return [...createWorkspaceExaminations(slack, { examineWith, vault, time, accounts }), ...heard];
}

function zendeskAccess(zendesk: ZendeskEnvironment, on: SetupSurroundings, use: TokenUse) {
  const { account, baseUrl } = zendesk;
  return { account, baseUrl, credentials: zendeskCredentials(zendesk, { ...on, use }) };
}

function zendeskExamined(zendesk: ZendeskEnvironment, prefix: string, on: SetupSurroundings) {
  const { webhookSecrets, secretVariable, credentials } = zendesk;
  return {
    ...zendeskAccess(zendesk, on, 'tickets'),
    prefix,
    ...on,
    webhookSecrets,
    secretVariable,
    hasScopes: !('email' in credentials),
  };
}
