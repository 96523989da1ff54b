import { randomBytes } from 'node:crypto';
import { nonceBytes, seal, unseal } from './sealed.ts';
import type { Store } from './store.ts';
import { VaultError } from './vault-error.ts';
import type { VaultKey } from './vault-key.ts';

/**
 * Credentials of many tenants, encrypted at rest. A tenant is a platform's account, such as `zendesk/acme` or
 * `slack/T0123`; a name says what of it, such as `oauth`.
 *
 * All methods reject with VaultError or StoreError only.
 */
export interface Vault {
  /** @throws {VaultError} VAULT_KEY_UNKNOWN, VAULT_ENTRY_BROKEN; nothing is deleted for it */
  get(tenant: string, name: string): Promise<string | undefined>;
  put(tenant: string, name: string, secret: string): Promise<void>;
  delete(tenant: string, name: string): Promise<void>;
}

const version = 'v1';
/** version . key's id . nonce . ciphertext and tag, the last two in base64url. */
const entryShape = /^(v\d+)\.([0-9a-f]{12})\.([\w-]{16})\.([\w-]{22,})$/u;

interface Entry {
  readonly tenant: string;
  readonly name: string;
}

/**
 * The vault in a store.
 *
 * Each entry is sealed by AES-256-GCM with its tenant's own key, a fresh nonce of 96 bits, and bound to its tenant and
 * name: put in another's place it does not open. New entries take the first key; what was sealed with another is opened
 * with that and, when it is read, sealed anew with the first, so that the old key can go.
 */
export function createVault(store: Store, keys: readonly [VaultKey, ...VaultKey[]]): Vault {
  const [newest] = keys;
  const inTurn = createTurns();
  const read = async (entry: Entry): Promise<string | undefined> => {
    const text = await store.get(placeOf(entry));
    if (text === undefined) return undefined;
    const [, format, keyId, nonce, box] = entryShape.exec(text) ?? [];
    if (format !== version || nonce === undefined || box === undefined) throw brokenEntry();
    const key = keys.find(({ id }) => id === keyId);
    if (key === undefined) {
      const why = 'a credential in the vault was sealed with a key that is not in RECOURSE_VAULT_KEY';
      throw new VaultError('VAULT_KEY_UNKNOWN', why);
    }
    const plain = unseal(Buffer.from(box, 'base64url'), lockOf(key, Buffer.from(nonce, 'base64url'), entry));
    if (plain === undefined) throw brokenEntry();
    const secret = plain.toString();
    // Not over what another process has written since; where it cannot be written now, the next reading will.
    if (key !== newest && (await store.get(placeOf(entry))) === text) await write(entry, secret).catch(() => undefined);
    return secret;
  };
  const write = (entry: Entry, secret: string): Promise<void> => {
    const nonce = randomBytes(nonceBytes);
    const box = seal(Buffer.from(secret), lockOf(newest, nonce, entry));
    const text = [version, newest.id, nonce.toString('base64url'), box.toString('base64url')].join('.');
    return store.set(placeOf(entry), text);
  };
  const within = <T>(tenant: string, name: string, work: (entry: Entry) => Promise<T>): Promise<T> => {
    const entry = { tenant, name };
    return inTurn(placeOf(entry), () => work(entry));
  };
  return {
    get: (tenant, name) => within(tenant, name, read),
    put: (tenant, name, secret) => within(tenant, name, (entry) => write(entry, secret)),
    delete: (tenant, name) => within(tenant, name, (entry) => store.delete(placeOf(entry))),
  };
}

function placeOf({ tenant, name }: Entry): string {
  return `vault:${encodeURIComponent(tenant)}:${encodeURIComponent(name)}`;
}

function lockOf(key: VaultKey, nonce: Buffer, { tenant, name }: Entry): Parameters<typeof seal>[1] {
  return { key: key.tenantKey(tenant), nonce, bound: Buffer.from(JSON.stringify([version, key.id, tenant, name])) };
}

function brokenEntry(): VaultError {
  return new VaultError(
    'VAULT_ENTRY_BROKEN',
    'a credential in the vault was changed, cut or moved, and cannot be used',
  );
}

/** One thing at a time for each entry, so that what is sealed anew is never older than what was put meanwhile. */
function createTurns(): <T>(place: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (place, work) => {
    const turn = (last.get(place) ?? Promise.resolve()).then(work, work);
    last.set(place, turn);
    try {
      return await turn;
    } finally {
      if (last.get(place) === turn) last.delete(place);
    }
  };
}
