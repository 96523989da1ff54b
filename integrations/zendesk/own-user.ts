import * as z from 'zod';
import { IntegrationError } from '#integrations/errors.ts';
import type { ZendeskCalls } from './calls.ts';
import { readAs } from './payload.ts';

const user = z.object({
  id: z.union([z.number(), z.string()]).transform(String).nullish(),
  name: z.string().nullish(),
  role: z.string().nullish(),
  email: z.string().nullish(),
  locale: z.string().nullish(),
});
const me = z.object({ user });

/** What a ticket's user has, of an answer that has more, a token among it. */
export interface OwnRow extends Omit<z.infer<typeof user>, 'id'> {
  readonly id: string;
}

/** Whom the credentials speak for: what that user writes by API is ours, and no person said it. Asked once. */
export type OwnUser = (signal: AbortSignal) => Promise<OwnRow>;

/** @throws {IntegrationError} `auth` from the returned function: wrong credentials are answered as if by nobody */
export function createOwnUser(calls: ZendeskCalls): OwnUser {
  let asked: Promise<OwnRow> | undefined;
  return (signal) => {
    asked ??= ask(calls, signal).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

async function ask(calls: ZendeskCalls, signal: AbortSignal): Promise<OwnRow> {
  const { answer } = await calls.client({ lane: 'api', signal }, ({ users }) => users.me());
  const { id, ...rest } = readAs(me, answer.body).user;
  if (id === undefined || id === null) {
    throw new IntegrationError('zendesk', 'auth', { message: 'the credentials speak for nobody', status: 200 });
  }
  return { id, ...rest };
}
