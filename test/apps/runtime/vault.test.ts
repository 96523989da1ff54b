import { existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { seal, unseal } from '#apps/runtime/sealed.ts';
import type { Store } from '#apps/runtime/store.ts';
import { openStore } from '#apps/runtime/store.ts';
import { VaultError } from '#apps/runtime/vault-error.ts';
import { readVaultKeys } from '#apps/runtime/vault-key.ts';
import { createVault } from '#apps/runtime/vault.ts';

const oldKey = Buffer.alloc(32, 1).toString('base64');
const newKey = Buffer.alloc(32, 2).toString('base64');
const secret = 'xoxb-token-canary ü 🙂';
const place = 'vault:slack%2FT1:bot';

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    (value) => value,
    (problem: unknown) => problem,
  );
  if (!(error instanceof VaultError)) throw new Error('no VaultError');
  expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain('canary');
  return error.code;
}

async function filled(keys = oldKey): Promise<Store> {
  const store = await openStore('memory:');
  await createVault(store, readVaultKeys(keys)).put('slack/T1', 'bot', secret);
  return store;
}

const read = (store: Store, keys = oldKey): Promise<string | undefined> =>
  createVault(store, readVaultKeys(keys)).get('slack/T1', 'bot');

test('what was put is got by tenant and name, replaced and deleted', async () => {
  const store = await filled();
  const vault = createVault(store, readVaultKeys(oldKey));
  expect(await vault.get('slack/T1', 'bot')).toBe(secret);
  expect(await vault.get('slack/T2', 'bot')).toBeUndefined();
  expect(await vault.get('slack/T1', 'user')).toBeUndefined();
  await vault.put('slack/T1', 'bot', 'another');
  expect(await vault.get('slack/T1', 'bot')).toBe('another');
  await vault.delete('slack/T1', 'bot');
  expect(await vault.get('slack/T1', 'bot')).toBeUndefined();
  expect(await store.get(place)).toBeUndefined();
});

test('nothing of a secret can be read in the store, and the same secret never looks the same', async () => {
  const store = await filled();
  const first = await store.get(place);
  await createVault(store, readVaultKeys(oldKey)).put('slack/T1', 'bot', secret);
  const second = await store.get(place);
  expect(first).toMatch(/^v1\.[0-9a-f]{12}\.[\w-]{16}\.[\w-]+$/u);
  expect(first).not.toBe(second);
  expect(first).not.toContain('canary');
  expect(Buffer.from(first!.split('.')[3]!, 'base64url').toString()).not.toContain('canary');
});

test('an entry in the place of another tenant’s, or under another name, does not open', async () => {
  const store = await filled();
  const text = (await store.get(place))!;
  await store.set('vault:slack%2FT2:bot', text);
  await store.set('vault:slack%2FT1:user', text);
  const vault = createVault(store, readVaultKeys(oldKey));
  expect(await codeOf(vault.get('slack/T2', 'bot'))).toBe('VAULT_ENTRY_BROKEN');
  expect(await codeOf(vault.get('slack/T1', 'user'))).toBe('VAULT_ENTRY_BROKEN');
});

test('two tenants whose names could be run together are told apart', async () => {
  const store = await openStore('memory:');
  const vault = createVault(store, readVaultKeys(oldKey));
  await vault.put('a:b', 'c', 'one');
  await vault.put('a', 'b:c', 'two');
  expect(await vault.get('a:b', 'c')).toBe('one');
  expect(await vault.get('a', 'b:c')).toBe('two');
});

test('a single changed bit, wherever it is, and every cut is refused', async () => {
  const store = await filled();
  const text = (await store.get(place))!;
  const [version, keyId, nonce, box] = text.split('.') as [string, string, string, string];
  const flipped = (part: string, bit: number): string => {
    const bytes = Buffer.from(part, 'base64url');
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    return bytes.toString('base64url');
  };
  const bits = (part: string): number[] =>
    Array.from({ length: Buffer.from(part, 'base64url').length * 8 }, (_, n) => n);
  const changed = [
    ...bits(nonce).map((bit) => [version, keyId, flipped(nonce, bit), box].join('.')),
    ...bits(box).map((bit) => [version, keyId, nonce, flipped(box, bit)].join('.')),
    ...Array.from({ length: text.length }, (_, length) => text.slice(0, length)),
    `v2.${keyId}.${nonce}.${box}`,
    `${text}AAAA`,
  ];
  for (const entry of changed) {
    await store.set(place, entry);
    expect(await codeOf(read(store))).toBe('VAULT_ENTRY_BROKEN');
    expect(await store.get(place)).toBe(entry);
  }
});

