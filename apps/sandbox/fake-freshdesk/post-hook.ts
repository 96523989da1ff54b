import { SECOND_MS } from '#core/time.ts';
import type { DeskWebhook } from './webhooks.ts';

/** One call on its way to one receiver. */
export interface Parcel {
  readonly webhook: DeskWebhook;
  readonly ticketId: number;
  readonly event: string;
  readonly body: string;
}

const receiverLimitMs = 10 * SECOND_MS;

/** Calls the receiver; answers its status, 504 where nothing came in time or nobody was there. Never rejects. */
export async function postHook({ webhook, body }: Parcel): Promise<number> {
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      redirect: 'manual',
      // The receiver is another process that works in real time: its limit is real, too.
      signal: AbortSignal.timeout(receiverLimitMs),
      headers: { 'content-type': 'application/json', 'user-agent': 'Freshdesk', [webhook.header]: webhook.secret },
      body,
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 504;
  }
}
