import { minSecretChars } from '#integrations/freshdesk/limits.ts';

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
    meaning:
      'the account, acme of acme.zendesk.com; this or FRESHDESK_ACCOUNT is needed, or both. Of several, with commas, each has its own variables: ZENDESK_CLIENT_ID_ACME',
  },
  { name: 'ZENDESK_EMAIL', needed: 'no', meaning: 'with ZENDESK_API_TOKEN: whose token it is' },
  { name: 'ZENDESK_API_TOKEN', needed: 'no', meaning: 'an API token made before Zendesk stopped issuing them' },
  {
    name: 'ZENDESK_OAUTH_TOKEN',
    needed: 'no',
    meaning: 'an OAuth access token instead, with read and tickets:write; for provision with read and write',
  },
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
  {
    name: 'FRESHDESK_ACCOUNT',
    needed: 'no',
    meaning: 'the account: acme of acme.freshdesk.com; several as with Zendesk',
  },
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
    meaning:
      'where the place reached and the vault are kept between starts: a folder’s path, redis://… or postgres://…; a folder of the user’s unless said',
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
