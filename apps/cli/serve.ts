import { createLog, codeOf, type Log } from '#apps/runtime/log.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { readEnvironment, type Environment } from '#apps/runtime/env.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { createStatusLine } from '#apps/runtime/status-line.ts';
import { openStore, type Store } from '#apps/runtime/store.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { createVault } from '#apps/runtime/vault.ts';
import { serve } from '#apps/server/serve.ts';
import type { Timekeeper } from '#integrations/contract.ts';

/** `recourse serve`: runs until it is told to end, and then finishes what is in hand. */
export async function runServe(policyPath: string): Promise<void> {
  const environment = readEnvironment(process.env);
  const policy = await loadPolicy(policyPath);
  const time = createRealTime();
  const terminal = process.stderr.isTTY ? createStatusLine(process.stderr) : undefined;
  const log = createLog(environment.logLevel, terminal && { write: (line) => terminal.print(line) });
  const store = await storeOf(environment, { time, log });
  const { vaultKey } = environment;
  const vault = vaultKey === undefined ? undefined : createVault(store, readVaultKeys(vaultKey));
  const server = await serve(environment, policy, { time, log, store, vault, terminal });
  const end = (): void => {
    void server
      .close()
      .then(() => store.close())
      .catch((error: unknown) => log.warn('store not closed', { code: codeOf(error) }))
      .then(() => {
        terminal?.leave();
        process.exit(0);
      });
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

/**
 * The store that was named, which has to be there; or the usual folder, without which a start only reads more.
 *
 * @throws {StoreError} for a store that was named, or is needed for what `recourse connect` put away
 */
async function storeOf(
  { storeUrl, vaultKey }: Environment,
  on: { readonly time: Timekeeper; readonly log: Log },
): Promise<Store> {
  try {
    return await openStore(storeUrl, on);
  } catch (error) {
    if (storeUrl !== undefined || vaultKey !== undefined) throw error;
    on.log.warn('no place is kept between starts', { code: codeOf(error) });
    return await openStore('memory:', on);
  }
}
