import * as z from 'zod';
import type { AgentDirectory } from '#integrations/contract.ts';
import type { FreshdeskCalls } from './calls.ts';
import { readAs } from './payload.ts';

const agents = z.array(
  z.object({
    id: z.union([z.number(), z.string()]).transform(String),
    deactivated: z.boolean().nullish(),
    contact: z.object({ email: z.string().nullish() }).nullish(),
  }),
);

/** Agents of one account by their e-mail address, which must be theirs to the letter. */
export function createFreshdeskAgents(calls: FreshdeskCalls): AgentDirectory {
  return {
    async byEmail(email, signal) {
      const address = email.trim().toLowerCase();
      if (!/^[^\s"@]+@[^\s"@]+$/.test(address)) return undefined;
      const { body } = await calls.get('agents', { email: address }, { lane: 'api', signal });
      return readAs(agents, body).find(
        ({ contact, deactivated }) => contact?.email?.toLowerCase() === address && deactivated !== true,
      )?.id;
    },
  };
}
