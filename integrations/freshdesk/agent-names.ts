import * as z from 'zod';
import { IntegrationError } from '#integrations/errors.ts';
import type { FreshdeskCalls } from './calls.ts';
import { maxNames } from './limits.ts';
import { readAs } from './payload.ts';

const agent = z.object({ contact: z.object({ name: z.string().nullish() }).nullish() });

/** What agents are called. Each is asked for once: conversations name them by number only. */
export interface AgentNames {
  /** As `users` of a raw ticket; who is no agent, or may not be asked for, is left out. */
  of(ids: Iterable<string>, signal: AbortSignal): Promise<readonly { readonly id: string; readonly name: string }[]>;
}

export function createAgentNames(calls: FreshdeskCalls): AgentNames {
  const names = new Map<string, string | undefined>();
  const ask = async (id: string, signal: AbortSignal): Promise<string | undefined> => {
    try {
      const { body } = await calls.get(`agents/${id}`, {}, { lane: 'api', signal });
      return readAs(agent, body).contact?.name ?? undefined;
    } catch (cause) {
      // Only administrators may ask for every agent, and a contact is none.
      if (cause instanceof IntegrationError && (cause.reason === 'forbidden' || cause.reason === 'not-found'))
        return undefined;
      throw cause;
    }
  };
  return {
    async of(ids, signal) {
      const found: { id: string; name: string }[] = [];
      for (const id of new Set(ids)) {
        if (!names.has(id)) {
          if (names.size >= maxNames) names.clear();
          names.set(id, await ask(id, signal));
        }
        const name = names.get(id);
        if (name !== undefined) found.push({ id, name });
      }
      return found;
    },
  };
}
