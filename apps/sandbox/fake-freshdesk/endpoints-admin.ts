import type { Answer, Call, Endpoint, FieldError } from './call.ts';
import { idParam, isMap, noContent, notFound, ok, Refused, textOf, validationFailed } from './call.ts';
import type { DeskField, FieldDraft } from './fields.ts';
import { customTypes } from './fields.ts';
import { addField } from './new-desk.ts';
import { knownParameters } from './paging.ts';
import { adminFieldJson, fieldJson } from './payload-fields.ts';

/** The ticket form's fields, as everybody sees them and as an administrator makes them. */
export const adminEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/ticket_fields', answer: fields },
  {
    method: 'get',
    path: '/admin/ticket_fields',
    adminOnly: true,
    answer: (call) => ok(call.desk.fields.map(adminFieldJson)),
  },
  {
    method: 'get',
    path: '/admin/ticket_fields/:id',
    adminOnly: true,
    answer: (call) => ok(adminFieldJson(fieldParam(call))),
  },
  { method: 'post', path: '/admin/ticket_fields', adminOnly: true, answer: createField },
  { method: 'put', path: '/admin/ticket_fields/:id', adminOnly: true, answer: updateField },
  { method: 'delete', path: '/admin/ticket_fields/:id', adminOnly: true, answer: deleteField },
];

function fields(call: Call): Answer {
  knownParameters(call, ['type']);
  const type = call.query.get('type');
  const rows = call.desk.fields.filter((field) => type === null || field.type === type);
  return ok(rows.map((field) => fieldJson(call.desk, field)));
}

function fieldParam(call: Call): DeskField {
  const id = idParam(call);
  const field = call.desk.fields.find((field) => field.id === id);
  if (field === undefined) throw new Refused(notFound);
  return field;
}

function createField(call: Call): Answer {
  const { desk } = call;
  const draft = draftOf(call);
  if (desk.fields.some((field) => field.label === draft.label)) {
    const message = 'It should be a unique value';
    throw validationFailed([{ field: 'label', message, code: 'duplicate_value' }], 409);
  }
  const field = addField(desk, draft);
  const headers = { location: `${call.base}/admin/ticket_fields/${field.id}` };
  return { status: 201, body: adminFieldJson(field), headers };
}

function draftOf({ body }: Call): FieldDraft {
  const label = textOf(body['label']);
  const type = customTypes.find((type) => type === body['type']);
  const errors: FieldError[] = [];
  if (label === undefined || label === '') errors.push(missing('label'));
  if (textOf(body['label_for_customers']) === undefined) errors.push(missing('label_for_customers'));
  if (body['type'] === undefined) errors.push(missing('type'));
  else if (type === undefined) {
    const message = `It should be one of these values: '${customTypes.join(',')}'`;
    errors.push({ field: 'type', message, code: 'invalid_value' });
  }
  if (errors.length > 0 || label === undefined || type === undefined) throw validationFailed(errors);
  return {
    label,
    type,
    choices: choicesOf(body['choices']) ?? [],
    requiredForAgents: body['required_for_agents'] === true,
    requiredForClosure: body['required_for_closure'] === true,
  };
}

function missing(field: string): FieldError {
  return { field, message: 'It should not be blank as this is a mandatory field', code: 'missing_field' };
}

function choicesOf(asked: unknown): string[] | undefined {
  if (!Array.isArray(asked)) return undefined;
  return asked
    .filter(isMap)
    .map((row) => textOf(row['value']))
    .filter((value) => value !== undefined);
}

function updateField(call: Call): Answer {
  const field = fieldParam(call);
  const { body } = call;
  field.label = textOf(body['label']) ?? field.label;
  field.choices = choicesOf(body['choices']) ?? field.choices;
  if (typeof body['required_for_agents'] === 'boolean') field.requiredForAgents = body['required_for_agents'];
  if (typeof body['required_for_closure'] === 'boolean') field.requiredForClosure = body['required_for_closure'];
  field.updatedAt = call.desk.time.now();
  return ok(adminFieldJson(field));
}

function deleteField(call: Call): Answer {
  const field = fieldParam(call);
  if (!field.isCustom) {
    const message = 'A default field cannot be deleted';
    throw validationFailed([{ field: 'id', message, code: 'inconsistent_state' }]);
  }
  call.desk.fields.splice(call.desk.fields.indexOf(field), 1);
  return noContent;
}
