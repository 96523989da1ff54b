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
import type { Environment, ZendeskEnvironment } from './env.ts';
import { createWorkspaceExaminations } from './examine-workspaces.ts';
import type { Vault } from './vault.ts';
import { zendeskCredentials } from './zendesk-credentials.ts';

/** One account that is to be set up. */
export interface AccountSetup {
  /** Such as `zendesk acme`. */
  readonly name: string;
  readonly setup: HelpdeskSetup;
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
  const setups: AccountSetup[] = [];
  if (zendesk !== undefined) {
    const { webhookSecrets } = zendesk;
    const setup = createZendeskSetup({ ...zendeskAccess(zendesk, on, 'setup'), prefix, ...on, webhookSecrets });
    setups.push({ name: `zendesk ${zendesk.account}`, setup });
  }
  if (freshdesk !== undefined) {
    const setup = createFreshdeskSetup({
      ...freshdesk,
      prefix,
      ...on,
      hasSecret: freshdesk.webhookSecrets.length > 0,
      freshSecret: () => randomBytes(32).toString('base64url'),
    });
    setups.push({ name: `freshdesk ${freshdesk.account}`, setup });
  }
  return setups;
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
    ...(zendesk === undefined ? [] : createZendeskExaminations(zendeskExamined(zendesk, prefix, on))),
    ...(freshdesk === undefined ? [] : createFreshdeskExaminations({ ...freshdesk, prefix, time: on.time })),
    ...(slack === undefined ? [] : slackExaminations(slack, { ...on, channels, helpdesks: { zendesk, freshdesk } })),
  ];
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
  const { webhookSecrets, credentials } = zendesk;
  return {
    ...zendeskAccess(zendesk, on, 'tickets'),
    prefix,
    ...on,
    webhookSecrets,
    hasScopes: !('email' in credentials),
  };
}
