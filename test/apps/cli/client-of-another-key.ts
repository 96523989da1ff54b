import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '#apps/runtime/store.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { createVault } from '#apps/runtime/vault.ts';
import { zendeskShelf } from '#apps/runtime/zendesk-credentials.ts';

const keyOf = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

/** The settings of an OAuth client whose tokens stand in a vault that was written with another key than is given. */
export async function clientOfAnotherKey(): Promise<{
  readonly client: Readonly<Record<string, string | undefined>>;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'recourse-'));
  const store = await openStore(folder);
  const tokens = { access: 'access-canary', refresh: 'refresh-canary', givenAt: 0, expiresAt: undefined };
  await zendeskShelf(createVault(store, readVaultKeys(keyOf(7))), 'acme').save(tokens);
  await store.close();
  return {
    client: {
      ZENDESK_EMAIL: undefined,
      ZENDESK_API_TOKEN: undefined,
      ZENDESK_CLIENT_ID: 'recourse',
      RECOURSE_VAULT_KEY: keyOf(9),
      RECOURSE_STORE: folder,
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
