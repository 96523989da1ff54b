import type { NamedPerson } from '../fake-shared/letter.ts';
import type { TicketUpdate } from './change.ts';
import type { Call, FieldError } from './call.ts';
import { isMap, textOf, validationFailed } from './call.ts';
import type { Desk, DeskTicket, JsonMap } from './desk.ts';
import { readFacts, wrongType } from './body-facts.ts';
import { checkValue } from './field-check.ts';
import { missingInForm } from './form-check.ts';
import type { FieldValue } from './fields.ts';

/** What a ticket's body asks for, found sound. */
export interface TicketBody {
  readonly update: TicketUpdate;
  /** HTML, where it was given. */
  readonly description: string | undefined;
  readonly requester: NamedPerson | undefined;
}

const writable: ReadonlySet<string> = new Set([
  'subject',
  'description',
  'status',
  'priority',
  'source',
  'type',
  'requester_id',
  'email',
  'name',
  'responder_id',
  'group_id',
  'tags',
  'custom_fields',
  'cc_emails',
  'due_by',
  'fr_due_by',
  'company_id',
  'product_id',
  'email_config_id',
  'internal_agent_id',
  'internal_group_id',
  'parent_id',
  'related_ticket_ids',
  'unique_external_id',
]);

const readOnly: ReadonlySet<string> = new Set([
  'id',
  'created_at',
  'updated_at',
  'is_escalated',
  'fr_escalated',
  'nr_escalated',
  'spam',
  'deleted',
  'stats',
  'description_text',
]);

/**
 * Reads the body of a create or an update, against the ticket as it would be afterwards.
 *
 * @throws {Refused} 400 with everything that is wrong
 */
export function readTicketBody(call: Call, ticket: DeskTicket | undefined): TicketBody {
  const { desk, body } = call;
  const errors: FieldError[] = [...keyErrors(body)];
  const facts = readFacts(desk, body, errors);
  const tags = readTags(call, ticket, errors);
  const values = readValues(desk, body, { ticket, errors });
  const update: TicketUpdate = {
    facts,
    ...(tags === undefined ? {} : { tags }),
    ...(values === undefined ? {} : { values }),
  };
  if (ticket === undefined) errors.push(...missingOnCreate(body));
  if (desk.switches().formValidation) errors.push(...missingInForm(desk, ticket, update));
  if (errors.length > 0) throw validationFailed(errors);
  const email = textOf(body['email']);
  return {
    update,
    description: textOf(body['description']),
    requester: email === undefined ? undefined : { email, name: textOf(body['name']) ?? email.split('@')[0] ?? email },
  };
}

function keyErrors(body: JsonMap): FieldError[] {
  return Object.keys(body)
    .filter((key) => !writable.has(key))
    .map((field) =>
      readOnly.has(field)
        ? { field, message: 'It is a read only attribute', code: 'readonly_field' }
        : { field, message: 'Unexpected/invalid field in request', code: 'invalid_field' },
    );
}

function readTags(call: Call, ticket: DeskTicket | undefined, errors: FieldError[]): readonly string[] | undefined {
  const asked = call.body['tags'];
  if (asked === undefined) return undefined;
  const { tagsOnPut, tagCase, longestTag } = call.desk.switches();
  if (!Array.isArray(asked) || asked.some((tag) => typeof tag !== 'string')) {
    errors.push(wrongType('tags', asked, 'Array'));
    return undefined;
  }
  const given = (asked as string[]).map((tag) => tag.trim()).filter((tag) => tag !== '');
  if (given.some((tag) => tag.length > longestTag)) {
    const message = `It should only contain elements that have maximum of ${longestTag} characters`;
    errors.push({ field: 'tags', message, code: 'invalid_value' });
  }
  const cased = tagCase === 'lowered' ? given.map((tag) => tag.toLowerCase()) : given;
  return [...new Set([...(tagsOnPut === 'add' ? (ticket?.tags ?? []) : []), ...cased])];
}

function readValues(
  desk: Desk,
  body: JsonMap,
  on: { readonly ticket: DeskTicket | undefined; readonly errors: FieldError[] },
): ReadonlyMap<string, FieldValue | null> | undefined {
  const asked = body['custom_fields'];
  if (asked === undefined) return undefined;
  if (!isMap(asked)) {
    on.errors.push(wrongType('custom_fields', asked, 'Key/Value Pair'));
    return undefined;
  }
  const { customFieldsOnPut, longestText } = desk.switches();
  const unnamed = customFieldsOnPut === 'replace' ? [...(on.ticket?.values.keys() ?? [])] : [];
  const values = new Map<string, FieldValue | null>(unnamed.map((name) => [name, null]));
  for (const [name, value] of Object.entries(asked)) {
    const field = desk.fields.find((field) => field.isCustom && field.name === name);
    if (field === undefined) {
      on.errors.push({ field: name, message: 'Unexpected/invalid field in request', code: 'invalid_field' });
      continue;
    }
    const checked = checkValue(field, value, longestText);
    if (checked.error === undefined) values.set(name, checked.value);
    else on.errors.push(checked.error);
  }
  return values;
}

function missingOnCreate(body: JsonMap): FieldError[] {
  const missing: FieldError[] = [];
  const miss = (field: string): void =>
    void missing.push({ field, message: 'It should not be blank as this is a mandatory field', code: 'missing_field' });
  if (body['requester_id'] === undefined && textOf(body['email']) === undefined) miss('requester_id');
  if (textOf(body['description']) === undefined) miss('description');
  if (body['subject'] === undefined) miss('subject');
  return missing;
}
