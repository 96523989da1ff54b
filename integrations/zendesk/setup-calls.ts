import type { Timekeeper } from '#integrations/contract.ts';
import type { HeaderOf, HttpAnswer, HttpRequest } from '#integrations/http.ts';
import { createPace } from '#integrations/pace.ts';
import { isAccountName } from '#integrations/account-name.ts';
import { accountOrigin } from './account.ts';
import { createZendeskCalls, sendPaced, type ZendeskCalls, zendeskReason } from './calls.ts';
import { createHttpWith, type ZendeskCredentials } from './credentials.ts';
import { callsAtOnce, requestLimitMs } from './limits.ts';

/** How to reach an account that is to be set up or examined. */
export interface ZendeskAccess {
  /** The account's name: `acme` of `acme.zendesk.com`. */
  readonly account: string;
  readonly credentials: ZendeskCredentials;
  /** A test or sandbox host instead of the account's own; only where an operator allowed test hosts. */
  readonly baseUrl: string | undefined;
  /** With which our fields begin. */
  readonly prefix: string;
  readonly time: Timekeeper;
}

/** What an administrator does by API, paced like all else. Paths are below `/api/v2/`. */
export interface ZendeskSetupCalls extends ZendeskCalls {
  write(
    request: {
      readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      readonly path: string;
      readonly body?: unknown;
    },
    signal: AbortSignal,
  ): Promise<HttpAnswer>;
  /** Reads, and tells what the answer's head says. */
  probe(path: string, signal: AbortSignal): Promise<{ readonly answer: HttpAnswer; readonly header: HeaderOf }>;
}

/** @throws {RangeError} for an account that is none; what is configured is checked before */
export function createSetupCalls(access: ZendeskAccess): ZendeskSetupCalls {
  if (!isAccountName(access.account)) throw new RangeError('not the name of a Zendesk account');
  const { time, baseUrl } = access;
  const origin = baseUrl === undefined ? accountOrigin(access.account) : new URL(baseUrl).origin;
  const http = createHttpWith(access.credentials, {
    platform: 'zendesk',
    origin,
    isTestHost: baseUrl !== undefined,
    time,
    limitMs: requestLimitMs,
    reasonOf: zendeskReason,
  });
  const pace = createPace({ platform: 'zendesk', time, atOnce: callsAtOnce });
  const on = { http, pace, urgency: 'interactive' } as const;
  const send = (request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> =>
    sendPaced(on, { ...request, path: `/api/v2/${request.path}` }, { lane: 'api', signal });
  return {
    ...createZendeskCalls({ ...on, origin }),
    write: send,
    async probe(path, signal) {
      let header: HeaderOf = () => undefined;
      const onHead = (head: HeaderOf): void => void (header = head);
      const answer = await send({ method: 'GET', path, onHead }, signal);
      return { answer, header };
    },
  };
}
