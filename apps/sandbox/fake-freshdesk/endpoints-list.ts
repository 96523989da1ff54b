import { DAY_MS, parseInstant } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { invalidValue } from './call.ts';
import type { DeskTicket, JsonMap } from './desk.ts';
import { seconds } from './desk.ts';
import type { Listing } from './listing.ts';
import { orders } from './listing.ts';
import { includesOf, knownParameters, page, rowsUntil } from './paging.ts';
import { descriptionJson, requesterJson, statsJson, ticketJson } from './payload.ts';
import { personByEmail } from './who.ts';

/** The list of tickets: at most 300 pages, and only those of the last thirty days unless `updated_since` is given. */
export function listEndpoints(listing: Listing): readonly Endpoint[] {
  return [
    {
      method: 'get',
      path: '/tickets',
      limit: 'ticketsList',
      creditsPerInclude: 2,
      answer: (call) => list(call, listing),
    },
  ];
}

const parameters = [
  'filter',
  'requester_id',
  'email',
  'company_id',
  'updated_since',
  'include',
  'order_by',
  'order_type',
  'per_page',
  'page',
];
const filters = ['new_and_my_open', 'watching', 'spam', 'deleted'] as const;
const listPages = 300;
const createdWithinMs = 30 * DAY_MS;

function list(call: Call, listing: Listing): Answer {
  knownParameters(call, parameters);
  const included = includesOf(call, ['requester', 'stats', 'description']);
  const order = chosen(call, 'order_by', orders) ?? 'created_at';
  const direction = chosen(call, 'order_type', ['asc', 'desc'] as const) ?? 'desc';
  const inOrder = listing.inOrder(order);
  const rows = firstWanted(call, direction === 'desc' ? inOrder.toReversed() : inOrder);
  const json = (ticket: DeskTicket): JsonMap => ({
    ...ticketJson(call.desk, ticket),
    ...(included.includes('requester') ? { requester: requesterJson(call.desk, ticket) } : {}),
    ...(included.includes('stats') ? { stats: statsJson(ticket) } : {}),
    ...(included.includes('description') ? descriptionJson(ticket) : {}),
  });
  return page(call, { rows, json, lastPage: listPages });
}

/** As many of the tickets asked for as it takes to fill the page and to know whether there is another. */
function firstWanted(call: Call, tickets: readonly DeskTicket[]): readonly DeskTicket[] {
  const isKind = kindOf(call);
  const isRecent = recentBy(call);
  const requester = requesterOf(call);
  const enough = rowsUntil(call) + 1;
  const rows: DeskTicket[] = [];
  for (const ticket of tickets) {
    if (!isKind(ticket) || !isRecent(ticket)) continue;
    if (requester !== undefined && ticket.facts.requester_id !== requester) continue;
    rows.push(ticket);
    if (rows.length === enough) break;
  }
  return rows;
}

/** Deleted and spam tickets are in no list but their own. */
function kindOf(call: Call): (ticket: DeskTicket) => boolean {
  const filter = chosen(call, 'filter', filters);
  switch (filter) {
    case 'deleted':
      return (ticket) => ticket.deleted;
    case 'spam':
      return (ticket) => ticket.spam && !ticket.deleted;
    case 'new_and_my_open':
      return (ticket) => {
        const { status, responder_id: agent } = ticket.facts;
        return isPlain(ticket) && status === 2 && (agent === null || agent === call.agent.id);
      };
    case 'watching':
      return () => false;
    case undefined:
      return isPlain;
  }
}

const isPlain = (ticket: DeskTicket): boolean => !ticket.deleted && !ticket.spam;

function recentBy(call: Call): (ticket: DeskTicket) => boolean {
  const asked = call.query.get('updated_since');
  if (asked === null) {
    const from = call.desk.time.now() - createdWithinMs;
    return (ticket) => ticket.createdAt >= from;
  }
  const since = instantOf(asked);
  if (since === undefined) throw invalidValue('updated_since', 'It should be in the ISO 8601 format');
  const from = seconds(since) + (call.desk.switches().updatedSince === 'inclusive' ? 0 : 1);
  return (ticket) => seconds(ticket.updatedAt) >= from;
}

/** A timestamp to the second, the only kind that is documented, or a date alone. */
function instantOf(text: string): Instant | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return parseInstant(`${text}T00:00:00Z`);
  return text.includes('.') ? undefined : parseInstant(text);
}

function requesterOf(call: Call): number | undefined {
  const { query, desk } = call;
  const email = query.get('email');
  if (email !== null) return personByEmail(desk, email)?.id ?? Number.NaN;
  const id = query.get('requester_id');
  return id === null ? undefined : Number(id);
}

function chosen<T extends string>(call: Call, name: string, known: readonly T[]): T | undefined {
  const asked = call.query.get(name);
  if (asked === null) return undefined;
  const found = known.find((word) => word === asked);
  if (found === undefined) throw invalidValue(name, `It should be one of these values: '${known.join(',')}'`);
  return found;
}
