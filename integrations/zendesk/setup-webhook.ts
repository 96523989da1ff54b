import * as z from 'zod';
import type { SetupStep } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { maxTriggers, maxWebhooks } from './limits.ts';
import { allRows } from './pages.ts';
import { readAs } from './payload.ts';
import type { ZendeskSetupCalls } from './setup-calls.ts';
import { trigger, webhook, type AdminTrigger, type AdminWebhook } from './setup-payload.ts';
import { webhookTicketId } from './signature.ts';

/**
 * A webhook hears of tickets in one of two ways, chosen for ever when it is made: by events it is subscribed to, or by a
 * trigger that calls it. Ours is called by a trigger: one call for each save of a ticket instead of one for each thing
 * that changed, on every plan that has triggers, and with nothing in it but the ticket's number. A webhook of ours that
 * somebody subscribed to events works as well: it is adopted and needs no trigger.
 *
 * @see https://developer.zendesk.com/api-reference/webhooks/webhooks-api/webhooks/
 */
const byTrigger = 'conditional_ticket_events';

export const webhookName = 'Recourse';
export const triggerTitle = 'Recourse: ticket changed';
/** Nothing but the number: placeholders are put in as they are, and anything else in it could break the JSON. */
export const triggerBody = '{"ticket_id": "{{ticket.id}}"}';

/** Where the account is to call us: `https://HOST/webhooks/zendesk/ACCOUNT`. */
export function webhookPath(account: string): string {
  return `/webhooks/zendesk/${account}`;
}

/** All webhooks of the account, the oldest first. */
export async function readWebhooks(calls: ZendeskSetupCalls, signal: AbortSignal): Promise<readonly AdminWebhook[]> {
  const rows = await allRows(calls, { path: 'webhooks', name: 'webhooks', most: maxWebhooks }, signal);
  const at = ({ created_at: createdAt }: AdminWebhook): string => createdAt ?? '';
  return readAs(z.array(webhook), rows).toSorted((a, b) => (at(a) < at(b) ? -1 : 1));
}

export async function readTriggers(calls: ZendeskSetupCalls, signal: AbortSignal): Promise<readonly AdminTrigger[]> {
  const rows = await allRows(calls, { path: 'triggers.json', name: 'triggers', most: maxTriggers }, signal);
  return readAs(z.array(trigger), rows);
}

/** Webhooks that call this account's address of ours, whatever host it is on. */
export function ownWebhooks(webhooks: readonly AdminWebhook[], account: string): readonly AdminWebhook[] {
  return webhooks.filter(({ endpoint }) => URL.parse(endpoint ?? '')?.pathname === webhookPath(account));
}

/** Whether a webhook hears of changes of tickets without a trigger. */
export function hearsEvents({ subscriptions }: AdminWebhook): boolean {
  return subscriptions.some((kind) => kind.startsWith('zen:event-type:ticket.'));
}

/** Whether a webhook waits to be called by a trigger. */
export function needsTrigger({ subscriptions }: AdminWebhook): boolean {
  return subscriptions.includes(byTrigger);
}

/** What a trigger sends to a webhook; `undefined` where it does not call it. */
export function sentTo({ actions }: AdminTrigger, webhookId: string): string | undefined {
  for (const { field, value } of actions) {
    if (field !== 'notification_webhook' || !Array.isArray(value) || String(value[0]) !== webhookId) continue;
    return typeof value[1] === 'string' ? value[1] : '';
  }
  return undefined;
}

/** Whether our webhook reader would find the ticket in what a trigger sends. */
export function isUnderstood(body: string): boolean {
  return webhookTicketId(new TextEncoder().encode(body.replaceAll(/\{\{\s*ticket\.id\s*\}\}/gu, '7'))) === '7';
}

export interface WebhookPlan {
  readonly account: string;
  /** Scheme and host under which the account reaches us; `undefined` where nobody said. */
  readonly ourOrigin: string | undefined;
}

/** What is to be done about the webhook, and about the trigger that calls it. */
export async function planWebhook(
  calls: ZendeskSetupCalls,
  plan: WebhookPlan,
  signal: AbortSignal,
): Promise<readonly SetupStep[]> {
  const webhooks = await readWebhooks(calls, signal);
  const own = ownWebhook(webhooks, plan);
  return [webhookStep(calls, plan, webhooks), triggerStep(calls, plan, own, await readTriggers(calls, signal))];
}

