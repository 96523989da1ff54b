import { ownTicketFields, ownTrigger, ownWebhookBody, webhookPath } from '#integrations/zendesk/own-things.ts';

/** How the trigger names the webhook that is made with it. */
const webhookKey = 'recourse_webhook';

/**
 * `requirements.json`: what the account makes while the app is installed. The same fields, webhook and trigger that
 * `recourse provision` makes, from the same table.
 *
 * @param prefix  with which the policy's fields begin
 * @param ourHost  the server's host where it is known; else the app's setting names it
 */
export function zendeskRequirements(prefix: string, ourHost: string | undefined) {
  const endpoint = `https://${ourHost ?? '{{setting.server}}'}${webhookPath('{{setting.account}}')}`;
  return {
    ticket_fields: Object.fromEntries(ownTicketFields(prefix).map((field) => [field.key, field])),
    webhooks: { [webhookKey]: ownWebhookBody(endpoint) },
    triggers: { recourse_trigger: ownTrigger(webhookKey) },
  };
}
