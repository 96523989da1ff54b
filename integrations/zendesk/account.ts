const accountShape = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The last name that was one: ticket after ticket is of the same account. */
let known = '';

/** Whether a text is the name of a Zendesk account as it stands in its address: `acme` of `acme.zendesk.com`. */
export function isAccountName(text: string): boolean {
  if (text === known) return text !== '';
  if (!accountShape.test(text)) return false;
  known = text;
  return true;
}

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
