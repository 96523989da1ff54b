import type { FieldWrite, Write, Writer } from '../fake-shared/write-log.ts';
import { tagChanges } from '../fake-shared/write-log.ts';
import type { Conversation, Desk, DeskTicket } from './desk.ts';
import { nowOf } from './desk.ts';
import type { FieldValue } from './fields.ts';
import { slugOf } from './fields.ts';

/** What a save may change. */
export type Saved = Pick<DeskTicket, 'facts' | 'description' | 'tags' | 'values'>;

/** Notes one save with all it changed; `before` is `undefined` for a new ticket. */
export function noteSave(desk: Desk, ticket: DeskTicket, before: Saved | undefined): void {
  desk.log.note({
    at: nowOf(desk),
    ticketId: String(ticket.id),
    act: before === undefined ? 'created' : 'saved',
    ...tagChanges(before?.tags ?? [], ticket.tags),
    fields: [...factWrites(before, ticket), ...valueWrites(desk, before?.values ?? new Map(), ticket.values)],
  });
}

/** Notes what was done to the ticket as a whole, or to one of its conversations. */
export function noteAct(
  desk: Desk,
  ticket: DeskTicket,
  act: Exclude<Write['act'], 'created' | 'saved'>,
  conversation?: Conversation,
): void {
  const ticketId = String(ticket.id);
  const written = conversation === undefined ? {} : { comment: commentWrite(desk, conversation) };
  desk.log.note({ at: nowOf(desk), ticketId, act, ...written });
}

function commentWrite(desk: Desk, { id, private: isPrivate, userId }: Conversation): NonNullable<Write['comment']> {
  const of: Writer = userId === desk.integration.id ? 'us' : 'others';
  return { id: String(id), public: !isPrivate, of };
}

function factWrites(before: Saved | undefined, after: Saved): FieldWrite[] {
  const old: Readonly<Record<string, unknown>> =
    before === undefined ? {} : { ...before.facts, description: before.description };
  return Object.entries({ ...after.facts, description: after.description })
    .filter(([field, value]) => old[field] !== value)
    .map(([field, value]) => ({ field, before: old[field] ?? null, after: value }));
}

function valueWrites(
  desk: Desk,
  before: ReadonlyMap<string, FieldValue>,
  after: ReadonlyMap<string, FieldValue>,
): FieldWrite[] {
  if (before === after) return [];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => ({ field: keyOf(desk, name), before: before.get(name) ?? null, after: after.get(name) ?? null }));
}

function keyOf(desk: Desk, name: string): string {
  const field = desk.fields.find((field) => field.name === name);
  return field === undefined ? name : slugOf(field.label);
}
