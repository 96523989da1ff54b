import * as z from 'zod';
import type { SetupStep } from '#integrations/contract.ts';
import { longFields } from '#integrations/long-fields.ts';
import type { FreshdeskCalls } from './calls.ts';
import { findOwnFields, ownFieldNames, type OwnFieldName } from './own-fields.ts';
import { forAgentsOnly, ownTicketField } from './own-things.ts';
import { readAs } from './payload.ts';
import { writeAsAdmin } from './setup-calls.ts';

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value === true);

/** A ticket field with what its form asks of people. Both lists of fields give it. */
export const formField = z.object({
  id: z.union([z.int(), z.string()]).transform(String),
  name: z.string(),
  label: z
    .string()
    .nullish()
    .transform((value) => value ?? undefined),
  type: z
    .string()
    .nullish()
    .transform((value) => value ?? undefined),
  default: flag,
  required_for_agents: flag,
  required_for_closure: flag,
  displayed_to_customers: flag,
});
/** See `formField`. */
export type FormField = z.output<typeof formField>;

/** All ticket fields, as everybody may read them. */
export async function readFormFields(calls: FreshdeskCalls, signal: AbortSignal): Promise<readonly FormField[]> {
  const { body } = await calls.get('ticket_fields', {}, { lane: 'api', signal });
  return readAs(z.array(formField), body);
}

/** What is wrong with a field of ours; the first two are for a person to mend, the others are ours to set right. */
export type FieldFault = 'wrong type' | 'missing' | 'required' | 'shown to customers';

/** One of our fields as the account has it. */
export interface FieldState {
  /** Its label, from which the account makes up its name. */
  readonly label: string;
  readonly own: OwnFieldName;
  readonly field: FormField | undefined;
  readonly faults: readonly FieldFault[];
  /** Other fields that could be taken for it. */
  readonly twins: readonly FormField[];
}

/** What the account has of ours; the same fields are found that the source and the actions find. */
export function fieldStates(fields: readonly FormField[], prefix: string): readonly FieldState[] {
  const found = findOwnFields(fields, prefix);
  return ownFieldNames.map((own) => {
    const label = `${prefix}${own}`;
    const name = found.get(own);
    const field = fields.find((one) => one.name === name);
    const faults = field === undefined ? (['missing'] as const) : faultsOf(field, own);
    const twins = fields.filter((one) => one !== field && findOwnFields([one], prefix).has(own));
    return { label, own, field, faults, twins };
  });
}

/** A line of text takes 255 characters: too few for our lists. */
function faultsOf(field: FormField, own: OwnFieldName): readonly FieldFault[] {
  const isLong = field.type === 'custom_paragraph';
  if (!isLong && (field.type !== 'custom_text' || longFields.has(own))) return ['wrong type'];
  return [
    ...(field.required_for_agents || field.required_for_closure ? (['required'] as const) : []),
    ...(field.displayed_to_customers ? (['shown to customers'] as const) : []),
  ];
}

/** How a person mends a field of the wrong type: nobody can change the type of a field. */
export function mendType({ label, own, field }: FieldState): string {
  const wanted = longFields.has(own) ? 'Multi-line text' : 'Single-line text';
  return `it is of type ${field?.type ?? 'unknown'} and has to be ${wanted}: give the field another label than ${label} or delete it, under Admin > Workflows > Ticket Fields, and run this again`;
}

/** What is to be done about each field of ours. */
export async function planFields(
  calls: FreshdeskCalls,
  prefix: string,
  signal: AbortSignal,
): Promise<readonly SetupStep[]> {
  return fieldStates(await readFormFields(calls, signal), prefix).map((state) => stepOf(calls, prefix, state));
}

function stepOf(calls: FreshdeskCalls, prefix: string, state: FieldState): SetupStep {
  const { label, field, faults, twins } = state;
  const step = { kind: 'ticket field', name: label } as const;
  if (field === undefined) {
    const create = async (signal: AbortSignal): Promise<void> => createField(calls, { state, prefix }, signal);
    return { ...step, state: 'create', note: undefined, perform: create };
  }
  if (faults.includes('wrong type')) return { ...step, state: 'cannot', note: mendType(state), perform: undefined };
  if (faults.length > 0) {
    const note = `is ${faults.join(' and ')}: will be neither, and for agents only`;
    const path = `admin/ticket_fields/${field.id}`;
    const change = async (signal: AbortSignal): Promise<void> =>
      writeAsAdmin(calls, { method: 'PUT', path, body: forAgentsOnly }, signal);
    return { ...step, state: 'adopt', note, perform: change };
  }
  const apart = twins.map(({ name }) => name).join(', ');
  const note = `${field.name}${apart === '' ? '' : `; ${apart} could be taken for it: delete one of them`}`;
  return { ...step, state: 'leave', note, perform: undefined };
}

async function createField(
  calls: FreshdeskCalls,
  { state: { own }, prefix }: { readonly state: FieldState; readonly prefix: string },
  signal: AbortSignal,
): Promise<void> {
  // Somebody may have made it since the plan was shown.
  if (findOwnFields(await readFormFields(calls, signal), prefix).has(own)) return;
  const body = ownTicketField(own, prefix);
  await writeAsAdmin(calls, { method: 'POST', path: 'admin/ticket_fields', body }, signal);
}
