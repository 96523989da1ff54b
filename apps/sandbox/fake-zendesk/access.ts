import { createHash } from 'node:crypto';
import type { Desk, DeskUser } from './desk.ts';
import type { OAuth } from './oauth.ts';
import { createOAuth } from './oauth.ts';
import { agent } from './who.ts';

/** Whose credentials a request bears. */
export interface Access {
  who(authorization: string | undefined): DeskUser | undefined;
  /** What its token may do; `undefined` where it is no OAuth token, and may do what its user may. */
  scopesOf(authorization: string | undefined): readonly string[] | undefined;
  /** A bearer token that speaks for an agent, as that agent's own browser would. */
  bearerFor(by: string): string;
  /** A bearer token for the sandbox's own page: it reads as we do, and uses up none of the account's calls. */
  readonly onlooker: string;
  isOnlooker(authorization: string | undefined): boolean;
  /** From now on our credentials are refused; `restore` takes that back. */
  revoke(): void;
  restore(): void;
  /** Clients, consent and the tokens they are given. */
  readonly oauth: OAuth;
}

export function createAccess(desk: Desk, auth: { readonly email: string; readonly token: string }): Access {
  const bearers = new Map<string, number>();
  const onlooker = createHash('sha256').update(`${auth.token}:onlooker`).digest('hex');
  let isRevoked = false;
  const oauth = createOAuth(desk);
  const ours = (): DeskUser | undefined => (isRevoked ? undefined : desk.integration);
  return {
    who: (authorization = '') => {
      const [scheme, credentials = ''] = authorization.split(' ', 2);
      if (scheme === 'Basic') {
        const expected = `${auth.email}/token:${auth.token}`;
        return Buffer.from(credentials, 'base64').toString() === expected ? ours() : undefined;
      }
      if (scheme !== 'Bearer') return undefined;
      if (credentials === auth.token) return ours();
      if (credentials === onlooker) return desk.integration;
      return oauth.who(credentials) ?? desk.users.get(bearers.get(credentials) ?? Number.NaN);
    },
    scopesOf: (authorization = '') => {
      const [scheme, credentials = ''] = authorization.split(' ', 2);
      if (scheme !== 'Bearer') return undefined;
      return credentials === auth.token ? desk.features.scopes : oauth.scopesOf(credentials);
    },
    bearerFor: (by) => {
      const { id } = agent(desk, by);
      const token = createHash('sha256').update(`${auth.token}:${id}`).digest('hex');
      bearers.set(token, id);
      return token;
    },
    onlooker,
    isOnlooker: (authorization) => authorization === `Bearer ${onlooker}`,
    revoke: () => {
      isRevoked = true;
    },
    restore: () => {
      isRevoked = false;
    },
    oauth,
  };
}
