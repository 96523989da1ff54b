import express, { type Request, type Response, type Router } from 'express';
import type { Timekeeper } from '#integrations/contract.ts';
import { done, refused, type Answer } from './answer.ts';
import { readBearer } from './call.ts';
import { secondsLeft, type Given, type Grants, type OAuthApp } from './oauth-grants.ts';
import { consentPage, oopsPage } from './oauth-page.ts';

/** A workspace as the consent page shows it. */
export interface ShownTeam {
  readonly id: string;
  readonly name: string;
  readonly botUser: string;
  readonly appId: string;
  /** Who can be signed in there. */
  readonly people: () => readonly { readonly id: string; readonly name: string }[];
}

/** What goes wrong with the next call of oauth.v2.access: its answer is lost, or it is not done at all. */
export type TokenTrouble = 'answer-lost' | 'unavailable';

/** OAuth of an app that many workspaces install: the consent page, and the methods that need no workspace's token. */
export interface OAuthFace {
  readonly router: Router;
  /** What befalls the next calls of oauth.v2.access, in turn. */
  readonly troubles: TokenTrouble[];
  /** How often tokens were renewed, or tried to be. */
  readonly refreshes: () => number;
}

/** With what it answers. */
export interface OAuthParts {
  readonly app: OAuthApp;
  readonly appName: string;
  readonly grants: Grants;
  readonly teams: ReadonlyMap<string, ShownTeam>;
  readonly time: Timekeeper;
  /** The app is taken out of a workspace by its own wish. */
  readonly onUninstalled: (team: string) => void;
}

/** @see https://docs.slack.dev/authentication/installing-with-oauth */
export function createOAuthFace(parts: OAuthParts): OAuthFace {
  const { grants } = parts;
  const troubles: TokenTrouble[] = [];
  let refreshes = 0;
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: 65_536 });
  router.get('/oauth/v2/authorize', (request, response) => showConsent(request, response, parts));
  router.post('/oauth/v2/authorize', form, (request, response) => decide(request, response, parts));
  router.post('/api/oauth.v2.access', form, (request, response) => {
    const args = argsOf(request);
    if (args['grant_type'] === 'refresh_token') refreshes += 1;
    const trouble = troubles.shift();
    if (trouble === 'unavailable') return void response.status(503).send('Service Unavailable');
    const answer = access(args, parts);
    if (trouble === 'answer-lost') return void response.socket?.resetAndDestroy();
    return void response.json(answer);
  });
  router.post('/api/auth.revoke', form, (request, response) => {
    const whose = grants.whose(tokenOf(request));
    if ('error' in whose) return void response.json(refused(whose.error));
    grants.end(whose.team, 'token_revoked');
    return void response.json(done({ revoked: true }));
  });
  router.post('/api/apps.uninstall', form, (request, response) => {
    const { client_id: id, client_secret: secret } = argsOf(request);
    const whose = grants.whose(tokenOf(request));
    if (id !== parts.app.id) return void response.json(refused('invalid_client_id'));
    if (secret !== parts.app.secret) return void response.json(refused('bad_client_secret'));
    if ('error' in whose) return void response.json(refused(whose.error));
    grants.end(whose.team, 'account_inactive');
    parts.onUninstalled(whose.team);
    return void response.json(done({}));
  });
  return { router, troubles, refreshes: () => refreshes };
}

function showConsent(request: Request, response: Response, parts: OAuthParts): void {
  const { app, teams } = parts;
  const query = new URL(request.originalUrl, 'http://localhost').searchParams;
  const wrong = wrongWith(query, app);
  const asked = teams.get(query.get('team') ?? '') ?? teams.values().next().value;
  if (wrong !== undefined || asked === undefined) {
    response
      .status(400)
      .type('html')
      .send(oopsPage(wrong ?? 'invalid_team_for_non_distributed_app'));
    return;
  }
  const page = consentPage({
    appName: parts.appName,
    team: asked,
    teams: [...teams.values()],
    people: asked.people(),
    scopes: (query.get('scope') ?? '').split(','),
    query: query.toString(),
  });
  response.status(200).type('html').send(page);
}

function decide(request: Request, response: Response, { app, teams, grants }: OAuthParts): void {
  const query = new URL(request.originalUrl, 'http://localhost').searchParams;
  const { team = '', by = '', decision } = argsOf(request);
  const wrong = wrongWith(query, app);
  const isKnown =
    teams
      .get(team)
      ?.people()
      .some(({ id }) => id === by) === true;
  if (wrong !== undefined || !isKnown) {
    response
      .status(400)
      .type('html')
      .send(oopsPage(wrong ?? 'invalid_team'));
    return;
  }
  const redirectUri = query.get('redirect_uri') ?? '';
  const back = new URL(redirectUri);
  if (decision === 'allow') {
    back.searchParams.set('code', grants.code({ team, by, redirectUri, scope: query.get('scope') ?? '' }));
  } else back.searchParams.set('error', 'access_denied');
  back.searchParams.set('state', query.get('state') ?? '');
  response.redirect(302, back.href);
}

/** Slack's word for what is wrong with a request for consent. */
function wrongWith(query: URLSearchParams, app: OAuthApp): string | undefined {
  if (query.get('client_id') !== app.id) return 'invalid_client_id';
  if (!app.redirectUris.includes(query.get('redirect_uri') ?? '')) return 'bad_redirect_uri';
  return (query.get('scope') ?? '') === '' ? 'invalid_scope_requested' : undefined;
}

function access(args: Readonly<Record<string, string>>, { app, grants, teams, time }: OAuthParts): Answer {
  if (args['client_id'] !== app.id) return refused('invalid_client_id');
  if (args['client_secret'] !== app.secret) return refused('bad_client_secret');
  if (args['grant_type'] === 'refresh_token') {
    const given = grants.byRefresh(args['refresh_token'] ?? '');
    return given === undefined
      ? refused('invalid_refresh_token')
      : done(tokenAnswer(given, teams.get(given.team), time.now()));
  }
  const given = grants.byCode(args['code'] ?? '', args['redirect_uri'] ?? '');
  if (given === undefined) return refused('invalid_code');
  return done({ ...tokenAnswer(given, teams.get(given.team), time.now()), authed_user: { id: given.by } });
}

function tokenAnswer(given: Given, team: ShownTeam | undefined, now: number): Record<string, unknown> {
  const seconds = secondsLeft(given, now);
  return {
    access_token: given.access,
    token_type: 'bot',
    scope: given.scope,
    bot_user_id: team?.botUser,
    app_id: team?.appId,
    ...(given.refresh === undefined ? {} : { refresh_token: given.refresh, expires_in: seconds }),
    team: { id: given.team, name: team?.name },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function argsOf(request: Request): Readonly<Record<string, string>> {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function tokenOf(request: Request): string | undefined {
  return readBearer(request.get('authorization')) ?? argsOf(request)['token'];
}
