import * as z from 'zod';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Wire } from '#integrations/wire.ts';
import { accountOrigin } from '#integrations/zendesk/account.ts';
import type { ZendeskCredentials } from '#integrations/zendesk/credentials.ts';
import type { TokenShelf } from '#integrations/zendesk/held-tokens.ts';
import { createTokenEndpoint, type TokenUse, type Tokens } from '#integrations/zendesk/oauth.ts';
import { createTokenKeeper } from '#integrations/zendesk/token-keeper.ts';
import type { ZendeskEnvironment } from './env-helpdesks.ts';
import { VaultError } from './vault-error.ts';
import type { Vault } from './vault.ts';

const entryName = 'oauth';
const kept = z.object({
  access: z.string().min(1),
  refresh: z.string().min(1).optional(),
  givenAt: z.number(),
  expiresAt: z.number().optional(),
});

/**
 * The credentials an account's desks bear: what the environment says, or a client's tokens, those of `recourse connect`
 * first. To be made once for an account, as its desks share what is renewed.
 *
 * To set an account up takes more than those may; a client with a secret then speaks for itself, and nothing is kept.
 *
 * @param on.vault  without one a client speaks for itself
 * @param on.use  for work with tickets unless said
 */
export function zendeskCredentials(
  { account, credentials, baseUrl }: Pick<ZendeskEnvironment, 'account' | 'credentials' | 'baseUrl'>,
  on: {
    readonly time: Timekeeper;
    readonly vault?: Vault | undefined;
    readonly wire?: Wire | undefined;
    readonly use?: TokenUse | undefined;
  },
): ZendeskCredentials {
  if (!('client' in credentials)) return credentials;
  const { client } = credentials;
  const { time, vault, wire, use } = on;
  const origin = baseUrl === undefined ? accountOrigin(account) : new URL(baseUrl).origin;
  const endpoint = createTokenEndpoint({ origin, isTestHost: baseUrl !== undefined, client, use, time, wire });
  const byClient = client.secret !== undefined;
  const isOwn = vault === undefined || (byClient && use === 'setup');
  const shelf = isOwn ? undefined : zendeskShelf(vault, account);
  return { tokens: createTokenKeeper({ endpoint, time, shelf, byClient }) };
}

/** An account's name in the vault. */
export function zendeskTenant(account: string): string {
  return `zendesk/${account}`;
}

/** Where an account's tokens stand in the vault. Rejects with VaultError or StoreError. */
export function zendeskShelf(vault: Vault, account: string): TokenShelf {
  const tenant = zendeskTenant(account);
  return {
    async load() {
      const text = await vault.get(tenant, entryName);
      return text === undefined ? undefined : tokensIn(text);
    },
    save: (tokens) => vault.put(tenant, entryName, JSON.stringify(tokens)),
  };
}

function tokensIn(text: string): Tokens {
  const read = kept.safeParse(parsed(text));
  if (!read.success) throw new VaultError('VAULT_ENTRY_BROKEN', 'the tokens in the vault are of another version');
  const { access, refresh, givenAt, expiresAt } = read.data;
  return { access, refresh, givenAt, expiresAt };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
