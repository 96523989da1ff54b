import { createHash } from 'node:crypto';
import type { Desk, DeskPerson } from './desk.ts';
import { agent } from './who.ts';

/** Whose key a request bears. */
export interface Access {
  who(authorization: string | undefined): DeskPerson | undefined;
  /** A key that speaks for an agent. */
  keyFor(by: string): string;
  /** From now on our key is refused; `restore` takes that back. */
  revoke(): void;
  restore(): void;
}

/** Basic authentication with the key as the name; the password is whatever it is. */
export function createAccess(desk: Desk, apiKey: string): Access {
  const others = new Map<string, number>();
  let isRevoked = false;
  return {
    who: (authorization = '') => {
      const [scheme = '', credentials = ''] = authorization.split(' ', 2);
      if (scheme.toLowerCase() !== 'basic') return undefined;
      const [key = '', password] = Buffer.from(credentials, 'base64').toString().split(':', 2);
      if (password === undefined) return undefined;
      if (key === apiKey) return isRevoked ? undefined : desk.integration;
      return desk.people.get(others.get(key) ?? Number.NaN);
    },
    keyFor: (by) => {
      const { id } = agent(desk, by);
      const key = createHash('sha256').update(`${apiKey}:${id}`).digest('hex').slice(0, 20);
      others.set(key, id);
      return key;
    },
    revoke: () => {
      isRevoked = true;
    },
    restore: () => {
      isRevoked = false;
    },
  };
}
