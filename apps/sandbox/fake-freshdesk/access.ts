import { createHash } from 'node:crypto';
import type { Desk, DeskPerson } from './desk.ts';
import { agent } from './who.ts';

/** Whose key a request bears. */
export interface Access {
  who(authorization: string | undefined): DeskPerson | undefined;
  /** A key that speaks for an agent. */
  keyFor(by: string): string;
  /** A key for the sandbox's own page: it reads as we do, and uses up none of the account's calls. */
  readonly onlooker: string;
  isOnlooker(authorization: string | undefined): boolean;
  /** From now on our key is refused; `restore` takes that back. */
  revoke(): void;
  restore(): void;
}

/** Basic authentication with the key as the name; the password is whatever it is. */
export function createAccess(desk: Desk, apiKey: string): Access {
  const others = new Map<string, number>();
  const onlooker = createHash('sha256').update(`${apiKey}:onlooker`).digest('hex').slice(0, 20);
  let isRevoked = false;
  return {
    who: (authorization) => {
      const key = keyIn(authorization);
      if (key === undefined) return undefined;
      if (key === onlooker) return desk.integration;
      if (key === apiKey) return isRevoked ? undefined : desk.integration;
      return desk.people.get(others.get(key) ?? Number.NaN);
    },
    keyFor: (by) => {
      const { id } = agent(desk, by);
      const key = createHash('sha256').update(`${apiKey}:${id}`).digest('hex').slice(0, 20);
      others.set(key, id);
      return key;
    },
    onlooker,
    isOnlooker: (authorization) => keyIn(authorization) === onlooker,
    revoke: () => {
      isRevoked = true;
    },
    restore: () => {
      isRevoked = false;
    },
  };
}

function keyIn(authorization = ''): string | undefined {
  const [scheme = '', credentials = ''] = authorization.split(' ', 2);
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const [key = '', password] = Buffer.from(credentials, 'base64').toString().split(':', 2);
  return password === undefined ? undefined : key;
}
