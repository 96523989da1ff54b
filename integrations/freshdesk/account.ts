/** Where an account is: built from its name, never taken from a payload. The API takes no other host, not even a customer's own. */
export function accountOrigin(account: string): string {
  return `https://${account}.freshdesk.com`;
}

/** Where an agent's browser shows a ticket, with its id; links of old have the longer path. */
export const ticketPath = /^\/(?:a|helpdesk)\/tickets\/([1-9]\d{0,15})(?:\/|$)/;
