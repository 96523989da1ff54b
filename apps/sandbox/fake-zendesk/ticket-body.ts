import type { Priority, TicketStatus } from '#core/ticket.ts';
import { priorities } from '#core/ticket.ts';
import type { Call } from './call.ts';
import { invalidRecord, isMap, numberOf, textOf } from './call.ts';
import type { Desk, DeskTicket, FieldValue, JsonMap, TicketFacts } from './desk.ts';
import type { TicketUpdate } from './update.ts';

const writable: ReadonlySet<string> = new Set([
  'subject',
  'raw_subject',
  'comment',
  'status',
  'custom_status_id',
  'priority',
  'type',
  'requester_id',
  'requester',
  'submitter_id',
  'assignee_id',
  'assignee_email',
  'group_id',
  'organization_id',
  'external_id',
  'tags',
  'custom_fields',
  'fields',
  'metadata',
  'safe_update',
  'updated_stamp',
  'problem_id',
  'due_at',
  'ticket_form_id',
  'brand_id',
  'recipient',
  'collaborators',
  'collaborator_ids',
  'email_ccs',
  'followers',
  'via_followup_source_id',
  'description',
]);

/** The header by which the API says what it did not take from a ticket's body: it takes the rest and answers 200. */
export function warning(ticket: JsonMap, action: 'update' | 'create'): Record<string, string> {
  const unknown = Object.keys(ticket).filter((key) => !writable.has(key));
  if (unknown.length === 0) return {};
  const keys = unknown.map((key) => `"ticket.${key.replaceAll(/[^\w.-]/g, '?')}"`).join(', ');
  const allowed = `:controller=>"tickets",:action=>"${action}",:unpermitted_keys=>[${keys}],:invalid_values=>[]`;
  return { 'x-zendesk-api-warn': `{:allowed_parameters=>{${allowed}}}` };
}

/**
 * What a ticket's body asks for. Unknown custom fields are dropped in silence, as unknown keys are.
 *
 * @throws {Refused} 422 for a value that is none
 */
export function readUpdate(call: Call, ticket: JsonMap): TicketUpdate {
  const facts: Partial<TicketFacts> = {
    ...choiceFacts(ticket),
    ...peopleFacts(call.desk, ticket),
    ...textFacts(ticket),
  };
  const tags = readTags(ticket['tags']);
  const values = readValues(call.desk, ticket['custom_fields'] ?? ticket['fields']);
  const comment = readComment(ticket['comment']);
  return {
    facts,
    ...(tags === undefined ? {} : { tags }),
    ...(values === undefined ? {} : { values }),
    ...(comment === undefined ? {} : { comment }),
  };
}

const settable: ReadonlySet<string> = new Set(['new', 'open', 'pending', 'hold', 'solved', 'closed']);
const types: ReadonlySet<string> = new Set(['problem', 'incident', 'question', 'task']);

function choiceFacts(ticket: JsonMap): Partial<TicketFacts> {
  const { status, priority, type } = ticket;
  const custom = numberOf(ticket['custom_status_id']);
  return {
    ...(status === undefined ? {} : { status: chosen('status', status, settable) as TicketStatus }),
    ...(custom === undefined ? {} : { custom_status_id: custom }),
    ...(priority === undefined
      ? {}
      : { priority: emptyOr(priority, 'priority', new Set(priorities)) as Priority | null }),
    ...(type === undefined ? {} : { type: emptyOr(type, 'type', types) }),
  };
}

function peopleFacts(desk: Desk, ticket: JsonMap): Partial<TicketFacts> {
  const requester = numberOf(ticket['requester_id']);
  const group = ticket['group_id'];
  return {
    ...(requester === undefined ? {} : { requester_id: requester }),
    ...assignee(desk, ticket),
    ...(group === undefined ? {} : { group_id: numberOf(group) ?? null }),
  };
}

function assignee(desk: Desk, ticket: JsonMap): Partial<TicketFacts> {
  const email = textOf(ticket['assignee_email']);
  if (email === undefined && ticket['assignee_id'] === undefined) return {};
  if (email === undefined && ticket['assignee_id'] === null) return { assignee_id: null };
  const id = numberOf(ticket['assignee_id']);
  const user = email === undefined ? desk.users.get(id ?? Number.NaN) : desk.usersByEmail.get(email);
  if (user === undefined || user.role === 'end-user' || !user.active) {
    throw invalidRecord('assignee_id', 'Assignee: is not an agent');
  }
  return { assignee_id: user.id };
}

function textFacts(ticket: JsonMap): Partial<TicketFacts> {
  const subject = textOf(ticket['subject']);
  const external = ticket['external_id'];
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(external === undefined ? {} : { external_id: textOf(external) ?? null }),
  };
}

function chosen(field: string, value: unknown, known: ReadonlySet<string>): string {
  if (typeof value === 'string' && known.has(value)) return value;
  throw invalidRecord(field, `${field}: is not valid`);
}

function emptyOr(value: unknown, field: string, known: ReadonlySet<string>): string | null {
  return value === null || value === '' ? null : chosen(field, value, known);
}

/** Tags come as a list, or as one text with blanks between them. */
export function readTags(value: unknown): string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((tag) => typeof tag === 'string') : undefined;
}

function readValues(desk: Desk, asked: unknown): ReadonlyMap<number, FieldValue> | undefined {
  const pairs = isMap(asked)
    ? Object.entries(asked)
    : Array.isArray(asked)
      ? asked.filter(isMap).map((entry) => [entry['id'], entry['value']] as const)
      : undefined;
  if (pairs === undefined) return undefined;
  const values = new Map<number, FieldValue>();
  for (const [name, value] of pairs) {
    const id = numberOf(name);
    if (id === undefined || desk.fields.get(id)?.system !== false) continue;
    values.set(id, fieldValue(value));
  }
  return values;
}

function fieldValue(value: unknown): FieldValue {
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string');
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? value : null;
}

function readComment(asked: unknown): TicketUpdate['comment'] | undefined {
  if (asked === undefined || asked === null) return undefined;
  if (typeof asked === 'string') return { body: asked, public: true };
  if (!isMap(asked)) return undefined;
  const body = textOf(asked['body']) ?? plain(textOf(asked['html_body']));
  if (body === undefined || body.trim() === '') return undefined;
  return {
    body,
    public: asked['public'] !== false && asked['public'] !== 'false',
    authorId: numberOf(asked['author_id']),
  };
}

function plain(html: string | undefined): string | undefined {
  return html?.replaceAll(/<br\s*\/?>|<\/p>/gi, '\n').replaceAll(/<[^>]*>/g, '');
}

/** What is left of a requester given by name and address. */
export function requesterOf(ticket: JsonMap): { readonly name: string; readonly email: string } | undefined {
  const requester = ticket['requester'];
  if (!isMap(requester)) return undefined;
  const email = textOf(requester['email']);
  return email === undefined ? undefined : { email, name: textOf(requester['name']) ?? email };
}

/** Whether the caller's picture of the ticket is out of date, where it asked for that to matter. */
export function isStale(ticket: DeskTicket, asked: JsonMap): boolean {
  // `safe_update: false` guards as much as `true` does: only leaving it out turns the guard off.
  if (asked['safe_update'] === undefined) return false;
  const seenAt = Date.parse(textOf(asked['updated_stamp']) ?? '');
  return !Number.isNaN(seenAt) && Math.floor(seenAt / 1000) !== Math.floor(ticket.updatedAt / 1000);
}
