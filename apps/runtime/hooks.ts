import type { Timekeeper } from '#integrations/contract.ts';
import { freshdeskTicketId, secretHeader, verifyFreshdeskWebhook } from '#integrations/freshdesk/signature.ts';
import { verifyZendeskWebhook, webhookTicketId } from '#integrations/zendesk/signature.ts';
import { createWebhookAccount } from '#integrations/zendesk/webhook-account.ts';
import type { ZendeskEnvironment } from './env-helpdesks.ts';
import type { Environment } from './env.ts';
import type { Hook } from './hook.ts';

type Provable = Pick<ZendeskEnvironment, 'account' | 'webhookSecrets'>;

/** The webhooks of the accounts that gave something to prove them by: the others are read by sweeps alone. */
export function hooksOf(
  { zendesk, freshdesk }: Pick<Environment, 'zendesk' | 'freshdesk'>,
  time: Timekeeper,
): readonly Hook[] {
  const isProvable = ({ webhookSecrets }: Provable): boolean => webhookSecrets.length > 0;
  return [
    ...zendesk.filter(isProvable).map((one) => zendeskHook(one, time)),
    ...freshdesk.filter(isProvable).map(freshdeskHook),
  ];
}

/** Proven by Zendesk's signature, and by the account that has signed from the first time on. */
export function zendeskHook({ account, webhookSecrets: secrets }: Provable, time: Timekeeper): Hook {
  const sender = createWebhookAccount();
  return {
    platform: 'zendesk',
    account,
    prove(headers, rawBody) {
      verifyZendeskWebhook({
        rawBody,
        signature: headers['x-zendesk-webhook-signature'],
        timestamp: headers['x-zendesk-webhook-signature-timestamp'],
        secrets,
        now: time.wall(),
      });
      sender.check(headers['x-zendesk-account-id'], rawBody);
    },
    ticketId: webhookTicketId,
  };
}

function freshdeskHook({ account, webhookSecrets: secrets }: Provable): Hook {
  return {
    platform: 'freshdesk',
    account,
    prove: (headers) => verifyFreshdeskWebhook({ secret: headers[secretHeader], secrets }),
    ticketId: freshdeskTicketId,
  };
}
