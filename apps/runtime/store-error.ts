export const storeCodes = ['STORE_ADDRESS_INVALID', 'STORE_UNAVAILABLE'] as const;
/** `STORE_ADDRESS_INVALID`: what RECOURSE_STORE says is no store of ours; `STORE_UNAVAILABLE`: it does not answer, or refuses. */
export type StoreCode = (typeof storeCodes)[number];

/** The key-value store cannot be used. Names the store without its password, and never a key's value. */
export class StoreError extends Error {
  readonly code: StoreCode;

  constructor(code: StoreCode, message: string) {
    // No cause: the libraries quote addresses, and with them passwords.
    super(message);
    this.name = 'StoreError';
    this.code = code;
  }
}
