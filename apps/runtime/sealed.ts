import { createCipheriv, createDecipheriv } from 'node:crypto';

/** A nonce is 96 bits, and is never used twice with a key; a tag is 128 bits (NIST SP 800-38D). */
export const nonceBytes = 12;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';

/** A key of 32 bytes and a nonce of 12. `bound` is not kept in the box but has to be given again to open it. */
export interface Lock {
  readonly key: Buffer;
  readonly nonce: Buffer;
  readonly bound: Buffer;
}

/** The ciphertext with the tag behind it, by AES-256-GCM. */
export function seal(plain: Buffer, { key, nonce, bound }: Lock): Buffer {
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(bound);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What was sealed; `undefined` where a single bit of the box, the key, the nonce or what it is bound to is another. */
export function unseal(box: Buffer, { key, nonce, bound }: Lock): Buffer | undefined {
  if (box.length < tagBytes || nonce.length !== nonceBytes) return undefined;
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
    .setAAD(bound)
    .setAuthTag(box.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(box.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}
