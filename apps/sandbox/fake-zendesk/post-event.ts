import { createHmac } from 'node:crypto';
import { SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { withinLimit } from '#integrations/time-limit.ts';
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
export async function postEvent(
  parcel: Parcel,
  invocationId: string,
  on: { time: Timekeeper; life: AbortSignal },
): Promise<Reply> {
  const { webhook, event, accountId } = parcel;
  const body = event.body ?? `${JSON.stringify(event.payload, undefined, 3)}\n`;
  const sentAt = stamp(on.time.now());
  try {
    const answer = await withinLimit(on.time, receiverLimitMs, on.life, async (signal) => {
      const reply = await fetch(webhook.endpoint, {
        method: 'POST',
        redirect: 'manual',
        signal,
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
      await reply.arrayBuffer();
      return reply;
    });
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
