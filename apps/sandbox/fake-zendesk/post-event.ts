import { createHmac } from 'node:crypto';
import { SECOND_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import { stamp } from './desk.ts';
import type { TicketEvent } from './webhook-events.ts';
import type { DeskWebhook } from './webhooks.ts';

/** One event on its way to one receiver. */
export interface Parcel {
  readonly webhook: DeskWebhook;
  readonly event: TicketEvent;
  readonly accountId: number;
}

/** What the receiver said; 504 where nothing came in time or nobody was there. */
export interface Reply {
  readonly isSuccess: boolean;
  readonly code: number;
  readonly retryAfterMs: number | undefined;
}

const receiverLimitMs = 10 * SECOND_MS;

/** Sends one event, signed at `at`, as the real service sends it: pretty-printed, with a line's end. Never rejects. */
export async function postEvent(parcel: Parcel, invocationId: string, at: Instant): Promise<Reply> {
  const { webhook, event, accountId } = parcel;
  const body = `${JSON.stringify(event.payload, undefined, 3)}\n`;
  const sentAt = stamp(at);
  try {
    const answer = await fetch(webhook.endpoint, {
      method: 'POST',
      redirect: 'manual',
      // The receiver is another process that works in real time: its limit is real, too.
      signal: AbortSignal.timeout(receiverLimitMs),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Zendesk Webhook',
        'x-zendesk-account-id': String(accountId),
        'x-zendesk-webhook-id': webhook.id,
        'x-zendesk-webhook-invocation-id': invocationId,
        'x-zendesk-webhook-signature': signatureOf(webhook.secret, sentAt, body),
        'x-zendesk-webhook-signature-timestamp': sentAt,
      },
      body,
    });
    await answer.arrayBuffer();
    const retryAfter = answer.headers.get('retry-after');
    const retryAfterMs = retryAfter === null ? undefined : Number(retryAfter) * SECOND_MS;
    return { isSuccess: answer.ok, code: answer.status, retryAfterMs };
  } catch {
    return { isSuccess: false, code: 504, retryAfterMs: undefined };
  }
}

/** Base64 HMAC-SHA256 over the timestamp and the body's own bytes; the secret is used as it is written. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
}
