import type { Instant } from '#core/time.ts';
import type { JsonMap } from './desk.ts';

/** What a custom field holds. */
export type FieldValue = string | number | boolean;

export const customTypes = [
  'custom_text',
  'custom_paragraph',
  'custom_checkbox',
  'custom_number',
  'custom_decimal',
  'custom_date',
  'custom_dropdown',
  'nested_field',
] as const;
export type CustomType = (typeof customTypes)[number];

/** Choices of a nested field: for each first choice its second ones, for each of those its third ones. */
export type NestedChoices = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** A field of the ticket form. */
export interface DeskField {
  readonly id: number;
  /** In the API: `status`, or `cf_…` for a custom one. */
  readonly name: string;
  label: string;
  /** `default_status` and the like, or a custom type. */
  readonly type: string;
  readonly isCustom: boolean;
  requiredForAgents: boolean;
  requiredForClosure: boolean;
  choices: readonly string[];
  readonly nested: NestedChoices | undefined;
  position: number;
  readonly createdAt: Instant;
  updatedAt: Instant;
}

/** What is asked of a new field. */
export interface FieldDraft {
  readonly label: string;
  readonly type: CustomType;
  readonly choices?: readonly string[];
  readonly nested?: NestedChoices;
  readonly requiredForAgents?: boolean;
  readonly requiredForClosure?: boolean;
}

/** The fields every account has: name, type, label, and whether an agent must fill it. */
export const defaultFields = [
  ['requester', 'default_requester', 'Search a requester', true],
  ['subject', 'default_subject', 'Subject', true],
  ['ticket_type', 'default_ticket_type', 'Type', false],
  ['source', 'default_source', 'Source', false],
  ['status', 'default_status', 'Status', true],
  ['priority', 'default_priority', 'Priority', true],
  ['group', 'default_group', 'Group', false],
  ['agent', 'default_agent', 'Agent', false],
  ['description', 'default_description', 'Description', true],
  ['company', 'default_company', 'Company', false],
] as const;

export const ticketTypes = ['Question', 'Incident', 'Problem', 'Feature Request', 'Refund'];

/** Labels of the priorities, by their numbers. */
export const priorityLabels: Readonly<Record<number, string>> = { 1: 'Low', 2: 'Medium', 3: 'High', 4: 'Urgent' };

/** Sources as a recorded account lists them; custom ones begin with 100. */
export const usualSources: readonly (readonly [string, number])[] = [
  ['Email', 1],
  ['Portal', 2],
  ['Phone', 3],
  ['Forum', 4],
  ['Twitter', 5],
  ['Facebook', 6],
  ['Chat', 7],
  ['MobiHelp', 8],
  ['Feedback Widget', 9],
  ['Outbound Email', 10],
  ['Ecommerce', 11],
  ['Bot', 12],
  ['Whatsapp', 13],
];

/** A label as it is found in a name: lower case, words joined by `_`. */
export function slugOf(label: string): string {
  return label
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
}

/** A custom field by its label's slug, its label or its API name. */
export function fieldByKey(fields: readonly DeskField[], key: string): DeskField | undefined {
  const custom = fields.filter((field) => field.isCustom);
  return custom.find((field) => field.name === key || field.label === key || slugOf(field.label) === key);
}

/** The choices of the field in `/admin/ticket_fields`, which has a fifth shape: rows. */
export function choiceRows(field: DeskField): JsonMap[] {
  return field.choices.map((value, index) => ({
    id: field.id + index + 1,
    label: value,
    value,
    position: index + 1,
    parent_choice_id: null,
  }));
}
