import * as z from 'zod';
import type { SetupStep } from '#integrations/contract.ts';
import {
  readTriggers,
  readWebhooks,
  addressOf,
  hearsEvents,
  isUnderstood,
  ownWebhook,
  ownWebhooks,
  sentTo,
  type WebhookPlan,
} from './setup-webhook.ts';
import { callWebhook, ownTrigger, ownWebhookBody, triggerTitle, webhookName } from './own-things.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { readAs } from './payload.ts';
import type { ZendeskSetupCalls } from './setup-calls.ts';
import type { AdminTrigger, AdminWebhook } from './setup-payload.ts';

/** What is to be done about the webhook, and about the trigger that calls it. */
export async function planWebhook(
  calls: ZendeskSetupCalls,
  plan: WebhookPlan,
  signal: AbortSignal,
): Promise<readonly SetupStep[]> {
  const webhooks = await readWebhooks(calls, signal);
  const own = ownWebhook(webhooks, plan);
  const triggers = await readTriggers(calls, signal);
  if (own !== undefined) return [ownStep(calls, plan, { own, webhooks }), triggerStep(calls, plan, { own, triggers })];
  if (plan.ourOrigin === undefined) return notAsked;
  const create: SetupStep = {
    kind: 'webhook',
    name: webhookName,
    state: 'create',
    note: `to ${addressOf(plan)}`,
    perform: createWebhook(calls, plan),
  };
  return [create, triggerStep(calls, plan, { own, triggers })];
}

/** What was made has a number, or a word. */
const madeId = z.union([z.int(), z.string().regex(/^[\w-]{1,64}$/)]).transform(String);

const notAsked: readonly SetupStep[] = [
  {
    kind: 'webhook',
    name: webhookName,
    state: 'leave',
    note: 'not asked for: with --url https://HOST changes are heard of at once, and not a sweep later',
    perform: undefined,
  },
  {
    kind: 'trigger',
    name: triggerTitle,
    state: 'leave',
    note: 'not asked for: there is no webhook',
    perform: undefined,
  },
];

function ownStep(
  calls: ZendeskSetupCalls,
  plan: WebhookPlan,
  { own, webhooks }: { readonly own: AdminWebhook; readonly webhooks: readonly AdminWebhook[] },
): SetupStep {
  const step = { kind: 'webhook', name: own.name ?? webhookName } as const;
  const apart = twinNote(own, ownWebhooks(webhooks, plan.account));
  const isMoved = plan.ourOrigin !== undefined && own.endpoint !== addressOf(plan);
  const changes = [
    ...(own.status === 'active' ? [] : ['will be activated']),
    ...(isMoved ? [`will call ${addressOf(plan)} instead of ${own.endpoint ?? 'nothing'}`] : []),
  ];
  if (changes.length === 0) {
    const how = hearsEvents(own) ? 'is subscribed to ticket events itself' : `to ${own.endpoint ?? ''}`;
    const state = own.name === webhookName && !hearsEvents(own) ? 'leave' : 'adopt';
    return { ...step, state, note: `${how}${apart}`, perform: undefined };
  }
  const change = async (signal: AbortSignal): Promise<void> => {
    const body = { webhook: { status: 'active', ...(isMoved ? { endpoint: addressOf(plan) } : {}) } };
    await calls.write({ method: 'PATCH', path: `webhooks/${own.id}`, body }, signal);
  };
  return { ...step, state: 'adopt', note: `${changes.join(', ')}${apart}`, perform: change };
}

function twinNote(own: AdminWebhook, all: readonly AdminWebhook[]): string {
  const twin = all.find((one) => one !== own && one.endpoint === own.endpoint);
  return twin === undefined ? '' : `; '${twin.name ?? twin.id}' calls the same address: delete one of them`;
}

