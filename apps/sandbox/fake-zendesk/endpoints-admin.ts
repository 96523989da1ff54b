import type { Answer, Call, Endpoint } from './call.ts';
import { bodyObject, idParam, invalidRecord, isMap, notFound, ok, Refused, textOf } from './call.ts';
import type { DeskField, DeskStatus, JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import { addField } from './new-desk.ts';
import { page } from './paging.ts';
import { fieldJson, formsJson } from './payload.ts';
import { forbidden, onlyAdmins } from './only-admins.ts';

/** The fields of the ticket forms, the forms themselves and the statuses. */
export const adminEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/ticket_fields', answer: fields },
  {
    method: 'get',
    path: '/ticket_fields/:id',
    answer: (call) => ok({ ticket_field: fieldJson(fieldParam(call), call.base) }),
  },
  { method: 'post', path: '/ticket_fields', answer: onlyAdmins(createField) },
  { method: 'put', path: '/ticket_fields/:id', answer: onlyAdmins(updateField) },
  { method: 'delete', path: '/ticket_fields/:id', answer: onlyAdmins(deleteField) },
  { method: 'get', path: '/custom_statuses', answer: statuses },
  { method: 'get', path: '/ticket_forms', answer: forms },
];

function fields(call: Call): Answer {
  const rows = [...call.desk.fields.values()];
  const json = (field: DeskField): JsonMap => fieldJson(field, call.base);
  return ok(page(call, { name: 'ticket_fields', path: '/ticket_fields.json', rows, id: (field) => field.id, json }));
}

function fieldParam(call: Call): DeskField {
  const field = call.desk.fields.get(idParam(call));
  if (field === undefined) throw new Refused(notFound);
  return field;
}

function createField(call: Call): Answer {
  const asked = bodyObject(call, 'ticket_field');
  const type = textOf(asked['type']);
  const title = textOf(asked['title']);
  if (type === undefined) throw invalidRecord('type', 'Type: cannot be blank');
  if (title === undefined) throw invalidRecord('title', 'Title: cannot be blank');
  const key = textOf(asked['key']) ?? null;
  if (key !== null && [...call.desk.fields.values()].some((field) => field.key === key)) {
    throw invalidRecord('key', 'Key: has already been taken');
  }
  if ([...call.desk.fields.values()].filter(({ system }) => !system).length >= call.desk.features.mostFields) {
    throw invalidRecord('base', 'You have reached the limit of custom ticket fields');
  }
  const at = call.desk.time.now();
  const options = Array.isArray(asked['custom_field_options']) ? asked['custom_field_options'].filter(isMap) : [];
  const id = call.desk.ids.next();
  const active = asked['active'] !== false;
  const field: DeskField = { id, key, type, title, system: false, active, options, createdAt: at, updatedAt: at };
  setFlags(field, asked);
  addField(call.desk, field);
  const headers = { location: `${call.base}/ticket_fields/${field.id}.json` };
  return { status: 201, body: { ticket_field: fieldJson(field, call.base) }, headers };
}

function updateField(call: Call): Answer {
  const field = fieldParam(call);
  const asked = bodyObject(call, 'ticket_field');
  field.title = textOf(asked['title']) ?? field.title;
  if (typeof asked['active'] === 'boolean') field.active = asked['active'];
  setFlags(field, asked);
  field.updatedAt = call.desk.time.now();
  return ok({ ticket_field: fieldJson(field, call.base) });
}

function setFlags(field: DeskField, { required, visible_in_portal: visible }: JsonMap): void {
  if (typeof required === 'boolean') field.required = required;
  if (typeof visible === 'boolean') field.visible = visible;
}

function deleteField(call: Call): Answer {
  const field = fieldParam(call);
  if (field.system) throw invalidRecord('base', 'System fields cannot be deleted');
  call.desk.fields.delete(field.id);
  return { status: 204 };
}

function forms(call: Call): Answer {
  if (!call.desk.features.ticketForms) return forbidden;
  const rows = formsJson(call.desk, call.base);
  const list = { name: 'ticket_forms', path: '/ticket_forms.json', rows };
  return ok(page(call, { ...list, id: (form) => Number(form['id']), json: (form) => form }));
}

function statuses(call: Call): Answer {
  if (!call.desk.features.customStatuses) return forbidden;
  const asked = call.query.get('active');
  const rows = call.desk.statuses.filter((status) => asked === null || String(status.active) === asked);
  return ok({ custom_statuses: rows.map((status) => statusJson(call, status)) });
}

function statusJson(call: Call, status: DeskStatus): JsonMap {
  return {
    url: `${call.base}/custom_statuses/${status.id}.json`,
    id: status.id,
    status_category: status.category,
    agent_label: status.label,
    raw_agent_label: status.label,
    end_user_label: status.label,
    raw_end_user_label: status.label,
    description: '',
    raw_description: '',
    end_user_description: '',
    active: status.active,
    default: true,
    created_at: stamp(0),
    updated_at: stamp(0),
  };
}
