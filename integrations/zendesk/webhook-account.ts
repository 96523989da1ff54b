import { SignatureError } from '#integrations/errors.ts';
import type { Header } from './signature.ts';

/** Compares the account that a webhook says it comes from with the one whose secret proved it. */
export interface WebhookAccount {
  /**
   * @param header `x-zendesk-account-id`, which the signature does not cover
   * @param rawBody proven before; events tell their account in it, what a trigger sends does not
   * @throws {SignatureError} WEBHOOK_ACCOUNT_UNKNOWN where either names another account
   */
  check(header: Header, rawBody: Uint8Array): void;
}

/**
 * The account of one secret: the header must name the one that the signed body names, and both the one that an earlier
 * signed body named. No API of Zendesk tells an account's id, so it is learnt from what its secret proved, for as long as
 * the process lives; until then, and where a webhook names none, the signature alone decides.
 *
 * @see https://support.zendesk.com/hc/en-us/community/posts/4411267444890-Get-Account-ID-Zendesk-Instance-Information
 */
export function createWebhookAccount(): WebhookAccount {
  let learnt: string | undefined;
  return {
    check(header, rawBody) {
      const said = header === undefined || typeof header === 'string' ? header : header.join(', ');
      const signed = accountIn(rawBody);
      const known = learnt ?? signed;
      if (known === undefined) return;
      if ((said !== undefined && said !== known) || (signed !== undefined && signed !== known)) {
        throw new SignatureError('WEBHOOK_ACCOUNT_UNKNOWN', 'sent by another Zendesk account');
      }
      learnt = known;
    },
  };
}

const longestStart = 64;
const firstKey = /^\s*\{\s*"account_id"\s*:\s*"?(\d{1,20})["\s,}]/;
const anyKey = /"account_id"\s*:\s*"?(\d{1,20})["\s,}]/;
const everyKey = /"account_id"/g;

/**
 * Events begin with it, and then it is the body's own. Elsewhere it is one key among others: as in a text a quotation mark
 * is escaped, these bytes are a key, but where they stand twice they do not tell whose it is.
 */
function accountIn(rawBody: Uint8Array): string | undefined {
  const bytes = Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.byteLength);
  const [, first] = firstKey.exec(bytes.toString('latin1', 0, longestStart)) ?? [];
  if (first !== undefined) return first;
  const text = bytes.toString('latin1');
  return text.match(everyKey)?.length === 1 ? anyKey.exec(text)?.[1] : undefined;
}
