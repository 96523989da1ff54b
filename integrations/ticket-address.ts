import type { TicketAddresses } from './contract.ts';

/** Longer than any address of a ticket; what is longer is not even read. */
const longestAddress = 2_000;

/**
 * Knows the addresses of one account's tickets. Scheme, host and port must be the account's own to the letter, once a
 * browser has read them; an address that carries a name or password is none of ours.
 *
 * @param origins  of the account, such as `https://acme.zendesk.com`; a test host stands beside it
 * @param path  of a ticket's page; its first group is the id
 */
export function createTicketAddresses(origins: readonly string[], path: RegExp): TicketAddresses {
  return {
    idOf(address) {
      const url = address.length > longestAddress ? null : URL.parse(address);
      if (url === null || !origins.includes(url.origin) || url.username !== '' || url.password !== '') return undefined;
      return path.exec(url.pathname)?.[1];
    },
  };
}
