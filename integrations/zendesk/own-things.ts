import { longFields } from '#integrations/long-fields.ts';
import { ownFieldNames, type OwnFieldName } from '#integrations/read-own-fields.ts';

/**
 * What Recourse needs in an account, as the account is asked to make it: by `recourse provision` call by call, or at once
 * by the requirements of the Zendesk app. One table, so that both make the same.
 */

/**
 * A webhook hears of tickets in one of two ways, chosen for ever when it is made: by events it is subscribed to, or by a
 * trigger that calls it. Ours is called by a trigger: one call for each save of a ticket instead of one for each thing
 * that changed, on every plan that has triggers, and with nothing in it but the ticket's number. A webhook of ours that
 * somebody subscribed to events works as well: it is adopted and needs no trigger.
 *
 * @see https://developer.zendesk.com/api-reference/webhooks/webhooks-api/webhooks/
 */
export const byTrigger = 'conditional_ticket_events';

export const webhookName = 'Recourse';
export const triggerTitle = 'Recourse: ticket changed';
/** Nothing but the number: placeholders are put in as they are, and anything else in it could break the JSON. */
export const triggerBody = '{"ticket_id": "{{ticket.id}}"}';

/** A ticket field of ours. Its key is its title, by which it is found again. */
export interface OwnTicketField {
  readonly type: 'text' | 'textarea';
  readonly title: string;
  readonly key: string;
  readonly agent_description: string;
  readonly active: true;
  readonly required: false;
  readonly visible_in_portal: false;
  readonly editable_in_portal: false;
  readonly required_in_portal: false;
}

/** A ticket field as it is made: for agents only, asked of nobody. */
export function ownTicketField(own: OwnFieldName, prefix: string): OwnTicketField {
  const name = `${prefix}${own}`;
  return {
    type: longFields.has(own) ? 'textarea' : 'text',
    title: name,
    key: name,
    agent_description: 'Kept by Recourse. Please leave it as it is.',
    active: true,
    required: false,
    visible_in_portal: false,
    editable_in_portal: false,
    required_in_portal: false,
  };
}

/** All ticket fields of ours, in their order. */
export function ownTicketFields(prefix: string): readonly OwnTicketField[] {
  return ownFieldNames.map((own) => ownTicketField(own, prefix));
}

/** Where the account is to call us, below our host. */
export function webhookPath(account: string): string {
  return `/webhooks/zendesk/${account}`;
}

/** The webhook as it is made. @param endpoint where it calls us */
export function ownWebhookBody(endpoint: string) {
  return {
    name: webhookName,
    description: 'Tells Recourse which ticket changed.',
    endpoint,
    http_method: 'POST',
    request_format: 'json',
    status: 'active',
    subscriptions: [byTrigger],
  } as const;
}

/** What a trigger does to call a webhook. */
export function callWebhook(webhookId: string) {
  return { field: 'notification_webhook', value: [webhookId, triggerBody] } as const;
}

/** The trigger as it is made: it tells of every ticket that is made or changed. */
export function ownTrigger(webhookId: string) {
  return {
    title: triggerTitle,
    description: 'Tells Recourse which ticket changed, by its number alone.',
    active: true,
    conditions: {
      all: [],
      any: ['Create', 'Change'].map((value) => ({ field: 'update_type', operator: 'is', value })),
    },
    actions: [callWebhook(webhookId)],
  } as const;
}
