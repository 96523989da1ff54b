import { freshdeskTicketId, secretHeader, verifyFreshdeskWebhook } from '#integrations/freshdesk/signature.ts';
import type { WebhookSubject } from '#test/contract/webhook-kit.ts';

/** Freshdesk's webhooks, which present a secret and prove nothing else. */
export const freshdeskWebhooks: WebhookSubject = {
  sign: (rawBody, secret) => ({ rawBody, headers: { [secretHeader]: secret } }),
  verify: ({ headers }, secrets) => verifyFreshdeskWebhook({ secret: headers[secretHeader], secrets }),
  ticketId: freshdeskTicketId,
  body: '{"freshdesk_webhook":{"ticket_id":"4812","triggered_event":"{status:{from:4,to:6}}"}}',
  signs: false,
  freshnessMs: 0,
  headers: { signature: secretHeader },
  badTimestamps: [],
};
