import * as z from 'zod';
import type { ZendeskCalls } from './calls.ts';
import { maxShowMany } from './limits.ts';
import { readAs } from './payload.ts';

const rows = {
  users: z.object({ users: z.array(z.unknown()) }).transform(({ users }) => users),
  tickets: z.object({ tickets: z.array(z.unknown()) }).transform(({ tickets }) => tickets),
};

/** Users or tickets by their ids, as they came; those that there are no more are left out. */
export async function showMany(
  calls: ZendeskCalls,
  { kind, ids }: { readonly kind: keyof typeof rows; readonly ids: readonly string[] },
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (let from = 0; from < ids.length; from += maxShowMany) {
    const some = ids.slice(from, from + maxShowMany).map(Number);
    const { answer } = await calls.client({ lane: 'api', signal }, (client) => client[kind].showMany(some));
    found.push(...readAs(rows[kind], answer.body));
  }
  return found;
}
