import type { Instant } from '#core/time.ts';
import type { WebhookOdds } from '../fake-shared/dial.ts';
import type { WebhookDials } from '../fake-shared/dispatch.ts';
import { createDelivery } from './delivery.ts';
import type { Desk, Happening } from './desk.ts';
import { fillIn } from './template.ts';

/** A rule that calls an address when a ticket is created or updated. It signs nothing: a header carries the secret. */
export interface DeskWebhook {
  readonly id: string;
  readonly url: string;
  readonly header: string;
  readonly secret: string;
  /** The body, with placeholders. */
  readonly content: string;
}

/** What became of one delivery. `code` is the receiver's last answer, 504 where none came in time. */
export interface HookDelivery {
  readonly webhookId: string;
  readonly ticketId: number;
  readonly event: string;
  readonly at: Instant;
  readonly outcome: 'success' | 'failed' | 'lost' | 'dropped';
  readonly attempts: number;
  readonly code: number | undefined;
}

export interface Webhooks {
  /** From now on `url` hears of every ticket created or updated, by our own writes too; answers the rule's id. */
  connect(target: {
    readonly url: string;
    /** Name of the header that carries the secret. */
    readonly header: string;
    readonly secret: string;
    readonly content?: string;
  }): string;
  disconnect(id: string): void;
  setDials(dials: WebhookDials): void;
  setOdds(odds: WebhookOdds, seed: number): void;
  /** What became of the latest deliveries, the oldest first; at most 1,000. */
  deliveries(): readonly HookDelivery[];
  announce(desk: Desk, happening: Happening): void;
}

/** Ids only: nothing a customer wrote can break or forge the body. */
export const usualContent = '{"ticket_id":"{{ticket.id}}","triggered_event":"{{triggered_event}}"}';

/** @param life  cuts every waiting delivery short when the fake is closed */
export function createWebhooks(desk: Pick<Desk, 'time' | 'ids' | 'switches'>, life: () => AbortSignal): Webhooks {
  const all = new Map<string, DeskWebhook>();
  const delivery = createDelivery(desk.time, desk.switches, life);
  return {
    connect: ({ url, header, secret, content = usualContent }) => {
      const id = String(desk.ids.next());
      all.set(id, { id, url, header, secret, content });
      return id;
    },
    disconnect: (id) => all.delete(id),
    setDials: (dials) => delivery.setDials(dials),
    setOdds: delivery.setOdds,
    deliveries: () => delivery.done(),
    announce: (desk, { ticket, event }) => {
      if (event === undefined) return;
      for (const webhook of all.values()) {
        const body = fillIn(webhook.content, desk, ticket, event);
        delivery.send({ webhook, ticketId: ticket.id, event, body });
      }
    },
  };
}
