import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Instant } from '#core/time.ts';
import { SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { FailureReason } from '#integrations/errors.ts';
import { createHttp } from '#integrations/http.ts';
import type { Wire } from '#integrations/wire.ts';
import { requestLimitMs } from './limits.ts';
import { readAs } from './payload.ts';

/**
 * What a server of ours asks an account for: to write to tickets and to nothing else, and to read. Reading is asked for
 * as a whole: ticket fields, statuses, schedules, SLA policies and search are no resource that has a scope of its own.
 * More is a change to be seen.
 *
 * @see https://developer.zendesk.com/api-reference/ticketing/oauth/oauth_tokens/#scopes
 */
export const oauthScope = 'read tickets:write';

/** What setting an account up takes: ticket fields have no scope of their own either. Asked for while that lasts. */
export const setupScope = 'read write';

/** An OAuth client, as an administrator registers it: a public one has no secret. */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string | undefined;
}

/** What tokens are for: to work with tickets, or to set an account up. */
export type TokenUse = 'tickets' | 'setup';

/** A client without a secret has no tokens but those of a person's consent, so one consent has to do for both uses. */
export function scopeFor({ secret }: Pick<OAuthClient, 'secret'>, use: TokenUse): string {
  return use === 'setup' || secret === undefined ? setupScope : oauthScope;
}

/** What Zendesk gave. */
export interface Tokens {
  readonly access: string;
  /** Good for one renewal, which gives another. None from the client-credentials grant. */
  readonly refresh: string | undefined;
  readonly givenAt: Instant;
  /** None: it is good until it is revoked. */
  readonly expiresAt: Instant | undefined;
}

/**
 * The token endpoint of one account.
 *
 * All methods reject with IntegrationError or PayloadError: `auth` when Zendesk does not take the client, the code or the
 * refresh token. No error carries any of them. Nothing is tried twice: a code and a refresh token are good once.
 *
 * @see developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens
 */
export interface TokenEndpoint {
  /** The client on its own behalf. */
  byClient(signal: AbortSignal): Promise<Tokens>;
  /** For the code a person's consent gave, within two minutes of it. */
  byCode(
    given: { readonly code: string; readonly verifier: string; readonly redirectUri: string },
    signal: AbortSignal,
  ): Promise<Tokens>;
  /** Deletes the tokens it renews. */
  byRefresh(refresh: string, signal: AbortSignal): Promise<Tokens>;
}

export interface TokenEndpointOptions {
  /** Scheme and host, built from the account's name; no slash at the end. */
  readonly origin: string;
  readonly isTestHost: boolean;
  readonly client: OAuthClient;
  /** For work with tickets unless said. */
  readonly use?: TokenUse | undefined;
  readonly time: Timekeeper;
  readonly wire?: Wire | undefined;
}

const answered = z.object({
  access_token: z.string().min(1).max(4_096),
  refresh_token: z.string().min(1).max(4_096).nullish(),
  expires_in: z.number().positive().nullish(),
});

export function createTokenEndpoint(options: TokenEndpointOptions): TokenEndpoint {
  const { origin, isTestHost, client, use = 'tickets', time, wire } = options;
  const http = createHttp({
    platform: 'zendesk',
    origin,
    isTestHost,
    time,
    limitMs: requestLimitMs,
    adapter: wire?.http,
    reasonOf,
  });
  const ask = async (grant: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Tokens> => {
    const givenAt = time.now();
    const secret = client.secret === undefined ? {} : { client_secret: client.secret };
    const body = { ...grant, client_id: client.id, ...secret, scope: scopeFor(client, use) };
    const { body: answer } = await http.send({ method: 'POST', path: '/oauth/tokens', body }, signal);
    const { access_token: access, refresh_token: refresh, expires_in: seconds } = readAs(answered, answer);
    const expiresAt = typeof seconds === 'number' ? givenAt + seconds * SECOND_MS : undefined;
    return { access, refresh: refresh ?? undefined, givenAt, expiresAt };
  };
  return {
    byClient: (signal) => ask({ grant_type: 'client_credentials' }, signal),
    byCode: ({ code, verifier, redirectUri }, signal) =>
      ask({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri }, signal),
    byRefresh: (refresh, signal) => ask({ grant_type: 'refresh_token', refresh_token: refresh }, signal),
  };
}

/** Where a person consents: an address of the account's own, with the state and the challenge of this one attempt. */
export function consentAddress(
  origin: string,
  attempt: {
    readonly client: OAuthClient;
    readonly redirectUri: string;
    readonly state: string;
    readonly verifier: string;
  },
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: attempt.client.id,
    redirect_uri: attempt.redirectUri,
    scope: scopeFor(attempt.client, 'tickets'),
    state: attempt.state,
    code_challenge: challengeOf(attempt.verifier),
    code_challenge_method: 'S256',
  });
  return `${origin}/oauth/authorizations/new?${query.toString()}`;
}

/** RFC 7636, 4.2. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

const refusals: ReadonlySet<unknown> = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'access_denied',
]);

/** RFC 6749, 5.2: a grant that is not taken comes with a 400. */
function reasonOf(status: number, body: unknown): FailureReason | undefined {
  const isRefused = typeof body === 'object' && body !== null && 'error' in body && refusals.has(body.error);
  return isRefused && status < 500 ? 'auth' : undefined;
}
