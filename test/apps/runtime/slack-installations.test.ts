import { expect, test } from 'vitest';
import { createSlackInstallations, needsReinstall } from '#apps/runtime/slack-installations.ts';
import { openStore } from '#apps/runtime/store.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { createVault, type Vault } from '#apps/runtime/vault.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { SlackTokenEndpoint, SlackTokens } from '#integrations/slack/oauth.ts';
import { createStillTime } from '#test/contract/still-time.ts';

const team = { id: 'T1', name: 'One' };

/** An endpoint whose refresh tokens are good once. `lose` loses the answer of the next renewal. */
async function open() {
  const time = createStillTime();
  const store = await openStore('memory:', { time });
  const vault = createVault(store, readVaultKeys(Buffer.alloc(32, 5).toString('base64')));
  let count = 0;
  const asked: string[] = [];
  const trouble: ('lost' | 'down')[] = [];
  let good = '';
  const give = (): SlackTokens => {
    count += 1;
    good = `refresh-${count}`;
    const givenAt = time.now();
    return { access: `access-${count}`, refresh: good, givenAt, expiresAt: givenAt + 12 * HOUR_MS };
  };
  const endpoint: SlackTokenEndpoint = {
    byCode: () => Promise.reject(new Error('not asked here')),
    async byRefresh(refresh) {
      asked.push(refresh);
      await Promise.resolve();
      const wrong = trouble.shift();
      if (wrong === 'down') throw new IntegrationError('slack', 'unavailable', { message: 'down' });
      if (refresh !== good) throw new IntegrationError('slack', 'auth', { message: 'refused' });
      const given = give();
      if (wrong === 'lost') throw new IntegrationError('slack', 'timeout', { message: 'lost', outcome: 'unknown' });
      return given;
    },
  };
  const callAs = () => async () => ({ ok: true });
  const process = (own: Vault = vault) => createSlackInstallations({ vault: own, endpoint, time, callAs });
  const installations = process();
  const install = () =>
    installations.install({ team, appId: 'A1', botUser: 'U1', installedBy: 'U2', scopes: [], tokens: give() });
  await install();
  return { time, store, vault, give, installations, process, install, asked, trouble, spend: () => (good = 'none') };
}

test('however many ask at once, one renewal is made, and all have its token', async () => {
  const { time, installations, asked } = await open();
  await time.moveTo(time.now() + 9 * HOUR_MS);
  const given = await Promise.all(Array.from({ length: 100 }, () => installations.bearer('T1')));
  expect(new Set(given)).toEqual(new Set(['access-2']));
  expect(asked).toEqual(['refresh-1']);
});

test('a token is renewed hours before it ends, and used as it is until then', async () => {
  const { time, installations, asked } = await open();
  await time.moveTo(time.now() + 8 * HOUR_MS - 1);
  expect(await installations.bearer('T1')).toBe('access-1');
  expect(asked).toEqual([]);
  await time.moveTo(time.now() + 1);
  expect(await installations.bearer('T1')).toBe('access-2');
});

test('what another process has renewed is taken from the vault, without asking', async () => {
  const { time, installations, process, asked } = await open();
  await time.moveTo(time.now() + 9 * HOUR_MS);
  expect(await process().bearer('T1')).toBe('access-2');
  expect(await installations.bearer('T1')).toBe('access-2');
  expect(asked).toHaveLength(1);
});

/** A vault that takes nothing until it is opened. */
function closed(vault: Vault): Vault & { readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {
    get: (tenant, name) => vault.get(tenant, name),
    delete: (tenant, name) => vault.delete(tenant, name),
    async put(tenant, name, secret) {
      await opened;
      await vault.put(tenant, name, secret);
    },
    open,
  };
}

const turns = async (): Promise<void> => {
  for (let count = 0; count < 50; count += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('of two processes that renew at once the slower one takes nothing from the quicker one', async () => {
  const { time, vault, installations, process, asked } = await open();
  await time.moveTo(time.now() + 9 * HOUR_MS);
  const [first, second] = [closed(vault), closed(vault)];
  const slower = process(second);
  const both = [process(first).bearer('T1'), slower.bearer('T1')];
  await turns();
  expect(asked).toEqual(['refresh-1', 'refresh-1']);
  first.open();
  await turns();
  second.open();
  // Both can post, one of them with the token of before for a little while.
  expect(await Promise.all(both)).toEqual(['access-2', 'access-1']);
  const held = await installations.find('T1');
  expect([held?.tokens.refresh, held?.brokenBecause]).toEqual(['refresh-2', undefined]);
  await time.moveTo(time.now() + MINUTE_MS);
  expect(await slower.bearer('T1')).toBe('access-2');
  expect(asked).toHaveLength(2);
});

test('while Slack does not answer the old token serves, and the renewal is tried again', async () => {
  const { time, installations, trouble } = await open();
  await time.moveTo(time.now() + 9 * HOUR_MS);
  trouble.push('down');
  expect(await installations.bearer('T1')).toBe('access-1');
  await time.moveTo(time.now() + MINUTE_MS);
  expect(await installations.bearer('T1')).toBe('access-2');
});

test('a renewal whose answer is lost leaves the old token in use until it ends, and then needs a person', async () => {
  const { time, installations, install, trouble } = await open();
  await time.moveTo(time.now() + 9 * HOUR_MS);
  trouble.push('lost');
  expect(await installations.bearer('T1')).toBe('access-1');
  await time.moveTo(time.now() + MINUTE_MS);
  expect(await installations.bearer('T1')).toBe('access-1');
  const held = await installations.find('T1');
  expect([held?.brokenBecause, needsReinstall(held!, time.now())]).toEqual(['invalid_refresh_token', false]);
  await time.moveTo(time.now() + 3 * HOUR_MS);
  expect(needsReinstall((await installations.find('T1'))!, time.now())).toBe(true);
  await expect(installations.bearer('T1')).rejects.toMatchObject({ reason: 'auth' });
  await install();
  expect(await installations.bearer('T1')).toBe('access-3');
});

test('a removal is of one installation: a later one stays', async () => {
  const { installations, install } = await open();
  const first = await installations.find('T1');
  await install();
  expect(await installations.remove('T1', first!.id)).toBe(false);
  expect(await installations.bearer('T1')).toBe('access-2');
});

test('installed anew, a workspace works again where the key of the vault was lost', async () => {
  const { store, process, give } = await open();
  const anew = process(createVault(store, readVaultKeys(Buffer.alloc(32, 6).toString('base64'))));
  await expect(anew.find('T1')).rejects.toMatchObject({ code: 'VAULT_KEY_UNKNOWN' });
  const grant = { team, appId: 'A1', botUser: 'U1', installedBy: 'U2', scopes: [], tokens: give() };
  expect((await anew.install(grant)).before).toBeUndefined();
  expect(await anew.bearer('T1')).toBe('access-2');
});
