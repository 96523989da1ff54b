import { hash, hkdfSync } from 'node:crypto';
import { VaultError } from './vault-error.ts';

/** A secret of the operator's, from which each tenant's key is derived. */
export interface VaultKey {
  /** Stands in what was sealed, so that it is known which key opens it; says nothing of the key. */
  readonly id: string;
  /** The key of one tenant, 32 bytes: two tenants' entries share none. HKDF with SHA-256 (RFC 5869). */
  tenantKey(tenant: string): Buffer;
}

const keyBytes = 32;
const mostKeys = 2;

/**
 * The keys of RECOURSE_VAULT_KEY: 32 random bytes each, in base64; two, with a comma, while it changes, the new one first.
 *
 * @throws {VaultError} VAULT_KEY_INVALID
 */
export function readVaultKeys(text: string): readonly [VaultKey, ...VaultKey[]] {
  const [first, ...others] = text.split(',').map((part) => vaultKey(part.trim()));
  if (first === undefined || others.length >= mostKeys || others.some(({ id }) => id === first.id)) {
    throw new VaultError('VAULT_KEY_INVALID', 'RECOURSE_VAULT_KEY holds one key, or two different ones with a comma');
  }
  return [first, ...others];
}

/** Whether a text is what `readVaultKeys` takes. */
export function isVaultKey(text: string): boolean {
  try {
    return readVaultKeys(text).length > 0;
  } catch {
    return false;
  }
}

function vaultKey(base64: string): VaultKey {
  const secret = Buffer.from(base64, 'base64');
  // Decoding leaves out what is no base64: only what encodes to the same text was meant.
  const isWhole = secret.toString('base64').replace(/=+$/u, '') === urlSafeToPlain(base64).replace(/=+$/u, '');
  if (secret.length !== keyBytes || !isWhole) {
    const how = 'make one with: openssl rand -base64 32';
    throw new VaultError('VAULT_KEY_INVALID', `RECOURSE_VAULT_KEY is not 32 bytes in base64; ${how}`);
  }
  return {
    id: hash('sha256', Buffer.concat([Buffer.from('recourse vault key id\0'), secret])).slice(0, 12),
    tenantKey: (tenant) => Buffer.from(hkdfSync('sha256', secret, '', `recourse vault 1\0${tenant}`, keyBytes)),
  };
}

function urlSafeToPlain(base64: string): string {
  return base64.replaceAll('-', '+').replaceAll('_', '/');
}
