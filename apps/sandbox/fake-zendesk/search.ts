import { parseInstant } from '#core/time.ts';
import type { Call } from './call.ts';
import type { DeskTicket } from './desk.ts';

interface Term {
  readonly field: string;
  readonly operator: ':' | '<' | '>' | '<=' | '>=';
  readonly value: string;
  readonly without: boolean;
}

/** A ticket as the index knows it: its status and tags may be those of a while ago. */
interface Indexed {
  readonly ticket: DeskTicket;
  readonly status: string;
  readonly tags: readonly string[];
}

/**
 * Tickets a query finds, by number, those with numbers above `afterId` only. Terms of one field are alternatives, terms
 * of different fields all hold; bare words are looked for in subject and description.
 */
export function* findTickets(call: Call, afterId = 0): Iterable<DeskTicket> {
  const { terms, words } = parse(call.query.get('query') ?? '');
  if (terms.some((term) => term.field === 'type' && term.value !== 'ticket')) return;
  const seenAt = call.desk.time.now() - call.staleSearchMs;
  for (const ticket of call.desk.tickets.values()) {
    if (ticket.id <= afterId || ticket.facts.status === 'deleted') continue;
    const found = indexedAt(ticket, seenAt);
    if (found === undefined || !holds(call, found, terms)) continue;
    if (words.every((word) => saidIn(ticket, word))) yield ticket;
  }
}

function indexedAt(ticket: DeskTicket, seenAt: number): Indexed | undefined {
  // Only the newest states are kept: where all of them are too new, the oldest stands in.
  const state =
    ticket.indexed.findLast(({ at }) => at <= seenAt) ?? (ticket.createdAt <= seenAt ? ticket.indexed[0] : undefined);
  return state === undefined ? undefined : { ticket, status: state.status, tags: state.tags };
}

function parse(query: string): { readonly terms: readonly Term[]; readonly words: readonly string[] } {
  const terms: Term[] = [];
  const words: string[] = [];
  for (const part of query.match(/-?\w+(?:[<>]=?|:)(?:"[^"]*"|\S+)|"[^"]*"|\S+/g) ?? []) {
    const [, minus, field, operator, value] = /^(-?)(\w+)([<>]=?|:)(.+)$/s.exec(part) ?? [];
    if (field === undefined || value === undefined) words.push(part.replaceAll('"', '').toLowerCase());
    else terms.push({ field, operator: operator as Term['operator'], value: unquoted(value), without: minus === '-' });
  }
  return { terms, words };
}

function unquoted(value: string): string {
  return value.replaceAll('"', '').toLowerCase();
}

function holds(call: Call, found: Indexed, terms: readonly Term[]): boolean {
  const fields = new Set(terms.filter((term) => !term.without && term.operator === ':').map((term) => term.field));
  const some = [...fields].every((field) =>
    terms.some((term) => term.field === field && !term.without && term.operator === ':' && is(call, found, term)),
  );
  const others = terms.filter((term) => term.without || term.operator !== ':');
  return some && others.every((term) => is(call, found, term) !== term.without);
}

function is(call: Call, found: Indexed, term: Term): boolean {
  const { ticket } = found;
  switch (term.field) {
    case 'type':
      return true;
    case 'tags':
      return found.tags.includes(term.value);
    case 'status':
      return compared(statusOrder.indexOf(found.status), statusOrder.indexOf(term.value), term.operator);
    case 'priority':
      return ticket.facts.priority === term.value;
    case 'created':
      return compared(ticket.createdAt, instantOf(term.value), term.operator);
    case 'updated':
      return compared(ticket.updatedAt, instantOf(term.value), term.operator);
    case 'requester':
      return isUser(call, ticket.facts.requester_id, term.value);
    case 'assignee':
      return isUser(call, ticket.facts.assignee_id, term.value);
    default:
      return false;
  }
}

const statusOrder = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];

function compared(one: number, other: number, operator: Term['operator']): boolean {
  switch (operator) {
    case ':':
      return one === other;
    case '<':
      return one < other;
    case '>':
      return one > other;
    case '<=':
      return one <= other;
    case '>=':
      return one >= other;
  }
}

function instantOf(value: string): number {
  const text = value.toUpperCase();
  return parseInstant(text) ?? Date.parse(`${text}T00:00:00Z`);
}

function isUser(call: Call, id: number | null, value: string): boolean {
  if (value === 'none' || value === 'me') return value === 'none' ? id === null : id === call.user?.id;
  const user = id === null ? undefined : call.desk.users.get(id);
  return user !== undefined && [String(user.id), user.email, user.name.toLowerCase()].includes(value);
}

function saidIn(ticket: DeskTicket, word: string): boolean {
  return `${ticket.id} ${ticket.facts.subject} ${ticket.description}`.toLowerCase().includes(word);
}
