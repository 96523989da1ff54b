import * as z from 'zod';
import { IntegrationError } from '#integrations/errors.ts';
import type { ZendeskCalls } from './calls.ts';
import { readAs } from './payload.ts';

const me = z.object({ user: z.object({ id: z.union([z.number(), z.string()]).transform(String).nullish() }) });

/** Whom the credentials speak for: what that user writes by API is ours, and no person said it. Asked once. */
export type OwnUser = (signal: AbortSignal) => Promise<string>;

/**
 * @param given  the user's id, where it is known already
 * @throws {IntegrationError} `auth` from the returned function: wrong credentials are answered as if by nobody
 */
export function createOwnUser(calls: ZendeskCalls, given: string | undefined): OwnUser {
  let asked: Promise<string> | undefined = given === undefined ? undefined : Promise.resolve(given);
  return (signal) => {
    asked ??= ask(calls, signal).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

async function ask(calls: ZendeskCalls, signal: AbortSignal): Promise<string> {
  const { answer } = await calls.client({ lane: 'api', signal }, ({ users }) => users.me());
  const { id } = readAs(me, answer.body).user;
  if (id === undefined || id === null) {
    throw new IntegrationError('zendesk', 'auth', { message: 'the credentials speak for nobody', status: 200 });
  }
  return id;
}
