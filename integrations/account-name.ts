const accountShape = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The last name that was one: ticket after ticket is of the same account. */
let known = '';

/**
 * Whether a text is the name of an account as it stands in its address: `acme` of `acme.zendesk.com` or
 * `acme.freshdesk.com`. Both give their accounts a name of a host.
 */
export function isAccountName(text: string): boolean {
  if (text === known) return text !== '';
  if (!accountShape.test(text)) return false;
  known = text;
  return true;
}
