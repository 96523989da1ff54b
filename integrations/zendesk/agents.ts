import * as z from 'zod';
import type { AgentDirectory } from '#integrations/contract.ts';
import type { ZendeskCalls } from './calls.ts';
import { readAs } from './payload.ts';

const people = z.object({
  users: z.array(
    z.object({
      id: z.union([z.number(), z.string()]).transform(String),
      email: z.string().nullish(),
      role: z.string().nullish(),
      active: z.boolean().nullish(),
      suspended: z.boolean().nullish(),
    }),
  ),
});

/** Agents of one account by their e-mail address, which must be theirs to the letter; by search, which may lag. */
export function createZendeskAgents(calls: ZendeskCalls): AgentDirectory {
  return {
    async byEmail(email, signal) {
      const address = email.trim().toLowerCase();
      if (!/^[^\s"@]+@[^\s"@]+$/.test(address)) return undefined;
      const { answer } = await calls.client({ lane: 'api', signal }, ({ users }) =>
        users.search({ query: `email:"${address}"` }),
      );
      return readAs(people, answer.body).users.find(
        (user) =>
          user.email?.toLowerCase() === address &&
          (user.role === 'agent' || user.role === 'admin') &&
          user.active !== false &&
          user.suspended !== true,
      )?.id;
    },
  };
}
