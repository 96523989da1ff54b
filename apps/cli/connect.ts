import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { MINUTE_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { timedOut, withinLimit } from '#integrations/time-limit.ts';
import { accountOrigin } from '#integrations/zendesk/account.ts';
import { consentAddress, createTokenEndpoint, type OAuthClient } from '#integrations/zendesk/oauth.ts';
import { createHttpWith } from '#integrations/zendesk/credentials.ts';
import { requestLimitMs } from '#integrations/zendesk/limits.ts';
import { readAs } from '#integrations/zendesk/payload.ts';
import { readHelpdesks } from '#apps/runtime/env.ts';
import { openStore } from '#apps/runtime/store.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { ifItOpens } from '#apps/runtime/vault-error.ts';
import { createVault, type Vault } from '#apps/runtime/vault.ts';
import { zendeskShelf, zendeskTenant } from '#apps/runtime/zendesk-credentials.ts';
import { type Consent, openLoopback } from './loopback.ts';
import { chosenAccount } from './chosen-account.ts';
import { keptIn, requireKept } from './kept-in.ts';
import { UseError } from './use-error.ts';

/** What connecting works in. */
export interface ConnectSurroundings {
  readonly time: Timekeeper;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
}

/** A person has this long to consent. */
export const consentLimitMs = 10 * MINUTE_MS;
const never = new AbortController().signal;
const connectedBy = 'connected-by';

/**
 * `recourse connect zendesk`: somebody who may do so consents in a browser on this machine, and the tokens go to the
 * vault, from which the server takes them and renews them.
 *
 * @param question.account  `zendesk/acme`; needed where the server has several
 * @returns the exit code: 1 where nobody consented in time
 * @throws {UseError} for another platform or account, a port that is taken, or settings that lack something
 */
export async function runConnect(
  question: { readonly platform: string; readonly port: string; readonly account?: string | undefined },
  on: ConnectSurroundings,
): Promise<0 | 1> {
  if (question.platform !== 'zendesk') {
    throw new UseError(
      'connect is for zendesk and slack; Freshdesk takes the API key of an agent, as FRESHDESK_API_KEY',
    );
  }
  const port = Number(question.port);
  if (!/^\d{1,5}$/u.test(question.port) || port > 65_535) throw new UseError('--port takes a number up to 65535');
  const { account, origin, isTestHost, client, vaultKey, storeUrl } = settingsOf(question.account, on.variables);
  requireKept(storeUrl);
  const store = await openStore(storeUrl, { time: on.time });
  try {
    const vault = createVault(store, readVaultKeys(vaultKey));
    const verifier = randomBytes(48).toString('base64url');
    const found = await consentOf({ origin, client, port, verifier }, on);
    if (found === undefined || 'refusedBecause' in found) {
      const why =
        found === undefined ? `nobody consented within ${consentLimitMs / MINUTE_MS} minutes` : found.refusedBecause;
      on.write(`Nothing is connected: ${why}.\n`);
      return 1;
    }
    const endpoint = createTokenEndpoint({ origin, isTestHost, client, time: on.time });
    const tokens = await endpoint.byCode({ code: found.code, verifier, redirectUri: found.redirectUri }, never);
    await zendeskShelf(vault, account).save(tokens);
    const who = await whoHolds(tokens.access, { origin, isTestHost, time: on.time });
    on.write(await told({ account, vault, storeUrl }, who));
    return 0;
  } finally {
    await store.close();
  }
}

interface Settings {
  readonly account: string;
  readonly origin: string;
  readonly isTestHost: boolean;
  readonly client: OAuthClient;
  readonly vaultKey: string;
  readonly storeUrl: string | undefined;
}

function settingsOf(said: string | undefined, variables: ConnectSurroundings['variables']): Settings {
  if (
    !Object.keys(variables).some((name) => /^ZENDESK_CLIENT_ID(?:_|$)/u.test(name) && variables[name] !== undefined)
  ) {
    throw new UseError(
      'ZENDESK_CLIENT_ID is missing: the identifier of an OAuth client, from Admin Center > Apps and integrations > APIs > OAuth clients',
    );
  }
  const { zendesk, vaultKey, storeUrl } = readHelpdesks(variables);
  if (vaultKey === undefined)
    throw new UseError('RECOURSE_VAULT_KEY is missing: make one with openssl rand -base64 32');
  const { account, baseUrl, credentials } = chosenAccount(
    said,
    zendesk.map((one) => ({ ...one, platform: 'zendesk' })),
  );
  if (!('client' in credentials)) {
    throw new UseError(
      `${account} has a ZENDESK_OAUTH_TOKEN or an API token, used before what is connected: give it ZENDESK_CLIENT_ID instead`,
    );
  }
  const origin = baseUrl === undefined ? accountOrigin(account) : new URL(baseUrl).origin;
  return { account, origin, isTestHost: baseUrl !== undefined, client: credentials.client, vaultKey, storeUrl };
}

/** What a person decides in the browser; `undefined` where nobody does in time. */
async function consentOf(
  asked: { readonly origin: string; readonly client: OAuthClient; readonly port: number; readonly verifier: string },
  { time, write }: ConnectSurroundings,
): Promise<(Consent & { readonly redirectUri: string }) | undefined> {
  const { origin, client, port, verifier } = asked;
  const door = await openLoopback(port, (attempt) => consentAddress(origin, { client, verifier, ...attempt })).catch(
    (error: unknown) => {
      throw new UseError(`port ${port} cannot be had: choose another with --port`, error);
    },
  );
  const { redirectUri } = door;
  write(
    [
      `The OAuth client needs this redirect URL, to the letter:  ${redirectUri}`,
      `Open this in a browser on this machine, as an administrator of ${new URL(origin).host}:`,
      '',
      `  ${door.startAddress}`,
      '',
      `It is good for ${consentLimitMs / MINUTE_MS} minutes and for one consent.`,
      '',
    ].join('\n'),
  );
  try {
    const consent = await withinLimit(time, consentLimitMs, never, (signal) =>
      Promise.race([time.standBy(door.consent), aborted(signal)]),
    );
    return { ...consent, redirectUri };
  } catch (error) {
    if (error === timedOut) return undefined;
    throw error;
  } finally {
    await door.close();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

const me = z.object({
  user: z.object({ id: z.union([z.number(), z.string()]).transform(String), role: z.string().nullish() }),
});
type Who = z.output<typeof me>['user'];

async function whoHolds(
  bearer: string,
  at: { readonly origin: string; readonly isTestHost: boolean; readonly time: Timekeeper },
): Promise<Who> {
  const http = createHttpWith({ bearer }, { platform: 'zendesk', limitMs: requestLimitMs, ...at });
  const { body } = await http.send({ method: 'GET', path: '/api/v2/users/me.json' }, never);
  return readAs(me, body).user;
}

/** For the person at the terminal; another user than before is told, for everything we write bears that user's name. */
async function told(
  { account, vault, storeUrl }: Pick<Settings, 'account' | 'storeUrl'> & { readonly vault: Vault },
  who: Who,
): Promise<string> {
  const tenant = zendeskTenant(account);
  const before = await ifItOpens(vault.get(tenant, connectedBy));
  await vault.put(tenant, connectedBy, who.id);
  const lines = [`Connected to ${account}.zendesk.com as user ${who.id} (${who.role ?? 'of no role'}).`];
  if (before !== undefined && before !== who.id) lines.push(`! Until now this was user ${before}.`);
  if (who.role !== 'admin') lines.push('! That user is no administrator: Zendesk lets only those read what changed.');
  lines.push('A server that runs takes it up by itself; one that used other credentials has to be started anew.');
  lines.push(...keptIn(storeUrl));
  return `${lines.join('\n')}\n`;
}
