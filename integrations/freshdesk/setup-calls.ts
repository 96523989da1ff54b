import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { createHttp, type HeaderOf, type HttpAnswer } from '#integrations/http.ts';
import { createPace } from '#integrations/pace.ts';
import { isAccountName } from '#integrations/account-name.ts';
import { accountOrigin } from './account.ts';
import { freshdeskDraws, freshdeskReadings } from './budgets.ts';
import { createFreshdeskCalls, type FreshdeskCalls } from './calls.ts';
import { callsAtOnce, requestLimitMs } from './limits.ts';

/** How to reach an account that is to be set up or examined. */
export interface FreshdeskAccess {
  /** The account's name: `acme` of `acme.freshdesk.com`. */
  readonly account: string;
  readonly apiKey: string;
  /** A test or sandbox host instead of the account's own; only where an operator allowed test hosts. */
  readonly baseUrl: string | undefined;
  /** With which our fields begin. */
  readonly prefix: string;
  readonly time: Timekeeper;
}

/** The API as whoever sets an account up uses it. */
export interface FreshdeskSetupCalls extends FreshdeskCalls {
  /** Reads, and tells what the answer's head says. */
  probe(path: string, signal: AbortSignal): Promise<{ readonly answer: HttpAnswer; readonly header: HeaderOf }>;
}

/** @throws {RangeError} for an account that is none; what is configured is checked before */
export function createSetupCalls({ account, apiKey, baseUrl, time }: FreshdeskAccess): FreshdeskSetupCalls {
  if (!isAccountName(account)) throw new RangeError('not the name of a Freshdesk account');
  const authorization = `Basic ${Buffer.from(`${apiKey}:X`).toString('base64')}`;
  const origin = baseUrl === undefined ? accountOrigin(account) : new URL(baseUrl).origin;
  const connection = {
    origin,
    isTestHost: baseUrl !== undefined,
    authorization: () => authorization,
    time,
    limitMs: requestLimitMs,
  };
  const http = createHttp({ ...connection, platform: 'freshdesk' });
  const pace = createPace({ platform: 'freshdesk', time, atOnce: callsAtOnce });
  return {
    ...createFreshdeskCalls({ http: connection, pace, urgency: 'interactive' }),
    probe(path, signal) {
      const request = { method: 'GET', path: `/api/v2/${path}` } as const;
      const call = { lane: 'api', urgency: 'interactive', draws: freshdeskDraws(request) } as const;
      return pace.run(call, signal, async (hear) => {
        let header: HeaderOf = () => undefined;
        const onHead = (head: HeaderOf): void => {
          header = head;
          hear(freshdeskReadings(head));
        };
        const answer = await http.send({ ...request, onHead }, signal);
        return { answer, header };
      });
    },
  };
}

/** Writes what an administrator may write. @throws {IntegrationError} `rejected`, with the fields that were refused */
export async function writeAsAdmin(
  calls: FreshdeskCalls,
  request: { readonly method: 'POST' | 'PUT'; readonly path: string; readonly body: unknown },
  signal: AbortSignal,
): Promise<void> {
  const answer = await calls.write(request, { lane: 'api', signal });
  if (!('refused' in answer)) return;
  const told = answer.refused.map(({ field, code }) => `${field} (${code})`).join(', ');
  throw new IntegrationError('freshdesk', 'rejected', { message: `freshdesk refused ${told}`, status: 400 });
}
