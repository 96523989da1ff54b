import type { FieldError } from './call.ts';
import type { Desk, JsonMap, TicketFacts } from './desk.ts';
import { typeName } from './field-check.ts';
import { priorityLabels } from './fields.ts';

/** What a body says of the facts that hold one value each; what is wrong goes to `errors` and is left out. */
export function readFacts(desk: Desk, body: JsonMap, errors: FieldError[]): Partial<TicketFacts> {
  const facts: Record<string, unknown> = {};
  for (const [field, check] of Object.entries(checks)) {
    const value = body[field];
    if (value === undefined) continue;
    const error = check(desk, value, field);
    if (error === undefined) facts[field] = value;
    else errors.push(error);
  }
  return facts;
}

type Check = (desk: Desk, value: unknown, field: string) => FieldError | undefined;

const checks: Readonly<Record<keyof TicketFacts, Check>> = {
  status: (desk, value, field) =>
    numberError(
      field,
      value,
      desk.statuses.map(({ id }) => id),
    ),
  priority: (_desk, value, field) => numberError(field, value, Object.keys(priorityLabels).map(Number)),
  source: (desk, value, field) => numberError(field, value, [...desk.sources.values()]),
  subject: (_desk, value, field) =>
    typeof value === 'string' && value !== '' ? undefined : wrongType(field, value, 'String'),
  type: (desk, value, field) => {
    const types = desk.fields.find(({ name }) => name === 'ticket_type')?.choices ?? [];
    if (value === null || (typeof value === 'string' && types.includes(value))) return undefined;
    return { field, message: `It should be one of these values: '${types.join(',')}'`, code: 'invalid_value' };
  },
  requester_id: (desk, value, field) => recordError(field, value, (id) => desk.people.has(id)),
  responder_id: (desk, value, field) =>
    value === null ? undefined : recordError(field, value, (id) => desk.people.get(id)?.kind === 'agent'),
  group_id: (desk, value, field) =>
    value === null ? undefined : recordError(field, value, (id) => desk.groups.some((group) => group.id === id)),
};

/** Numbers spelt as text are refused, too, in the words that were seen for it. */
function numberError(field: string, value: unknown, known: readonly number[]): FieldError | undefined {
  const should = `It should be one of these values: '${known.toSorted((one, other) => one - other).join(',')}'`;
  if (typeof value !== 'number') {
    return { field, message: `Value set is of type ${typeName(value)}.${should}`, code: 'datatype_mismatch' };
  }
  return known.includes(value) ? undefined : { field, message: should, code: 'invalid_value' };
}

function recordError(field: string, value: unknown, isKnown: (id: number) => boolean): FieldError | undefined {
  if (!Number.isInteger(value)) return wrongType(field, value, 'Positive Integer');
  if (isKnown(value as number)) return undefined;
  return { field, message: `There is no matching record for ${field}`, code: 'invalid_value' };
}

export function wrongType(field: string, value: unknown, type: string): FieldError {
  const message = `Value set is of type ${typeName(value)}.It should be a/an ${type}`;
  return { field, message, code: 'datatype_mismatch' };
}
