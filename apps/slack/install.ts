import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { codeOf } from '#apps/runtime/log.ts';
import type { SlackInstallation } from '#apps/runtime/slack-installation.ts';
import type { SlackInstallations } from '#apps/runtime/slack-installations.ts';
import { codeLifeMs, tiedAccounts, type HelpdeskAccount, type SlackTies } from '#apps/runtime/slack-ties.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import {
  slackConsentAddress,
  type SlackClient,
  type SlackGrant,
  type SlackTokenEndpoint,
} from '#integrations/slack/oauth.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import { failures, installedPage, installHeaders, installHtml, tieFailures, type InstallPage } from './install-page.ts';
import { createInstallStates, type InstallStates } from './install-state.ts';
import { createSignedCookie, type SignedCookie } from './signed-cookie.ts';

/** What installing works with. */
export interface InstallOptions {
  readonly client: SlackClient;
  /** Scheme and host of this server. */
  readonly ourOrigin: string;
  /** Another base address than Slack's own, for the sandbox and tests. */
  readonly slackApiUrl?: string | undefined;
  readonly endpoint: SlackTokenEndpoint;
  readonly installations: SlackInstallations;
  readonly ties: SlackTies;
  /** The server's accounts, to which a workspace can be tied. */
  readonly accounts: readonly HelpdeskAccount[];
  /** Channels that the policy names. */
  readonly channels: readonly string[];
  readonly callAs: (token: string) => CallSlack;
  readonly time: Timekeeper;
  /** What waits for this workspace can be posted now. */
  readonly onReady: (team: string) => void;
  /** Told what happened, by a word and a code; never with a secret, a name or an address. */
  readonly tell: (event: 'installed' | 'tied' | 'not installed' | 'not tied', code: string) => void;
}

/** Where Slack sends the browser back to: one fixed address. */
export const redirectPath = '/slack/oauth_redirect';
const never = new AbortController().signal;

/**
 * `GET /slack/install` sends a person to Slack to consent; `GET /slack/oauth_redirect` is where they come back to; `POST
 * /slack/tie` takes the code that ties the workspace to a helpdesk account, from the browser that installed it.
 *
 * Not `@slack/oauth`: its state is a token that can be used again within its ten minutes, in a cookie without SameSite;
 * it goes by the machine's clock, renews a token as often as it is asked at once, and hangs where a state cannot be made.
 */
export function createInstall(options: InstallOptions): Router {
  const { client, ourOrigin, slackApiUrl, time } = options;
  const on: On = {
    ...options,
    states: createInstallStates(client.secret, time),
    installer: createSignedCookie('recourse_slack_installer', client.secret, codeLifeMs),
    redirectUri: `${ourOrigin}${redirectPath}`,
  };
  const router = express.Router();
  router.get('/install', (request, response) => {
    const asked = one(request.query['team']);
    const team = /^T[A-Z0-9]{2,20}$/u.test(asked) ? asked : undefined;
    const { state, setCookie } = on.states.begin(team);
    const address = slackConsentAddress({ client, slackApiUrl }, { state, redirectUri: on.redirectUri, team });
    response.set(installHeaders).setHeader('set-cookie', setCookie);
    response.redirect(302, address);
  });
  router.get('/oauth_redirect', (request, response) => {
    response.setHeader('set-cookie', on.states.clear);
    show(finish(request, response, on), response, (error) => {
      options.tell('not installed', codeOf(error));
      return failureOf(error);
    });
  });
  router.post('/tie', express.urlencoded({ extended: false, limit: 4_096 }), (request, response) => {
    show(tie(request, response, on), response, (error) => {
      options.tell('not tied', codeOf(error));
      return tieFailures.unavailable;
    });
  });
  return router;
}

interface On extends InstallOptions {
  readonly states: InstallStates;
  /** Says which installation a browser has just made, and who did. */
  readonly installer: SignedCookie;
  readonly redirectUri: string;
}

