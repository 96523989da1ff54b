import * as z from 'zod';
import { maxTriggers, maxWebhooks } from './limits.ts';
import { byTrigger, webhookName, webhookPath } from './own-things.ts';
import { allRows } from './pages.ts';
import { readAs } from './payload.ts';
import type { ZendeskSetupCalls } from './setup-calls.ts';
import { trigger, webhook, type AdminTrigger, type AdminWebhook } from './setup-payload.ts';
import { webhookTicketId } from './signature.ts';

/** All webhooks of the account, the oldest first; of those of one second, in the same order for everybody who looks. */
export async function readWebhooks(calls: ZendeskSetupCalls, signal: AbortSignal): Promise<readonly AdminWebhook[]> {
  const rows = await allRows(calls, { path: 'webhooks', name: 'webhooks', most: maxWebhooks }, signal);
  const at = ({ created_at: createdAt, id }: AdminWebhook): string => `${createdAt ?? ''} ${id}`;
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

/** The webhook that is ours: the one on this very address before one on another host. */
export function ownWebhook(webhooks: readonly AdminWebhook[], plan: WebhookPlan): AdminWebhook | undefined {
  const own = ownWebhooks(webhooks, plan.account).filter((one) => hearsEvents(one) || needsTrigger(one));
  const here = own.filter(({ endpoint }) => plan.ourOrigin !== undefined && endpoint === addressOf(plan));
  return here[0] ?? own.find(({ name }) => name === webhookName) ?? (plan.ourOrigin === undefined ? own[0] : undefined);
}

/** Where the account is to call us, once somebody said under which host. */
export function addressOf({ account, ourOrigin }: WebhookPlan): string {
  return `${ourOrigin ?? ''}${webhookPath(account)}`;
}
