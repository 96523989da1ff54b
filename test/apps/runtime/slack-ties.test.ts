import { expect, test } from 'vitest';
import { createSlackTies, tiedAccounts } from '#apps/runtime/slack-ties.ts';
import { openStore } from '#apps/runtime/store.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { createVault } from '#apps/runtime/vault.ts';
import { createStillTime } from '#test/contract/still-time.ts';

const acme = { platform: 'zendesk', account: 'acme' };
const harbour = { platform: 'freshdesk', account: 'harbour' };
const both = [acme, harbour];
const by = { team: 'T1', by: 'U1' };

/** Two accounts in a vault whose key was lost: the one is tied, and both have a code that nobody brought. */
async function withKeyLost() {
  const time = createStillTime();
  const store = await openStore('memory:', { time });
  const tiesBy = (byte: number) =>
    createSlackTies(createVault(store, readVaultKeys(Buffer.alloc(32, byte).toString('base64'))), time);
  const before = tiesBy(1);
  await before.redeem((await before.offer(acme)).code, both, by);
  for (const account of both) await before.offer(account);
  return tiesBy(2);
}

test('accounts are tied anew where the key of the vault was lost, each by a code of its own', async () => {
  const ties = await withKeyLost();
  await expect(ties.of(acme)).rejects.toMatchObject({ code: 'VAULT_KEY_UNKNOWN' });
  for (const account of [harbour, acme]) {
    const { code } = await ties.offer(account);
    expect(await ties.redeem(code, both, by)).toEqual({ account, before: undefined });
    expect((await ties.of(account))?.team).toBe('T1');
  }
});

test('a tie that cannot be read is of no workspace, and hides no other', async () => {
  const ties = await withKeyLost();
  await ties.redeem((await ties.offer(harbour)).code, both, by);
  expect(await tiedAccounts('T1', both, ties)).toEqual([harbour]);
  expect(await tiedAccounts('T2', both, ties)).toEqual([]);
});
