import { longFields } from '#integrations/long-fields.ts';
import { ownFieldNames, type OwnFieldName } from '#integrations/read-own-fields.ts';

/**
 * What Recourse needs in an account, as the account is asked to make it: by `recourse provision`, or by the Freshdesk app
 * while it is installed. One table, so that both make the same.
 */

/** Asked of nobody, and shown to no customer. */
export const forAgentsOnly = {
  required_for_agents: false,
  required_for_closure: false,
  required_for_customers: false,
  displayed_to_customers: false,
  customers_can_edit: false,
} as const;

/** A ticket field of ours; the account makes up its name from the label. */
export type OwnTicketField = typeof forAgentsOnly & {
  readonly label: string;
  readonly label_for_customers: string;
  readonly type: 'custom_paragraph' | 'custom_text';
};

/** A ticket field as it is made. A line of text takes 255 characters: too few for our lists. */
export function ownTicketField(own: OwnFieldName, prefix: string): OwnTicketField {
  const label = `${prefix}${own}`;
  const type = longFields.has(own) ? 'custom_paragraph' : 'custom_text';
  return { label, label_for_customers: label, type, ...forAgentsOnly };
}

/** All ticket fields of ours, in their order. */
export function ownTicketFields(prefix: string): readonly OwnTicketField[] {
  return ownFieldNames.map((own) => ownTicketField(own, prefix));
}
