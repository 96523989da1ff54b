import { createHash } from 'node:crypto';
import type { WebhookOdds } from '../fake-shared/dial.ts';
import type { WebhookDials } from '../fake-shared/dispatch.ts';
import type { Desk, Happening, JsonMap } from './desk.ts';
import type { Ids } from './ids.ts';
import { stamp } from './desk.ts';
import type { Invocation } from './delivery.ts';
import { createDelivery } from './delivery.ts';
import { callsOf, type DeskTrigger } from './triggers.ts';
import { eventsOf } from './webhook-events.ts';

/** Where events go. Its secret signs them and is shown only where it is asked for. */
export interface DeskWebhook {
  readonly id: string;
  name: string;
  endpoint: string;
  active: boolean;
  subscriptions: readonly string[];
  secret: string;
  readonly createdAt: number;
  updatedAt: number;
}

/** What may go wrong on the way, and what the account does about it. */
export interface ZendeskWebhookDials extends WebhookDials {
  /** Whether too many failures stop deliveries for a while, as the real service does; on unless said otherwise. */
  readonly circuitBreaker?: boolean;
}

export interface Webhooks {
  readonly all: ReadonlyMap<string, DeskWebhook>;
  /** The account's triggers, by their ids. */
  readonly triggers: Map<number, DeskTrigger>;
  /** Sends every kind of event to `url` from now on, signed with `secret`; answers the webhook's id. */
  connect(target: {
    readonly url: string;
    readonly secret: string;
    readonly subscriptions?: readonly string[];
  }): string;
  create(asked: Omit<DeskWebhook, 'id' | 'secret' | 'createdAt' | 'updatedAt'>): DeskWebhook;
  resetSecret(webhook: DeskWebhook): void;
  disconnect(id: string): void;
  setDials(dials: ZendeskWebhookDials): void;
  setOdds(odds: WebhookOdds, seed: number): void;
  /** What became of the latest deliveries, the oldest first; at most 1,000. */
  invocations(id?: string): readonly Invocation[];
  announce(desk: Desk, happening: Happening): void;
}

const everything = 'zen:event-type:ticket.*';

/** @param life  cuts every waiting delivery short when the fake is closed */
export function createWebhooks({ time, ids }: Pick<Desk, 'time' | 'ids'>, life: () => AbortSignal): Webhooks {
  const all = new Map<string, DeskWebhook>();
  const triggers = new Map<number, DeskTrigger>();
  const delivery = createDelivery({ time, ids, life });
  const add = (asked: Parameters<Webhooks['create']>[0], secret: string): DeskWebhook => {
    const at = time.now();
    const webhook: DeskWebhook = { ...asked, id: ids.ulid(at), secret, createdAt: at, updatedAt: at };
    all.set(webhook.id, webhook);
    return webhook;
  };
  return {
    all,
    triggers,
    connect: ({ url, secret, subscriptions = [everything] }) =>
      add({ name: 'Recourse', endpoint: url, active: true, subscriptions }, secret).id,
    create: (asked) => add(asked, freshSecret(ids)),
    resetSecret: (webhook) => {
      webhook.secret = freshSecret(ids);
    },
    disconnect: (id) => all.delete(id),
    setDials: (dials) => delivery.setDials(dials),
    setOdds: delivery.setOdds,
    invocations: (id) => delivery.invocations(id),
    announce: (desk, happening) => {
      if (all.size === 0) return;
      for (const event of eventsOf(desk, happening)) {
        for (const webhook of all.values()) {
          const wanted = webhook.subscriptions.includes(event.type) || webhook.subscriptions.includes(everything);
          if (webhook.active && wanted) delivery.send({ webhook, event, accountId: desk.accountId });
        }
      }
      for (const { webhookId, event } of callsOf(triggers.values(), happening)) {
        const webhook = all.get(webhookId);
        if (webhook?.active !== true || !webhook.subscriptions.includes(event.type)) continue;
        delivery.send({ webhook, event, accountId: desk.accountId });
      }
    },
  };
}

function freshSecret(ids: Ids): string {
  return createHash('sha256').update(ids.uuid()).digest('base64').replaceAll('=', '');
}

/** A webhook as the API gives it: without its secret. */
export function webhookJson(webhook: DeskWebhook): JsonMap {
  return {
    id: webhook.id,
    name: webhook.name,
    description: null,
    status: webhook.active ? 'active' : 'inactive',
    subscriptions: webhook.subscriptions,
    created_at: stamp(webhook.createdAt),
    created_by: '-1',
    updated_at: stamp(webhook.updatedAt),
    updated_by: '-1',
    endpoint: webhook.endpoint,
    http_method: 'POST',
    request_format: 'json',
  };
}
