import * as z from 'zod';
import type { SetupStep } from '#integrations/contract.ts';
import { listPageSize, maxFieldPages } from './limits.ts';
import { ownFieldNames, type OwnFieldName } from './own-fields.ts';
import { ownTicketField } from './own-things.ts';
import { allRows } from './pages.ts';
import { readAs } from './payload.ts';
import type { ZendeskSetupCalls } from './setup-calls.ts';
import { adminField, type AdminField } from './setup-payload.ts';

/** All ticket fields of the account, inactive ones too. */
export async function readAdminFields(calls: ZendeskSetupCalls, signal: AbortSignal): Promise<readonly AdminField[]> {
  const list = { path: 'ticket_fields.json', name: 'ticket_fields', most: maxFieldPages * listPageSize };
  return readAs(z.array(adminField), await allRows(calls, list, signal));
}

/** What is wrong with a field of ours; the first two are for a person to mend, the others are ours to set right. */
export type FieldFault = 'wrong type' | 'missing' | 'inactive' | 'required' | 'shown to customers';

/** One of our fields as the account has it. */
export interface FieldState {
  readonly name: string;
  readonly field: AdminField | undefined;
  readonly faults: readonly FieldFault[];
  /** Fields of the same title that are somebody else's: they are left alone. */
  readonly namesakes: readonly AdminField[];
}

/** A field is ours by its key; by its title only where it has no key. Text of one line or more holds all we write. */
export function fieldStates(fields: readonly AdminField[], prefix: string): readonly FieldState[] {
  return ownFieldNames.map((own) => {
    const name = `${prefix}${own}`;
    const named = fields.filter((field) => field.title === name || field.raw_title === name);
    const field = fields.find(({ key }) => key === name) ?? named.find(({ key }) => key === undefined);
    return {
      name,
      field,
      faults: field === undefined ? ['missing'] : faultsOf(field),
      namesakes: named.filter((one) => one !== field),
    };
  });
}

const textTypes: ReadonlySet<string> = new Set(['text', 'textarea']);

function faultsOf({ type, active, required, visible_in_portal: isVisible }: AdminField): readonly FieldFault[] {
  if (type === undefined || !textTypes.has(type)) return ['wrong type'];
  return [
    ...(active === false ? (['inactive'] as const) : []),
    ...(required === true ? (['required'] as const) : []),
    ...(isVisible === true ? (['shown to customers'] as const) : []),
  ];
}

/** How a person mends a field of the wrong type: nobody can change the type of a field. */
export function mendType({ type }: AdminField): string {
  return `it is of type ${type ?? 'unknown'} and has to be text: delete it under Admin Center > Objects and rules > Tickets > Fields, and run this again`;
}

/** What is to be done about each field of ours. */
export async function planFields(
  calls: ZendeskSetupCalls,
  prefix: string,
  signal: AbortSignal,
): Promise<readonly SetupStep[]> {
  return fieldStates(await readAdminFields(calls, signal), prefix).map((state) => stepOf(calls, prefix, state));
}

function stepOf(calls: ZendeskSetupCalls, prefix: string, { name, field, faults, namesakes }: FieldState): SetupStep {
  const step = { kind: 'ticket field', name } as const;
  const [namesake] = namesakes;
  const apart =
    namesake === undefined ? undefined : `another field of this title (key ${namesake.key ?? 'none'}) is left alone`;
  if (field === undefined) {
    const create = async (signal: AbortSignal): Promise<void> => createField(calls, { name, prefix }, signal);
    return { ...step, state: 'create', note: apart, perform: create };
  }
  if (faults.includes('wrong type')) return { ...step, state: 'cannot', note: mendType(field), perform: undefined };
  if (faults.length > 0) {
    const note = `is ${faults.join(' and ')}: ${faults.map((fault) => cures[fault]).join(', ')}`;
    const ticketField = { active: true, required: false, visible_in_portal: false };
    const change = async (signal: AbortSignal): Promise<void> => {
      const path = `ticket_fields/${field.id}.json`;
      await calls.write({ method: 'PUT', path, body: { ticket_field: ticketField } }, signal);
    };
    return { ...step, state: 'adopt', note, perform: change };
  }
  if (field.key === undefined) {
    return { ...step, state: 'adopt', note: 'has no key and is known by its title', perform: undefined };
  }
  return { ...step, state: 'leave', note: apart, perform: undefined };
}

const cures: Readonly<Record<FieldFault, string>> = {
  missing: '',
  'wrong type': '',
  inactive: 'will be activated',
  required: 'will no longer be required',
  'shown to customers': 'will be for agents only',
};

async function createField(
  calls: ZendeskSetupCalls,
  { name, prefix }: { readonly name: string; readonly prefix: string },
  signal: AbortSignal,
): Promise<void> {
  const own = name.slice(prefix.length) as OwnFieldName;
  // Somebody may have made it since the plan was shown: a key is taken once, but a title may be there twice.
  const [now] = fieldStates(await readAdminFields(calls, signal), prefix).filter((state) => state.name === name);
  if (now?.field !== undefined) return;
  const body = { ticket_field: ownTicketField(own, prefix) };
  await calls.write({ method: 'POST', path: 'ticket_fields.json', body }, signal);
}
