import { complaintFields } from '#core/complaint/fields.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { longFields } from '#integrations/long-fields.ts';
import { createWriteLog } from '../fake-shared/write-log.ts';
import type { Desk, DeskPerson, Happening } from './desk.ts';
import { nowOf } from './desk.ts';
import type { DeskField, FieldDraft } from './fields.ts';
import { defaultFields, slugOf, ticketTypes, usualSources } from './fields.ts';
import { createIds } from './ids.ts';
import { createJobs } from './jobs.ts';
import type { Switches } from './switches.ts';

const usualStatuses = [
  [2, 'Open', 'Being Processed'],
  [3, 'Pending', 'Awaiting your Reply'],
  [4, 'Resolved', 'This ticket has been Resolved'],
  [5, 'Closed', 'This ticket has been Closed'],
  [6, 'Waiting on Customer', 'Awaiting your Reply'],
  [7, 'Waiting on Third Party', 'Being Processed'],
] as const;

export interface NewDesk {
  readonly time: Timekeeper;
  readonly account: string;
  readonly seedIds: number;
  readonly integrationEmail: string;
  readonly role: 'admin' | 'agent';
  /** With every field of ours already there. */
  readonly provisioned: boolean;
  readonly switches: () => Switches;
  readonly happened: (happening: Happening) => void;
}

/** A fresh account: default fields, six statuses, one group, and the agent that our key speaks for. */
export function newDesk(options: NewDesk): Desk {
  const ids = createIds(options.seedIds);
  const at = options.time.now();
  const integration: DeskPerson = {
    id: ids.next(),
    name: 'Recourse',
    email: options.integrationEmail,
    kind: 'agent',
    isAdmin: options.role === 'admin',
    createdAt: at,
  };
  const desk: Desk = {
    account: options.account,
    accountId: 297_457 + options.seedIds,
    time: options.time,
    ids,
    jobs: createJobs(),
    switches: options.switches,
    people: new Map([[integration.id, integration]]),
    peopleByEmail: new Map([[options.integrationEmail.toLowerCase(), integration.id]]),
    groups: [{ id: ids.next(), name: 'Support', createdAt: at }],
    fields: [],
    statuses: usualStatuses.map(([id, label, labelForCustomers]) => ({ id, label, labelForCustomers })),
    sources: new Map(usualSources),
    tickets: new Map(),
    conversations: new Map(),
    integration,
    ruleId: ids.next(),
    revision: 0,
    happened: options.happened,
    log: createWriteLog(),
  };
  for (const [name, type, label, required] of defaultFields) {
    const choices = type === 'default_ticket_type' ? ticketTypes : [];
    desk.fields.push({ ...blankField(desk), name, type, label, choices, isCustom: false, requiredForAgents: required });
  }
  if (options.provisioned) provision(desk);
  return desk;
}

/** Creates every field of ours, as an administrator would. */
function provision(desk: Desk, prefix = 'recourse_'): void {
  for (const name of [...complaintFields, ledgerField]) {
    addField(desk, { label: `${prefix}${name}`, type: longFields.has(name) ? 'custom_paragraph' : 'custom_text' });
  }
}

/** A new custom field. Its name is the account's choice: read it back. */
export function addField(desk: Desk, draft: FieldDraft): DeskField {
  const suffix = desk.switches().fieldNames === 'suffixed' ? `_${desk.accountId}` : '';
  const field: DeskField = {
    ...blankField(desk),
    name: `cf_${slugOf(draft.label)}${suffix}`,
    label: draft.label,
    type: draft.type,
    isCustom: true,
    choices: draft.choices ?? Object.keys(draft.nested ?? {}),
    nested: draft.nested,
    requiredForAgents: draft.requiredForAgents ?? false,
    requiredForClosure: draft.requiredForClosure ?? false,
  };
  desk.fields.push(field);
  return field;
}

function blankField(desk: Desk): Omit<DeskField, 'name' | 'label' | 'type' | 'isCustom'> {
  const at = nowOf(desk);
  return {
    id: desk.ids.next(),
    requiredForAgents: false,
    requiredForClosure: false,
    choices: [],
    nested: undefined,
    position: desk.fields.length + 1,
    createdAt: at,
    updatedAt: at,
  };
}
