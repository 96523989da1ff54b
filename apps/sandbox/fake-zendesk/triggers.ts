import type { Happening, JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import type { TicketEvent } from './webhook-events.ts';

/** A rule of the account that acts when a ticket is saved. Of its actions only calls of webhooks are carried out. */
export interface DeskTrigger {
  readonly id: number;
  title: string;
  active: boolean;
  conditions: JsonMap;
  actions: readonly JsonMap[];
  readonly createdAt: number;
  updatedAt: number;
}

/** A call of a webhook, as a trigger words it. */
export interface TriggerCall {
  readonly webhookId: string;
  readonly event: TicketEvent;
}

/** What triggers send when a ticket was saved: placeholders are put in as they are, which may break the JSON. */
export function callsOf(triggers: Iterable<DeskTrigger>, { ticket, kind }: Happening): readonly TriggerCall[] {
  const update = kind === 'created' ? 'Create' : 'Change';
  if (kind !== 'created' && kind !== 'updated') return [];
  return [...triggers]
    .filter((trigger) => trigger.active && isMet(trigger, update))
    .flatMap(({ actions }) => actions)
    .flatMap(({ field, value }) => {
      if (field !== 'notification_webhook' || !Array.isArray(value)) return [];
      const [webhookId, template] = value as readonly unknown[];
      const body = String(template)
        .replaceAll(/\{\{\s*ticket\.id\s*\}\}/gu, String(ticket.id))
        .replaceAll(/\{\{\s*ticket\.title\s*\}\}/gu, ticket.facts.subject);
      const event = { type: 'conditional_ticket_events', ticketId: ticket.id, payload: {}, body };
      return [{ webhookId: String(webhookId), event }];
    });
}

/** Of conditions only `update_type` counts; where none speaks of it, any save will do. */
function isMet({ conditions }: DeskTrigger, update: string): boolean {
  const any = Array.isArray(conditions['any']) ? (conditions['any'] as readonly JsonMap[]) : [];
  const ofUpdate = any.filter(({ field }) => field === 'update_type');
  return ofUpdate.length === 0 || ofUpdate.some(({ value }) => value === update);
}

export function triggerJson(trigger: DeskTrigger): JsonMap {
  const { id, title, active, conditions, actions } = trigger;
  return {
    id,
    title,
    raw_title: title,
    description: null,
    active,
    position: 0,
    conditions,
    actions,
    category_id: '1',
    default: false,
    created_at: stamp(trigger.createdAt),
    updated_at: stamp(trigger.updatedAt),
  };
}
