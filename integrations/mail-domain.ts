/** What may stand behind the sign of an address: labels of letters, digits and hyphens. */
const domain = /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/;

/**
 * The domain of a mail address, in small letters; `undefined` for anything that is none. It tells whether an
 * organisation wrote, and of a person nothing.
 */
export function mailDomain(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined;
  const sign = address.lastIndexOf('@');
  if (sign === -1) return undefined;
  const found = address
    .slice(sign + 1)
    .trim()
    .toLowerCase();
  return domain.test(found) ? found : undefined;
}
