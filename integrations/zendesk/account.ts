import { isAccountName } from '#integrations/account-name.ts';

/** Where an account is: built from its name, never taken from a payload. No slash at the end. */
export function accountOrigin(account: string): string {
  return `https://${account}.zendesk.com`;
}

/** The name in an address such as a ticket's `url`; `undefined` where it is no address of a Zendesk account. */
export function accountInAddress(address: string): string | undefined {
  const [, name] = /^https:\/\/([a-z0-9-]{1,63})\.zendesk\.com\//.exec(address) ?? [];
  return name !== undefined && isAccountName(name) ? name : undefined;
}

/** Where an agent's browser shows a ticket, with its id; the tabs of its page lie below. */
export const ticketPath = /^\/agent\/tickets\/([1-9]\d{0,15})(?:\/|$)/;
