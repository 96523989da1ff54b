import type { Timekeeper } from '#integrations/contract.ts';
import type { Environment } from './env.ts';
import { openStore } from './store.ts';
import { readVaultKeys } from './vault-key.ts';
import { createVault, type Vault } from './vault.ts';

/** What was read of an environment that says whether a command needs the vault. */
export type VaultSettings = Partial<Pick<Environment, 'zendesk' | 'slack' | 'storeUrl' | 'vaultKey'>>;

/**
 * Does a piece of work with the vault that `recourse connect` and Slack's installations filled, and lets go of it afterwards; without one where
 * nothing of it is used.
 *
 * @throws {StoreError | VaultError} where it is used and cannot be had
 */
export async function withVault<T>(
  { zendesk, slack, storeUrl, vaultKey }: VaultSettings,
  time: Timekeeper,
  work: (vault: Vault | undefined) => Promise<T>,
): Promise<T> {
  const isUsed = slack?.app !== undefined || zendesk?.some(({ credentials }) => 'client' in credentials) === true;
  if (!isUsed || vaultKey === undefined) return work(undefined);
  const store = await openStore(storeUrl, { time });
  try {
    return await work(createVault(store, readVaultKeys(vaultKey)));
  } finally {
    await store.close();
  }
}
