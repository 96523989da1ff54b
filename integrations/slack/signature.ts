import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '#core/time.ts';
import { SignatureError } from '../errors.ts';
import { signatureWindowMs } from './limits.ts';

/** A request that says it comes from Slack. Headers as received; `undefined` where absent or sent more than once. */
export interface SignedRequest {
  readonly rawBody: Uint8Array;
  /** `x-slack-request-timestamp`, seconds. */
  readonly timestamp: string | undefined;
  /** `x-slack-signature`, `v0=` and hex. */
  readonly signature: string | undefined;
  /** The signing secret; during its rotation the old one too. */
  readonly secrets: readonly string[];
  readonly now: Instant;
}

/**
 * Proves that Slack sent these bytes within the last five minutes; a timestamp as far in the future is refused as well.
 * Every secret is tried, in constant time.
 *
 * @throws {SignatureError} SLACK_SIGNATURE_MISSING, SLACK_SIGNATURE_STALE, SLACK_SIGNATURE_WRONG
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verifySlackSignature({ rawBody, timestamp, signature, secrets, now }: SignedRequest): void {
  if (secrets.length === 0 || secrets.includes('')) {
    throw new SignatureError('SLACK_SIGNATURE_WRONG', 'a Slack signing secret is empty');
  }
  if (timestamp === undefined || signature === undefined || !/^[1-9]\d{0,10}$/.test(timestamp)) {
    throw new SignatureError('SLACK_SIGNATURE_MISSING', 'a Slack request without one timestamp and one signature');
  }
  if (Math.abs(now - Number(timestamp) * 1_000) > signatureWindowMs) {
    throw new SignatureError('SLACK_SIGNATURE_STALE', 'a Slack request signed at another time');
  }
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) {
    throw new SignatureError('SLACK_SIGNATURE_WRONG', 'a Slack signature of another form');
  }
  const given = Buffer.from(signature.slice(3), 'hex');
  let proven = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(rawBody).digest();
    proven = timingSafeEqual(given, expected) || proven;
  }
  if (!proven) throw new SignatureError('SLACK_SIGNATURE_WRONG', 'a Slack signature that does not fit');
}