/** The webhook that is ours: the one on this very address before one on another host. */
export function ownWebhook(webhooks: readonly AdminWebhook[], plan: WebhookPlan): AdminWebhook | undefined {
  const own = ownWebhooks(webhooks, plan.account).filter((one) => hearsEvents(one) || needsTrigger(one));
  const here = own.filter(({ endpoint }) => plan.ourOrigin !== undefined && endpoint === addressOf(plan));
  return here[0] ?? own.find(({ name }) => name === webhookName) ?? (plan.ourOrigin === undefined ? own[0] : undefined);
}

function addressOf({ account, ourOrigin }: WebhookPlan): string {
  return `${ourOrigin ?? ''}${webhookPath(account)}`;
}

function webhookStep(calls: ZendeskSetupCalls, plan: WebhookPlan, webhooks: readonly AdminWebhook[]): SetupStep {
  const own = ownWebhook(webhooks, plan);
  const step = { kind: 'webhook', name: own?.name ?? webhookName } as const;
  if (own === undefined) {
    if (plan.ourOrigin === undefined) {
      const note = 'not asked for: with --url https://HOST changes are heard of at once, and not a sweep later';
      return { ...step, state: 'leave', note, perform: undefined };
    }
    return { ...step, state: 'create', note: `to ${addressOf(plan)}`, perform: createWebhook(calls, plan) };
  }
  const twin = ownWebhooks(webhooks, plan.account).find((one) => one !== own && one.endpoint === own.endpoint);
  const apart = twin === undefined ? '' : `; '${twin.name ?? twin.id}' calls the same address: delete one of them`;
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

function createWebhook(calls: ZendeskSetupCalls, plan: WebhookPlan): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    // Nothing keeps two webhooks from having one address: somebody may have made ours since the plan was shown.
    if (ownWebhook(await readWebhooks(calls, signal), plan) !== undefined) return;
    const made = {
      name: webhookName,
      description: 'Tells Recourse which ticket changed.',
      endpoint: addressOf(plan),
      http_method: 'POST',
      request_format: 'json',
      status: 'active',
      subscriptions: [byTrigger],
    };
    await calls.write({ method: 'POST', path: 'webhooks', body: { webhook: made } }, signal);
  };
}

function triggerStep(
  calls: ZendeskSetupCalls,
  plan: WebhookPlan,
  own: AdminWebhook | undefined,
  triggers: readonly AdminTrigger[],
): SetupStep {
  const found = own === undefined ? undefined : triggers.find((one) => isOurs(one, own));
  const named = found ?? triggers.find(({ title }) => title === triggerTitle);
  const step = { kind: 'trigger', name: named?.title ?? triggerTitle } as const;
  if (own === undefined && plan.ourOrigin === undefined) {
    return { ...step, state: 'leave', note: 'not asked for: there is no webhook', perform: undefined };
  }
  if (own !== undefined && hearsEvents(own)) {
    const note = 'not needed: the webhook is subscribed to ticket events itself';
    return { ...step, state: 'leave', note, perform: undefined };
  }
  const set = setTrigger(calls, plan);
  if (named === undefined)
    return { ...step, state: 'create', note: 'calls the webhook when a ticket changes', perform: set };
  const changes = [
    ...(named.active === false ? ['will be activated'] : []),
    ...(found === undefined ? ['will call the webhook'] : []),
  ];
  if (changes.length > 0) return { ...step, state: 'adopt', note: changes.join(', '), perform: set };
  return { ...step, state: named.title === triggerTitle ? 'leave' : 'adopt', note: undefined, perform: undefined };
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
    const found = triggers.find((one) => isOurs(one, own));
    const named = found ?? triggers.find(({ title }) => title === triggerTitle);
    if (named !== undefined) {
      // Actions are replaced as a whole: what else somebody made it do stays.
      const others = named.actions.filter(({ field }) => field !== 'notification_webhook');
      const actions = found === undefined ? { actions: [...others, ...actionsFor(own)] } : {};
      const body = { trigger: { active: true, ...actions } };
      await calls.write({ method: 'PUT', path: `triggers/${named.id}.json`, body }, signal);
      return;
    }
    const any = ['Create', 'Change'].map((value) => ({ field: 'update_type', operator: 'is', value }));
    const made = {
      title: triggerTitle,
      description: 'Tells Recourse which ticket changed, by its number alone.',
      active: true,
      conditions: { all: [], any },
      actions: actionsFor(own),
    };
    await calls.write({ method: 'POST', path: 'triggers.json', body: { trigger: made } }, signal);
  };
}

function actionsFor({ id }: AdminWebhook): readonly unknown[] {
  return [{ field: 'notification_webhook', value: [id, triggerBody] }];
}
