const accountShape = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a text is the name of a Freshdesk account as it stands in its address: `acme` of `acme.freshdesk.com`. */
export function isAccountName(text: string): boolean {
  return accountShape.test(text);
}

/** Where an account is: built from its name, never taken from a payload. The API takes no other host, not even a customer's own. */
export function accountOrigin(account: string): string {
  return `https://${account}.freshdesk.com`;
}

/** Where an agent's browser shows a ticket, with its id; links of old have the longer path. */
export const ticketPath = /^\/(?:a|helpdesk)\/tickets\/([1-9]\d{0,15})(?:\/|$)/;
