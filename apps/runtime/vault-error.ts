import { storeCodes, type StoreCode } from './store-error.ts';

export const vaultCodes = ['VAULT_KEY_INVALID', 'VAULT_KEY_UNKNOWN', 'VAULT_ENTRY_BROKEN'] as const;
/**
 * `VAULT_KEY_INVALID`: RECOURSE_VAULT_KEY is no key; `VAULT_KEY_UNKNOWN`: the entry was sealed with a key we no longer
 * have; `VAULT_ENTRY_BROKEN`: it was changed, cut, or is another tenant's.
 */
export type VaultCode = (typeof vaultCodes)[number];

/** A credential cannot be had from the vault. Says neither what it is nor with which key it was sealed. */
export class VaultError extends Error {
  readonly code: VaultCode;

  constructor(code: VaultCode, message: string) {
    super(message);
    this.name = 'VaultError';
    this.code = code;
  }
}

const codes: ReadonlySet<unknown> = new Set([...vaultCodes, ...storeCodes]);

/**
 * The vault's or the store's code where an error is theirs, or where they are why a platform was not asked: whatever the
 * platform's name in it, that is what somebody has to mend.
 */
export function vaultCodeOf(error: unknown): VaultCode | StoreCode | undefined {
  for (const one of [error, error instanceof Error ? error.cause : undefined]) {
    if (typeof one === 'object' && one !== null && 'code' in one && codes.has(one.code)) return one.code as VaultCode;
  }
  return undefined;
}

/**
 * What the vault holds; nothing where it opens no more, for whoever puts something in its place: an entry whose key was
 * lost would otherwise keep everybody from connecting anew.
 */
export async function ifItOpens<T>(held: Promise<T | undefined>): Promise<T | undefined> {
  return held.catch((error: unknown) => {
    if (error instanceof VaultError) return undefined;
    throw error;
  });
}
