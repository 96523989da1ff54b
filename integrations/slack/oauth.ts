import { WebAPIPlatformError } from '@slack/web-api';
import * as z from 'zod';
import type { Instant } from '#core/time.ts';
import { SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '../contract.ts';
import { IntegrationError, PayloadError, type FailureReason } from '../errors.ts';
import { toIntegrationError } from './failure.ts';
import { slackScopes } from './scopes.ts';
import { createCallSlack } from './web-api.ts';

/** The Slack app, as its page under Basic Information names it. */
export interface SlackClient {
  readonly id: string;
  readonly secret: string;
}

/** What speaks for a workspace. */
export interface SlackTokens {
  readonly access: string;
  /** Good for one renewal, which gives another; none where the app's tokens are not rotated. */
  readonly refresh: string | undefined;
  readonly givenAt: Instant;
  /** None: it is good until it is revoked. */
  readonly expiresAt: Instant | undefined;
}

/** What a person's consent gave. */
export interface SlackGrant {
  /** None where it was given for a whole organisation. */
  readonly team: { readonly id: string; readonly name: string } | undefined;
  readonly appId: string;
  readonly botUser: string;
  /** Slack's id of the person who consented. */
  readonly installedBy: string;
  readonly scopes: readonly string[];
  readonly tokens: SlackTokens;
}

/**
 * `oauth.v2.access` of our app.
 *
 * Both methods reject with IntegrationError or PayloadError: `auth` where the code or the refresh token is not taken,
 * `forbidden` where the app itself is not, which says nothing of a workspace. No error carries any of them. Nothing is
 * tried twice: a code and a refresh token are good once.
 *
 * @see https://docs.slack.dev/reference/methods/oauth.v2.access
 */
export interface SlackTokenEndpoint {
  byCode(given: { readonly code: string; readonly redirectUri: string }, signal: AbortSignal): Promise<SlackGrant>;
  /** Revokes the refresh token it uses. https://docs.slack.dev/authentication/using-token-rotation */
  byRefresh(refresh: string, signal: AbortSignal): Promise<SlackTokens>;
}

/** Where and as which app we ask. */
export interface SlackTokenEndpointOptions {
  readonly client: SlackClient;
  /** Another base address than Slack's own, for the sandbox and tests; ends in `/api/`. */
  readonly slackApiUrl?: string | undefined;
  readonly time: Timekeeper;
  /** Carries requests instead of sockets. */
  readonly fetch?: typeof fetch | undefined;
}

const requestLimitMs = 10_000;
const method = 'oauth.v2.access';
const token = z.string().min(1).max(4_096);
const given = z.object({
  access_token: token,
  refresh_token: token.nullish(),
  expires_in: z.number().positive().nullish(),
});
const granted = given.extend({
  app_id: z.string().default(''),
  bot_user_id: z.string().default(''),
  scope: z.string().default(''),
  team: z.object({ id: z.string().min(1), name: z.string().nullish() }).nullish(),
  is_enterprise_install: z.boolean().nullish(),
  authed_user: z.object({ id: z.string().min(1) }),
});

/** The endpoint of one app. */
export function createSlackTokenEndpoint(options: SlackTokenEndpointOptions): SlackTokenEndpoint {
  const { client, slackApiUrl, time, fetch } = options;
  const callSlack = createCallSlack({ token: undefined, slackApiUrl, time, limitMs: requestLimitMs, fetch });
  const ask = async <T>(shape: z.ZodType<T>, grant: Record<string, string>, signal: AbortSignal): Promise<T> => {
    const args = { client_id: client.id, client_secret: client.secret, ...grant };
    const answer = await callSlack(method, args, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      throw refusalOf(error);
    });
    const read = shape.safeParse(answer);
    if (read.success) return read.data;
    const path = (read.error.issues[0]?.path ?? []).join('.');
    throw new PayloadError('SLACK_PAYLOAD', path, `Slack ${method} answered in another form at ${path}`);
  };
  return {
    async byCode({ code, redirectUri }, signal) {
      const givenAt = time.now();
      const answer = await ask(granted, { code, redirect_uri: redirectUri }, signal);
      const team = answer.is_enterprise_install === true ? undefined : (answer.team ?? undefined);
      return {
        team: team === undefined ? undefined : { id: team.id, name: team.name ?? team.id },
        appId: answer.app_id,
        botUser: answer.bot_user_id,
        installedBy: answer.authed_user.id,
        scopes: answer.scope.split(',').filter((scope) => scope !== ''),
        tokens: tokensOf(answer, givenAt),
      };
    },
    async byRefresh(refresh, signal) {
      const givenAt = time.now();
      return tokensOf(await ask(given, { grant_type: 'refresh_token', refresh_token: refresh }, signal), givenAt);
    },
  };
}

/**
 * Where a person consents: Slack's own page, for the scopes of `slackScopes` and no others.
 *
 * @param attempt.team  proposes this workspace, where it is known which one is meant
 * @see https://docs.slack.dev/authentication/installing-with-oauth
 */
export function slackConsentAddress(
  { client, slackApiUrl }: Pick<SlackTokenEndpointOptions, 'client' | 'slackApiUrl'>,
  attempt: { readonly state: string; readonly redirectUri: string; readonly team: string | undefined },
): string {
  const address = new URL('/oauth/v2/authorize', slackApiUrl ?? 'https://slack.com/');
  address.search = new URLSearchParams({
    client_id: client.id,
    scope: slackScopes.map(({ name }) => name).join(','),
    redirect_uri: attempt.redirectUri,
    state: attempt.state,
    ...(attempt.team === undefined ? {} : { team: attempt.team }),
  }).toString();
  return address.href;
}

function tokensOf({ access_token, refresh_token, expires_in }: z.output<typeof given>, givenAt: Instant): SlackTokens {
  return {
    access: access_token,
    refresh: refresh_token ?? undefined,
    givenAt,
    expiresAt: typeof expires_in === 'number' ? givenAt + expires_in * SECOND_MS : undefined,
  };
}

/** Refusals of this one method. Those of the app itself must not be taken for the end of an installation. */
const reasons: ReadonlyMap<unknown, FailureReason> = new Map([
  ...[
    'invalid_code',
    'invalid_refresh_token',
    'token_revoked',
    'token_expired',
    'account_inactive',
    'invalid_grant',
  ].map((code) => [code, 'auth'] as const),
  ...['bad_client_secret', 'invalid_client_id', 'bad_redirect_uri', 'no_scopes', 'invalid_grant_type'].map(
    (code) => [code, 'forbidden'] as const,
  ),
]);

function refusalOf(error: unknown): IntegrationError {
  const code = error instanceof WebAPIPlatformError ? error.data.error : undefined;
  const reason = reasons.get(code);
  if (reason === undefined) return toIntegrationError(error, method);
  return new IntegrationError('slack', reason, { message: `Slack ${method} failed: ${String(code)}` });
}
