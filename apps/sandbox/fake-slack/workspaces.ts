import type { RequestListener } from 'node:http';
import express from 'express';
import type { Timekeeper } from '#integrations/contract.ts';
import { listenOnLoopback } from '../fake-shared/loopback.ts';
import { refused } from './answer.ts';
import { readBearer } from './call.ts';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';
import { createGrants, type OAuthApp } from './oauth-grants.ts';
import { createOAuthFace, type OAuthFace, type ShownTeam } from './oauth.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';

/** Slack as a whole: one app, and many workspaces that may install it. */
export interface FakeSlackWorkspacesOptions {
  readonly time: Timekeeper;
  readonly app: OAuthApp;
  readonly signingSecret: string;
  /** Turns Socket Mode on, for all workspaces at once. */
  readonly appToken?: string;
}

/** Many workspaces behind one address. */
export interface FakeSlackWorkspaces {
  readonly handler: RequestListener;
  /** `baseUrl` is what a Slack client takes as its API address; it ends in a slash. */
  listen(port?: number): Promise<{ readonly baseUrl: string; readonly close: () => Promise<void> }>;
  /** Adds a workspace; whoever is in it can be signed in on the consent page. */
  add(workspace: { readonly teamId: string; readonly name: string }): FakeSlack;
  readonly oauth: Pick<OAuthFace, 'troubles' | 'refreshes'>;
  /** The app's connections; `undefined` where it takes everything over HTTP. */
  readonly sockets: SocketMode | undefined;
  /** Somebody takes the app out of a workspace. What the app is told of it is for the caller to send, in whatever order. */
  uninstall(teamId: string): void;
  /** No token of the workspace is good any more. */
  revoke(teamId: string): void;
  /** No refresh token of the workspace is taken any more. */
  spendRefresh(teamId: string): void;
}

/** What the workspaces are asked with inside; the app never sees it. */
const innerToken = (teamId: string): string => `inner-${teamId}`;

/**
 * Slack with many workspaces, none of which knows of another: a call goes to the workspace whose token it bears, and to
 * no other.
 */
export function createFakeSlackWorkspaces(options: FakeSlackWorkspacesOptions): FakeSlackWorkspaces {
  const { time, app, signingSecret } = options;
  const grants = createGrants(app, time);
  const slacks = new Map<string, FakeSlack>();
  const teams = new Map<string, ShownTeam>();
  const onUninstalled = (team: string): void => {
    const slack = slacks.get(team);
    void slack?.sendEvent({ type: 'app_uninstalled' });
    void slack?.sendEvent({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0SBXBOT'] } });
  };
  const face = createOAuthFace({ app, appName: 'Recourse', grants, teams, time, onUninstalled });
  const sockets = createSocketMode(options.appToken, time);
  const server = express().disable('x-powered-by').disable('etag').use(face.router);
  server.post('/api/apps.connections.open', (request, response) => {
    const origin = `http://${request.get('host') ?? ''}`;
    response.json(sockets?.open(readBearer(request.headers.authorization), origin) ?? refused('invalid_auth'));
  });
  server.use((request, response) => {
    const whose = grants.whose(readBearer(request.headers.authorization));
    const slack = 'team' in whose ? slacks.get(whose.team) : undefined;
    if ('error' in whose || slack === undefined) {
      response.json(refused('error' in whose ? whose.error : 'invalid_auth'));
      return;
    }
    request.headers.authorization = `Bearer ${innerToken(whose.team)}`;
    slack.app(request, response);
  });
  return {
    handler: server,
    async listen(port = 0) {
      const { baseUrl, close } = await listenOnLoopback(server, port, sockets?.upgrade);
      return {
        baseUrl: `${baseUrl}/api/`,
        close: () => {
          sockets?.close();
          return close();
        },
      };
    },
    add({ teamId, name }) {
      const botToken = innerToken(teamId);
      const inside = { teamId, botToken, seedIds: 100 * (slacks.size + 1) };
      const slack = createFakeSlack({ time, signingSecret, ...inside, ...(sockets === undefined ? {} : { sockets }) });
      slacks.set(teamId, slack);
      teams.set(teamId, {
        id: teamId,
        name,
        botUser: 'U0SBXBOT',
        appId: 'A0SANDBOX',
        people: () => slack.people().filter(({ isBot }) => !isBot),
      });
      return slack;
    },
    oauth: face,
    sockets,
    uninstall: (teamId) => grants.end(teamId, 'account_inactive'),
    revoke: (teamId) => grants.end(teamId, 'token_revoked'),
    spendRefresh: (teamId) => grants.spendRefresh(teamId),
  };
}
