import * as z from 'zod';
import type { HelpdeskSetup, SetupStep } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { unlessRefused } from '#integrations/findings.ts';
import { withoutRight } from '#integrations/setup-steps.ts';
import { readAs } from './payload.ts';
import { planWebhook } from './plan-webhook.ts';
import { createSetupCalls, type ZendeskAccess, type ZendeskSetupCalls } from './setup-calls.ts';
import { planFields } from './setup-fields.ts';
import { signingSecret, type AdminWebhook } from './setup-payload.ts';
import { triggerTitle, webhookName } from './own-things.ts';
import { ownWebhook, readWebhooks, type WebhookPlan } from './setup-webhook.ts';

export type ZendeskSetupOptions = ZendeskAccess &
  WebhookPlan & {
    /** The secrets our server knows. Compared, never shown. */
    readonly webhookSecrets: readonly string[];
    /** The setting that holds them. */
    readonly secretVariable: string;
  };

/** Sets a Zendesk account up: our ticket fields, and the webhook with the trigger that calls it. */
export function createZendeskSetup(options: ZendeskSetupOptions): HelpdeskSetup {
  const calls = createSetupCalls(options);
  const findWebhook = async (signal: AbortSignal): Promise<AdminWebhook | undefined> => {
    const webhooks = await unlessRefused(readWebhooks(calls, signal));
    return webhooks === 'refused' ? undefined : ownWebhook(webhooks, options);
  };
  const secretOf = async (webhook: AdminWebhook, signal: AbortSignal): Promise<string> => {
    const { body } = await calls.get(`webhooks/${webhook.id}/signing_secret`, {}, { lane: 'api', signal });
    return readAs(signingSecret, body).signing_secret.secret;
  };
  return {
    async plan(signal) {
      const isBarred = await lacksRights(calls, signal);
      const fields = await planFields(calls, options.prefix, signal);
      const webhook = await unlessRefused(planWebhook(calls, options, signal));
      const steps = [...fields, ...(webhook === 'refused' ? unseen(options) : webhook)];
      return isBarred ? withoutRight(steps, onlyAdmins) : steps;
    },
    async byHand(signal) {
      const webhook = await findWebhook(signal);
      if (webhook === undefined || options.webhookSecrets.includes(await secretOf(webhook, signal))) return [];
      return [
        `Give the server the webhook's signing secret as ${options.secretVariable}. It is in Admin Center > Apps and integrations > Webhooks > ${webhook.name ?? webhook.id} > Reveal secret; or run this again with --show-secret.`,
      ];
    },
    async webhookSecret(signal) {
      const webhook = await findWebhook(signal);
      return webhook === undefined ? undefined : secretOf(webhook, signal);
    },
  };
}

const onlyAdmins = 'only an administrator may do this: use an administrator’s credentials, or do it by hand';

const me = z.object({
  user: z.object({
    id: z.union([z.number(), z.string()]).nullish(),
    role: z.string().nullish(),
    custom_role_id: z.union([z.number(), z.string()]).nullish(),
  }),
});

/**
 * Whether the credentials certainly may not change what we need changed. Of a role of the account's own nobody knows
 * before it was tried.
 *
 * @throws {IntegrationError} `auth`: wrong credentials are answered with 200 and a user without an id
 */
async function lacksRights(calls: ZendeskSetupCalls, signal: AbortSignal): Promise<boolean> {
  const { answer } = await calls.probe('users/me.json', signal);
  const { id, role, custom_role_id: ownRole } = readAs(me, answer.body).user;
  if (id === undefined || id === null) {
    throw new IntegrationError('zendesk', 'auth', { message: 'the credentials speak for nobody', status: 200 });
  }
  return role !== 'admin' && (ownRole === undefined || ownRole === null);
}

/** Webhooks and triggers that may not even be looked at. */
function unseen({ ourOrigin }: WebhookPlan): readonly SetupStep[] {
  const asked = ourOrigin !== undefined;
  const state = asked ? 'cannot' : 'leave';
  const note = asked ? onlyAdmins : 'not asked for, and only an administrator may see them';
  return [
    { kind: 'webhook', name: webhookName, state, note, perform: undefined },
    { kind: 'trigger', name: triggerTitle, state, note, perform: undefined },
  ];
}
