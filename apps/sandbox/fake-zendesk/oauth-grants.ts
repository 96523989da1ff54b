import { createHash } from 'node:crypto';
import type { Instant } from '#core/time.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Desk } from './desk.ts';

/** An OAuth client as an administrator registers it; without a secret it is a public one, which needs PKCE. */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string | undefined;
  /** None: nobody can consent to it, and it speaks for itself alone. */
  readonly redirectUris?: readonly string[];
  /** How long its access tokens are good, ms; half an hour where it does not say. */
  readonly accessMs?: number;
}

const codeLifeMs = 2 * MINUTE_MS;
const defaultAccessMs = 30 * MINUTE_MS;
/** What a client gets that does not say. */
export const usualScope = 'read write';

/** What a consent gave, for two minutes and one use. */
export interface Code {
  readonly client: string;
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  /** What was consented to. */
  readonly scope: string;
}

interface Given {
  readonly client: string;
  readonly scope: string;
  readonly until: Instant;
  readonly refresh: string | undefined;
}

/** What a request brought, not yet looked at. */
export type Form = Readonly<Record<string, unknown>>;
/** What the token endpoint answers. */
export type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** The tokens of one account, and what they are given for. */
export interface Grants {
  /** What `POST /oauth/tokens` answers. */
  token(form: Form): Reply;
  /** A code for a consent. */
  code(consent: Code): string;
  /** What a token may do; `undefined` where it is not good. */
  scopesOf(access: string): readonly string[] | undefined;
  revokeAll(): void;
  expireAll(): void;
}

export function createGrants(desk: Desk, clients: ReadonlyMap<string, OAuthClient>): Grants {
  const codes = new Map<string, Code & { readonly until: Instant }>();
  const given = new Map<string, Given>();
  let count = 0;
  const word = (kind: string): string => {
    count += 1;
    return createHash('sha256').update(`${desk.account} ${kind} ${count}`).digest('hex');
  };
  const give = (client: OAuthClient, scope: string, withRefresh: boolean): Reply => {
    const life = client.accessMs ?? defaultAccessMs;
    const access = word('access');
    const refresh = withRefresh ? word('refresh') : undefined;
    given.set(access, { client: client.id, scope, until: desk.time.now() + life, refresh });
    const body = { access_token: access, token_type: 'bearer', scope, expires_in: life / SECOND_MS };
    return { status: 200, body: refresh === undefined ? body : { ...body, refresh_token: refresh } };
  };
  const byCode = (client: OAuthClient, form: Form): Reply => {
    const text = textOf(form['code']);
    const code = codes.get(text);
    codes.delete(text);
    if (code === undefined || code.until < desk.time.now()) return invalidGrant;
    const isOurs = code.client === client.id && code.redirectUri === form['redirect_uri'];
    return isOurs && isProven(client, code, textOf(form['code_verifier']))
      ? give(client, code.scope, true)
      : invalidGrant;
  };
  const byRefresh = (client: OAuthClient, refresh: string): Reply => {
    const found = [...given].find(([, token]) => token.client === client.id && token.refresh === refresh);
    if (found === undefined) return invalidGrant;
    const [access, { scope }] = found;
    given.delete(access);
    return give(client, scope, true);
  };
  return {
    token(form) {
      const client = clients.get(textOf(form['client_id']));
      if (client === undefined || client.secret !== form['client_secret']) return invalidClient;
      if (form['grant_type'] === 'authorization_code') return byCode(client, form);
      if (form['grant_type'] === 'refresh_token') return byRefresh(client, textOf(form['refresh_token']));
      if (form['grant_type'] !== 'client_credentials')
        return { status: 400, body: { error: 'unsupported_grant_type' } };
      return client.secret === undefined ? invalidClient : give(client, textOf(form['scope']) || usualScope, false);
    },
    code(consent) {
      const code = word('code');
      codes.set(code, { ...consent, until: desk.time.now() + codeLifeMs });
      return code;
    },
    scopesOf: (access) => {
      const token = given.get(access);
      return token !== undefined && token.until > desk.time.now() ? token.scope.split(' ') : undefined;
    },
    revokeAll: () => given.clear(),
    expireAll: () => {
      for (const [access, token] of given) given.set(access, { ...token, until: 0 });
    },
  };
}

function isProven(client: OAuthClient, { challenge }: Code, verifier: string): boolean {
  if (challenge === undefined) return client.secret !== undefined;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}

/** A form's text; nothing for what is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const invalidGrant: Reply = {
  status: 400,
  body: { error: 'invalid_grant', error_description: 'The provided grant is invalid, expired or revoked.' },
};
const invalidClient: Reply = {
  status: 401,
  body: { error: 'invalid_client', error_description: 'Client authentication failed.' },
};
