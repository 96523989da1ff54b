import * as z from 'zod';
import type { SlackClient } from '#integrations/slack/oauth.ts';

/**
 * One workspace by its bot token; or the app that many install, and the address of this server. Either is told of what
 * people do over HTTP, which `signingSecrets` prove, or over a connection of ours, which `appToken` opens.
 */
export interface SlackEnvironment {
  /** None where `appToken` is given. */
  readonly signingSecrets: readonly string[];
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
  /** None where workspaces install the app. */
  readonly botToken: string | undefined;
  readonly app: SlackAppEnvironment | undefined;
}

/** The app that workspaces install. */
export interface SlackAppEnvironment {
  readonly client: SlackClient;
  /** Scheme and host of this server; no slash at the end. */
  readonly ourOrigin: string;
}

const text = z.string().trim().min(1, 'is empty; leave it out or give it a value');
const appToken = text.refine(
  (value) => value.startsWith('xapp-'),
  'is no app-level token, which begins with xapp-: make one under Basic Information > App-Level Tokens',
);
const origin = text
  .refine((value) => isBare(URL.parse(value)), 'is no address of a host; write it as https://HOST')
  .transform((value) => new URL(value).origin);

/** The variables' shapes. */
export const slackInstallShape = {
  SLACK_BOT_TOKEN: text.optional(),
  SLACK_APP_TOKEN: appToken.optional(),
  SLACK_CLIENT_ID: text.optional(),
  SLACK_CLIENT_SECRET: text.optional(),
  RECOURSE_URL: origin.optional(),
} as const;

type Read = { readonly [name in keyof typeof slackInstallShape]?: string | undefined } & {
  readonly SLACK_SIGNING_SECRET?: readonly string[] | undefined;
  readonly SLACK_API_URL?: string | undefined;
};

/** What was read, once `slackIssues` found nothing. */
export function slackOf(data: Read): SlackEnvironment {
  const { SLACK_CLIENT_ID: id, SLACK_CLIENT_SECRET: secret, RECOURSE_URL: ourOrigin } = data;
  const isWhole = id !== undefined && secret !== undefined && ourOrigin !== undefined;
  return {
    signingSecrets: data.SLACK_APP_TOKEN === undefined ? (data.SLACK_SIGNING_SECRET ?? []) : [],
    appToken: data.SLACK_APP_TOKEN,
    apiUrl: data.SLACK_API_URL,
    botToken: data.SLACK_BOT_TOKEN,
    app: isWhole ? { client: { id, secret }, ourOrigin } : undefined,
  };
}

type Issues = readonly (readonly [string, string])[];

/** What is wrong with the ways into Slack and out of it as a whole: one of each is wanted, and then wanted whole. */
export function slackIssues(given: Readonly<Record<string, unknown>>): Issues {
  const isHeard = given['SLACK_SIGNING_SECRET'] !== undefined || given['SLACK_APP_TOKEN'] !== undefined;
  const hearing = 'is missing: give it, or SLACK_APP_TOKEN where Slack cannot reach this server';
  return [...wayInIssues(given), ...(isHeard ? [] : [['SLACK_SIGNING_SECRET', hearing] as const])];
}

function wayInIssues(given: Readonly<Record<string, unknown>>): Issues {
  const isSet = (name: string): boolean => given[name] !== undefined;
  const ofApp = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'] as const;
  if (!ofApp.some(isSet)) {
    const ways = 'is missing: give it, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET to let workspaces install the app';
    return isSet('SLACK_BOT_TOKEN') ? [] : [['SLACK_BOT_TOKEN', ways]];
  }
  if (isSet('SLACK_BOT_TOKEN')) {
    const why = 'and SLACK_CLIENT_ID are two ways in: take one of them out of the environment';
    return [['SLACK_BOT_TOKEN', why]];
  }
  const needed = [...ofApp, 'RECOURSE_URL', 'RECOURSE_VAULT_KEY'].filter((name) => !isSet(name));
  const url = given['RECOURSE_URL'];
  const isPlain = typeof url === 'string' && url.trim().startsWith('http:') && !isSet('RECOURSE_TEST_HOSTS');
  return [
    ...needed.map((name) => [name, 'is missing: workspaces cannot install the app without it'] as const),
    ...(isPlain ? [['RECOURSE_URL', 'must begin with https://: people’s consents come back to it'] as const] : []),
  ];
}

function isBare(url: URL | null): boolean {
  if (url === null || !/^https?:$/u.test(url.protocol)) return false;
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
}
