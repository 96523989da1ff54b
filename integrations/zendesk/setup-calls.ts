import type { Timekeeper } from '#integrations/contract.ts';
import type { HeaderOf, HttpAnswer, HttpRequest } from '#integrations/http.ts';
import { createPace, type Pace } from '#integrations/pace.ts';
import { accountOrigin, isAccountName } from './account.ts';
import { createZendeskCalls, type ZendeskCalls, zendeskReason } from './calls.ts';
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
    request: { readonly method: 'POST' | 'PUT' | 'PATCH'; readonly path: string; readonly body: unknown },
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
  const pace: Pace = createPace({ platform: 'zendesk', time, atOnce: callsAtOnce });
  return {
    ...createZendeskCalls({ http, pace, origin, urgency: 'interactive' }),
    write: ({ method, path, body }, signal) => {
      const request: HttpRequest = { method, path: `/api/v2/${path}`, body };
      return pace.run({ lane: 'api', urgency: 'interactive' }, signal, () => http.send(request, signal));
    },
    probe: (path, signal) =>
      pace.run({ lane: 'api', urgency: 'interactive' }, signal, async () => {
        let header: HeaderOf = () => undefined;
        const onHead = (head: HeaderOf): void => void (header = head);
        const answer = await http.send({ method: 'GET', path: `/api/v2/${path}`, onHead }, signal);
        return { answer, header };
      }),
  };
}
