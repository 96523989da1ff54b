import { createHmac } from 'node:crypto';
import { SECOND_MS, toIso } from '#core/time.ts';
import { webhookFreshnessMs } from '#integrations/zendesk/limits.ts';
import { verifyZendeskWebhook, webhookTicketId } from '#integrations/zendesk/signature.ts';
import { createWebhookAccount } from '#integrations/zendesk/webhook-account.ts';
import type { WebhookSubject } from '#test/contract/webhook-kit.ts';

const signature = 'x-zendesk-webhook-signature';
const timestamp = 'x-zendesk-webhook-signature-timestamp';
const account = 'x-zendesk-account-id';
const body =
  '{"account_id":12514403,"type":"zen:event-type:ticket.status_changed","subject":"zen:ticket:4812","detail":{"id":"4812"}}';

/** Zendesk's webhooks, signed the way its documentation says. */
export const zendeskWebhooks: WebhookSubject = {
  sign(rawBody, secret, at) {
    const sentAt = toIso(at).replace(/\.\d{3}Z$/, 'Z');
    const proof = createHmac('sha256', secret).update(sentAt).update(rawBody).digest('base64');
    return { rawBody, headers: { [signature]: proof, [timestamp]: sentAt } };
  },
  verify({ rawBody, headers }, secrets, now) {
    verifyZendeskWebhook({ rawBody, signature: headers[signature], timestamp: headers[timestamp], secrets, now });
    createWebhookAccount().check(headers[account], rawBody);
  },
  ticketId: webhookTicketId,
  fromElsewhere(secret, at) {
    const delivery = zendeskWebhooks.sign(new TextEncoder().encode(body), secret, at);
    return { ...delivery, headers: { ...delivery.headers, [account]: '99999999' } };
  },
  body,
  signs: true,
  freshnessMs: Math.floor(webhookFreshnessMs / SECOND_MS) * SECOND_MS,
  headers: { signature, timestamp },
  badTimestamps: [
    'NaN',
    '-1',
    '1795424400',
    '1795424400000',
    '1795424400.5',
    '2026-11-23',
    '2026-11-23T09:00:00',
    'now',
  ],
};
