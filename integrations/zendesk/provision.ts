import type { HelpdeskSetup } from '#integrations/contract.ts';
import { readAs } from './payload.ts';
import { createSetupCalls, type ZendeskAccess } from './setup-calls.ts';
import { planFields } from './setup-fields.ts';
import { signingSecret } from './setup-payload.ts';
import { ownWebhook, planWebhook, readWebhooks, type WebhookPlan } from './setup-webhook.ts';

/**
 * Sets a Zendesk account up: our ticket fields, and the webhook with the trigger that calls it.
 *
 * @param access.ourOrigin  scheme and host under which Zendesk reaches us; `undefined` leaves webhooks alone
 */
export function createZendeskSetup(access: ZendeskAccess & Pick<WebhookPlan, 'ourOrigin'>): HelpdeskSetup {
  const calls = createSetupCalls(access);
  const { prefix } = access;
  const findWebhook = async (signal: AbortSignal) => ownWebhook(await readWebhooks(calls, signal), access);
  return {
    async plan(signal) {
      const fields = await planFields(calls, prefix, signal);
      return [...fields, ...(await planWebhook(calls, access, signal))];
    },
    async byHand(signal) {
      const webhook = await findWebhook(signal);
      if (webhook === undefined) return [];
      return [
        `Give the server the webhook's signing secret as ZENDESK_WEBHOOK_SECRET. It is in Admin Center > Apps and integrations > Webhooks > ${webhook.name ?? webhook.id} > Reveal secret; or run this again with --show-secret.`,
      ];
    },
    async webhookSecret(signal) {
      const webhook = await findWebhook(signal);
      if (webhook === undefined) return undefined;
      const { body } = await calls.get(`webhooks/${webhook.id}/signing_secret`, {}, { lane: 'api', signal });
      return readAs(signingSecret, body).signing_secret.secret;
    },
  };
}