function createWebhook(calls: ZendeskSetupCalls, plan: WebhookPlan): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    // Nothing keeps two webhooks from having one address: somebody may have made ours since the plan was shown.
    if (ownWebhook(await readWebhooks(calls, signal), plan) !== undefined) return;
    const body = { webhook: ownWebhookBody(addressOf(plan)) };
    const answer = await calls.write({ method: 'POST', path: 'webhooks', body }, signal);
    const made = readAs(madeWebhook, answer.body).webhook.id;
    // Or at the very same time: then each has made one and sees both, and whoever's is the younger takes it back.
    const kept = ownWebhook(await readWebhooks(calls, signal), plan)?.id ?? made;
    if (kept !== made) await calls.write({ method: 'DELETE', path: `webhooks/${made}` }, signal);
  };
}

const madeWebhook = z.object({ webhook: z.object({ id: madeId }) });

/** The trigger that calls a webhook so that we understand it; else the one that bears our title. */
function findTrigger(
  triggers: readonly AdminTrigger[],
  own: AdminWebhook | undefined,
): { readonly trigger: AdminTrigger | undefined; readonly callsUs: boolean } {
  const calling = own === undefined ? undefined : triggers.find((one) => isOurs(one, own));
  const trigger = calling ?? triggers.find(({ title }) => title === triggerTitle);
  return { trigger, callsUs: calling !== undefined };
}

function triggerStep(
  calls: ZendeskSetupCalls,
  plan: WebhookPlan,
  { own, triggers }: { readonly own: AdminWebhook | undefined; readonly triggers: readonly AdminTrigger[] },
): SetupStep {
  const { trigger, callsUs } = findTrigger(triggers, own);
  const step = { kind: 'trigger', name: trigger?.title ?? triggerTitle } as const;
  if (own !== undefined && hearsEvents(own)) {
    const note = 'not needed: the webhook is subscribed to ticket events itself';
    return { ...step, state: 'leave', note, perform: undefined };
  }
  const set = setTrigger(calls, plan);
  if (trigger === undefined) {
    return { ...step, state: 'create', note: 'calls the webhook when a ticket changes', perform: set };
  }
  const changes = [
    ...(trigger.active === false ? ['will be activated'] : []),
    ...(callsUs ? [] : ['will call the webhook']),
  ];
  if (changes.length > 0) return { ...step, state: 'adopt', note: changes.join(', '), perform: set };
  return { ...step, state: trigger.title === triggerTitle ? 'leave' : 'adopt', note: undefined, perform: undefined };
}

function isOurs(one: AdminTrigger, own: AdminWebhook): boolean {
  const body = sentTo(one, own.id);
  return body !== undefined && isUnderstood(body);
}

/** Makes our trigger, or sets right the one there is; for the webhook as it is by then. */
function setTrigger(calls: ZendeskSetupCalls, plan: WebhookPlan): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    const own = ownWebhook(await readWebhooks(calls, signal), plan);
    if (own === undefined) {
      throw new IntegrationError('zendesk', 'rejected', { message: 'there is no webhook for the trigger to call' });
    }
    const triggers = await readTriggers(calls, signal);
    const { trigger, callsUs } = findTrigger(triggers, own);
    if (trigger !== undefined) {
      // Actions are replaced as a whole: what else somebody made it do stays.
      const others = trigger.actions.filter(({ field }) => field !== 'notification_webhook');
      const actions = callsUs ? {} : { actions: [...others, callWebhook(own.id)] };
      const body = { trigger: { active: true, ...actions } };
      await calls.write({ method: 'PUT', path: `triggers/${trigger.id}.json`, body }, signal);
      return;
    }
    const body = { trigger: ownTrigger(own.id) };
    const answer = await calls.write({ method: 'POST', path: 'triggers.json', body }, signal);
    const made = readAs(madeTrigger, answer.body).trigger.id;
    if (await isSecond(calls, { made, own }, signal)) {
      await calls.write({ method: 'DELETE', path: `triggers/${made}.json` }, signal);
    }
  };
}

const madeTrigger = z.object({ trigger: z.object({ id: madeId }) });

/** Whether somebody made the same trigger at the same time, and theirs has the lower number. */
async function isSecond(
  calls: ZendeskSetupCalls,
  { made, own }: { readonly made: string; readonly own: AdminWebhook },
  signal: AbortSignal,
): Promise<boolean> {
  const same = (await readTriggers(calls, signal)).filter((one) => one.title === triggerTitle && isOurs(one, own));
  return same.some(({ id }) => Number(id) < Number(made));
}
