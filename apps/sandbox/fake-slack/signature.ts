import { createHmac } from 'node:crypto';

import type { Instant } from '#core/time.ts';

/** The headers by which an app knows that a request comes from Slack: version 0, over the raw body, at `now`. */
export function signedHeaders(secret: string, body: string, now: Instant): Record<string, string> {
  const seconds = String(Math.floor(now / 1000));
  const hash = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': seconds, 'X-Slack-Signature': `v0=${hash}` };
}
