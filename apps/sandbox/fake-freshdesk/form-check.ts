import type { FieldError } from './call.ts';
import type { TicketUpdate } from './change.ts';
import type { Desk, DeskTicket, TicketFacts } from './desk.ts';
import { isOver, open } from './desk.ts';
import type { DeskField } from './fields.ts';

/** Which fact a default field of the form stands for, of those that may be empty. */
const factOf: Readonly<Record<string, keyof TicketFacts>> = {
  ticket_type: 'type',
  group: 'group_id',
  agent: 'responder_id',
};

/**
 * Fields that would stay empty though an agent must fill them, or must before the ticket is resolved or closed. Every
 * update is held to that, whatever it is about.
 */
export function missingInForm(desk: Desk, ticket: DeskTicket | undefined, update: TicketUpdate): FieldError[] {
  const facts: Partial<TicketFacts> = { ...ticket?.facts, ...update.facts };
  const isEnding = isOver(facts.status ?? open);
  const isEmpty = (field: DeskField): boolean => {
    const fact = factOf[field.name];
    if (fact !== undefined) return (facts[fact] ?? null) === null;
    if (!field.isCustom) return false;
    const asked = update.values?.get(field.name);
    return (asked === undefined ? ticket?.values.get(field.name) : asked) === undefined || asked === null;
  };
  return desk.fields
    .filter((field) => (field.requiredForAgents || (field.requiredForClosure && isEnding)) && isEmpty(field))
    .map(({ name: field }) => ({
      field,
      message: 'It should not be blank as this is a mandatory field',
      code: 'missing_field',
    }));
}
