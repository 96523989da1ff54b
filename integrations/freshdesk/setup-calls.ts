import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { createPace } from '#integrations/pace.ts';
import { accountOrigin, isAccountName } from './account.ts';
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

/** @throws {RangeError} for an account that is none; what is configured is checked before */
export function createSetupCalls({ account, apiKey, baseUrl, time }: FreshdeskAccess): FreshdeskCalls {
  if (!isAccountName(account)) throw new RangeError('not the name of a Freshdesk account');
  const authorization = `Basic ${Buffer.from(`${apiKey}:X`).toString('base64')}`;
  const origin = baseUrl === undefined ? accountOrigin(account) : new URL(baseUrl).origin;
  return createFreshdeskCalls({
    http: {
      origin,
      isTestHost: baseUrl !== undefined,
      authorization: () => authorization,
      time,
      limitMs: requestLimitMs,
    },
    pace: createPace({ platform: 'freshdesk', time, atOnce: callsAtOnce }),
    urgency: 'interactive',
  });
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
