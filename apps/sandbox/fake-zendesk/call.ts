import type { Answer } from '../fake-shared/answer.ts';
import { Refused } from '../fake-shared/answer.ts';
import type { Desk, DeskTicket, DeskUser, JsonMap } from './desk.ts';

// Endpoints take all they need of a call from one place.
export type { Answer } from '../fake-shared/answer.ts';
export { Refused } from '../fake-shared/answer.ts';

/** What one request asks. `base` is where links of the answer point, ending in `/api/v2`. */
export interface Call {
  readonly desk: Desk;
  /** Who asks; `undefined` where the credentials were wrong, which only `/users/me` hears of. */
  readonly user: DeskUser | undefined;
  /** What the token may do that it bears; `undefined` where it bears none. */
  readonly scopes: readonly string[] | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonMap;
  readonly header: (name: string) => string | undefined;
  readonly base: string;
  /** How far behind the search index is, ms. */
  readonly staleSearchMs: number;
}

/** Which of the documented special limits an endpoint falls under, beside the account's own. */
export type SpecialLimit =
  | 'incremental'
  | 'ticket-update'
  | 'search-export'
  | 'tickets-index'
  | 'delete'
  | 'deleted-tickets'
  | 'webhooks';

export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v2`, without `.json`. */
  readonly path: string;
  readonly limit?: SpecialLimit;
  readonly answer: (call: Call) => Answer;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

export const notFound: Answer = { status: 404, body: { error: 'RecordNotFound', description: 'Not found' } };

/** A save that the record's own rules forbid. */
export function invalidRecord(field: string, description: string): Refused {
  const details = { [field]: [{ description }] };
  return new Refused({
    status: 422,
    body: { error: 'RecordInvalid', description: 'Record validation errors', details },
  });
}

export function badRequest(error: string, description: string): Refused {
  return new Refused({ status: 400, body: { error, description } });
}

/** The number in the path. @throws {Refused} 400 for what is no number */
export function idParam(call: Call, name = 'id'): number {
  const text = call.params[name] ?? '';
  if (/^\d{1,16}$/.test(text)) return Number(text);
  const message = `You passed an invalid value for the ${name} attribute. Invalid parameter: ${name} must be an integer`;
  throw new Refused({ status: 400, body: { error: { title: 'Invalid attribute', message } } });
}

/** The ticket of the path. @throws {Refused} 404 for one that is not there, deleted or scrubbed */
export function ticketParam(call: Call): DeskTicket {
  const ticket = call.desk.tickets.get(idParam(call));
  if (ticket === undefined || ticket.facts.status === 'deleted') throw new Refused(notFound);
  return ticket;
}

/** @throws {Refused} 400 where the body lacks it */
export function bodyObject(call: Call, name: string): JsonMap {
  const value = call.body[name];
  if (isMap(value)) return value;
  throw badRequest('InvalidBody', `Parameter ${name} is required`);
}

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A number, or a text that spells one; ids come both ways. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

const most = 100;

/** The ids of a `..._many` request. @throws {Refused} 400 for more than 100 */
export function manyIds(call: Call): number[] {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length > most) {
    const description = `Parameter  cannot specify more than ${most} values`;
    throw new Refused({ status: 400, body: { error: 'TooManyValues', description, max_count: most } });
  }
  return ids.map(Number);
}