/** The browser is back from Slack: what is kept is kept only where all of it fits. */
async function finish(request: Request, response: Response, on: On): Promise<InstallPage> {
  const attempt = on.states.finish(one(request.query['state']), request.headers.cookie);
  if (typeof attempt === 'string') return failures[attempt];
  const code = one(request.query['code']);
  if (code === '') return one(request.query['error']) === 'access_denied' ? failures.denied : failures.codeRefused;
  const grant = await on.endpoint.byCode({ code, redirectUri: on.redirectUri }, never);
  if (!isOfTeam(grant)) return failures.organisation;
  if (attempt.team !== undefined && attempt.team !== grant.team.id) return failures.otherWorkspace;
  const { installation, before } = await on.installations.install(grant);
  const { team, id, installedBy } = installation;
  response.append('set-cookie', on.installer.put([team, id, installedBy], on.time.now()));
  on.tell('installed', team);
  on.onReady(team);
  return await nextPage(installation, before !== undefined && before.installedBy !== installedBy, on);
}

/** Rights in both: the browser installed the app in the workspace, as its administrator, and brings the account's code. */
async function tie(request: Request, response: Response, on: On): Promise<InstallPage> {
  const words = on.installer.read(request.headers.cookie, on.time.now());
  const [team = '', id = '', by = ''] = words === 'expired' ? [] : (words ?? []);
  const installation = team === '' ? undefined : await on.installations.find(team);
  if (installation === undefined || installation.id !== id) return tieFailures.lost;
  const token = await on.installations.bearer(team);
  if (!(await isAdmin(by, on.callAs(token)))) return tieFailures.notAdmin;
  const code = codeIn(request.body);
  const tied = code === '' ? undefined : await on.ties.redeem(code, on.accounts, { team, by });
  if (tied === undefined) return tieFailures.wrongCode;
  response.append('set-cookie', on.installer.clear);
  on.tell('tied', team);
  on.onReady(team);
  return await nextPage(installation, false, on);
}

async function nextPage(
  { team, teamName, appId }: SlackInstallation,
  isTakenOver: boolean,
  on: InstallOptions,
): Promise<InstallPage> {
  const accounts = await accountsOf(team, on);
  return installedPage({ team, teamName, appId, isTakenOver, accounts, channels: on.channels });
}

function codeIn(form: unknown): string {
  return typeof form === 'object' && form !== null && 'code' in form ? one(form.code) : '';
}

/** The accounts that are tied to a workspace, for people. */
async function accountsOf(team: string, { ties, accounts }: InstallOptions): Promise<readonly string[]> {
  const tied = await tiedAccounts(team, accounts, ties);
  return tied.map(({ platform, account }) => `${platform} ${account}`);
}

function show(work: Promise<InstallPage>, response: Response, onError: (error: unknown) => InstallPage): void {
  const shown = async (): Promise<void> => {
    const page = await work.catch(onError);
    response.status(page.status).set(installHeaders).type('html').send(installHtml(page));
  };
  void shown();
}

function failureOf(error: unknown): InstallPage {
  const reason = error instanceof IntegrationError ? error.reason : undefined;
  if (reason === 'auth') return failures.codeRefused;
  return reason === 'forbidden' ? failures.misconfigured : failures.unavailable;
}

function isOfTeam(grant: SlackGrant): grant is SlackGrant & { readonly team: NonNullable<SlackGrant['team']> } {
  return grant.team !== undefined;
}

const person = z.object({
  user: z.object({
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
    deleted: z.boolean().optional(),
  }),
});

async function isAdmin(user: string, callSlack: CallSlack): Promise<boolean> {
  const { is_admin, is_owner, deleted } = person.parse(await callSlack('users.info', { user })).user;
  return deleted !== true && (is_admin === true || is_owner === true);
}

/** A parameter that was given once. */
function one(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