test('a key that is gone is said by its code, and the entry stays', async () => {
  const store = await filled();
  expect(await codeOf(read(store, newKey))).toBe('VAULT_KEY_UNKNOWN');
  expect(await read(store)).toBe(secret);
});

test('while the key changes both open; what is read is sealed with the new one, and then the old can go', async () => {
  const store = await filled();
  expect(await read(store, `${newKey}, ${oldKey}`)).toBe(secret);
  expect(await read(store, newKey)).toBe(secret);
  expect(await codeOf(read(store, oldKey))).toBe('VAULT_KEY_UNKNOWN');
});

test('new entries take the first key', async () => {
  const store = await filled(`${newKey},${oldKey}`);
  expect(await read(store, newKey)).toBe(secret);
});

test('a secret put while an old one is sealed anew is not undone', async () => {
  const store = await filled();
  const vault = createVault(store, readVaultKeys(`${newKey},${oldKey}`));
  await Promise.all([
    vault.get('slack/T1', 'bot'),
    vault.put('slack/T1', 'bot', 'fresh'),
    vault.get('slack/T1', 'bot'),
  ]);
  expect(await vault.get('slack/T1', 'bot')).toBe('fresh');
});

test('a store that cannot be written does not keep an old entry from being read', async () => {
  const store = await filled();
  const stuck: Store = { ...store, set: () => Promise.reject(new Error('full')) };
  expect(await read(stuck, `${newKey},${oldKey}`)).toBe(secret);
});

test.each([
  '',
  'short',
  Buffer.alloc(31).toString('base64'),
  Buffer.alloc(33).toString('base64'),
  `${oldKey.slice(0, 10)}!${oldKey.slice(10)}`,
  `${oldKey},`,
  `${oldKey},${oldKey}`,
  `${oldKey},${newKey},${Buffer.alloc(32, 3).toString('base64')}`,
])('%j is no key', (text) => {
  expect(() => readVaultKeys(text)).toThrow(expect.objectContaining({ code: 'VAULT_KEY_INVALID' }) as Error);
  try {
    readVaultKeys(text);
  } catch (error) {
    if (text !== '' && text !== 'short') expect(String(error)).not.toContain(text.slice(0, 10));
  }
});

test('a key may be written in either base64', () => {
  const bytes = randomBytes(32);
  expect(readVaultKeys(bytes.toString('base64url'))[0].id).toBe(readVaultKeys(bytes.toString('base64'))[0].id);
});

test('each tenant has a key of its own, which is neither another’s nor the operator’s', () => {
  const [key] = readVaultKeys(oldKey);
  const keys = ['a', 'b', ''].map((tenant) => key.tenantKey(tenant).toString('base64'));
  expect(new Set([...keys, oldKey]).size).toBe(4);
  expect(oldKey).not.toContain(key.id);
});

const vectors = '../shared/data/security/wycheproof/aes_gcm_test.json';
test.skipIf(!existsSync(vectors))(`AES-256-GCM is what Wycheproof says it is (skipped without ${vectors})`, () => {
  type Case = Readonly<Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag' | 'result', string>>;
  const { testGroups } = JSON.parse(readFileSync(vectors, 'utf8')) as {
    testGroups: { keySize: number; ivSize: number; tests: Case[] }[];
  };
  const hex = (text: string): Buffer => Buffer.from(text, 'hex');
  let seen = 0;
  for (const { tests } of testGroups.filter(({ keySize, ivSize }) => keySize === 256 && ivSize === 96)) {
    for (const { key, iv, aad, msg, ct, tag, result } of tests) {
      const lock = { key: hex(key), nonce: hex(iv), bound: hex(aad) };
      expect(unseal(hex(ct + tag), lock)?.toString('hex')).toBe(result === 'valid' ? msg : undefined);
      if (result === 'valid') expect(seal(hex(msg), lock).toString('hex')).toBe(ct + tag);
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThan(60);
});
