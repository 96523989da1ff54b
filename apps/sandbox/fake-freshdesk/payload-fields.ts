import type { Desk, JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import type { DeskField } from './fields.ts';
import { choiceRows, priorityLabels } from './fields.ts';

/** A field as `/ticket_fields` gives it. Its `choices` have one of four shapes, or are not there. */
export function fieldJson(desk: Desk, field: DeskField): JsonMap {
  const choices = choicesJson(desk, field);
  return {
    ...commonJson(field),
    default: !field.isCustom,
    ...(choices === undefined ? {} : { choices }),
    ...(field.nested === undefined
      ? {}
      : { nested_ticket_fields: [2, 3].map((level) => ({ ...commonJson(field), level })) }),
  };
}

/** A field as `/admin/ticket_fields` gives it: its choices are rows. */
export function adminFieldJson(field: DeskField): JsonMap {
  return {
    ...commonJson(field),
    default: !field.isCustom,
    archived: false,
    portal_cc: null,
    ...(field.choices.length === 0 ? {} : { choices: choiceRows(field) }),
  };
}

function commonJson(field: DeskField): JsonMap {
  return {
    id: field.id,
    name: field.name,
    label: field.label,
    description: null,
    position: field.position,
    required_for_closure: field.requiredForClosure,
    required_for_agents: field.requiredForAgents,
    type: field.type,
    customers_can_edit: false,
    label_for_customers: field.label,
    required_for_customers: false,
    displayed_to_customers: false,
    created_at: stamp(field.createdAt),
    updated_at: stamp(field.updatedAt),
  };
}

function choicesJson(desk: Desk, field: DeskField): unknown {
  switch (field.type) {
    case 'default_status':
      return Object.fromEntries(desk.statuses.map((one) => [String(one.id), [one.label, one.labelForCustomers]]));
    case 'default_priority':
      return Object.fromEntries(Object.entries(priorityLabels).map(([number, label]) => [label, Number(number)]));
    case 'default_source':
      return Object.fromEntries(desk.sources);
    case 'default_group':
      return Object.fromEntries(desk.groups.map(({ name, id }) => [name, id]));
    case 'default_agent': {
      const agents = [...desk.people.values()].filter(({ kind }) => kind === 'agent');
      return Object.fromEntries(agents.map(({ name, id }) => [name, id]));
    }
    case 'nested_field':
      return field.nested ?? {};
    default:
      return field.choices.length === 0 ? undefined : field.choices;
  }
}
