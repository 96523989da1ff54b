import type { Answer } from '../fake-shared/answer.ts';
import { Refused } from '../fake-shared/answer.ts';
import type { Desk, DeskPerson, DeskTicket, JsonMap } from './desk.ts';

// Endpoints take all they need of a call from one place.
export type { Answer } from '../fake-shared/answer.ts';
export { Refused } from '../fake-shared/answer.ts';

/** What one request asks. `base` is where links of the answer point, ending in `/api/v2`. */
export interface Call {
  readonly desk: Desk;
  /** The agent whose key the request bears. */
  readonly agent: DeskPerson;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonMap;
  readonly path: string;
  readonly base: string;
  /** How far behind the search index is, ms. */
  readonly staleSearchMs: number;
}

/** Which of the documented limits an endpoint falls under, beside the account's own. */
export type SpecialLimit = 'ticketCreate' | 'ticketUpdate' | 'ticketsList' | 'contactsList';

export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below `/api/v2`. */
  readonly path: string;
  readonly limit?: SpecialLimit;
  /** Credits that each thing named in `include` costs on top of the request's own one; 0 unless said otherwise. */
  readonly creditsPerInclude?: number;
  readonly adminOnly?: boolean;
  readonly answer: (call: Call) => Answer;
}

/** One thing wrong with a request. `code` is of Freshdesk's closed list; the words differ and are nobody's business. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  readonly code:
    | 'missing_field'
    | 'invalid_value'
    | 'duplicate_value'
    | 'datatype_mismatch'
    | 'invalid_field'
    | 'readonly_field'
    | 'inconsistent_state';
}

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  body,
  headers,
});

export const noContent: Answer = { status: 204 };

/** Whatever is not there is answered with nothing at all. */
export const notFound: Answer = { status: 404 };

export const accessDenied: Answer = {
  status: 403,
  body: { code: 'access_denied', message: 'You are not authorized to perform this action.' },
};

export function validationFailed(errors: readonly FieldError[], status = 400): Refused {
  return new Refused({ status, body: { description: 'Validation failed', errors } });
}

export function invalidValue(field: string, message: string): Refused {
  return validationFailed([{ field, message, code: 'invalid_value' }]);
}

/** What a deleted or spam ticket, and whatever cannot be edited, answers to a write. */
export function notAllowed(method: string): Refused {
  const message = `${method} method is not allowed. It should be one of these method(s): GET`;
  return new Refused({ status: 405, body: { message }, headers: { allow: 'GET' } });
}

/** The number in the path. @throws {Refused} 404 for what is no number */
export function idParam(call: Call): number {
  const text = call.params['id'] ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Refused(notFound);
}

/** The ticket of the path, deleted and spam ones too. @throws {Refused} 404 for one that is not there or archived */
export function ticketParam(call: Call): DeskTicket {
  const ticket = call.desk.tickets.get(idParam(call));
  if (ticket === undefined || ticket.archived) throw new Refused(notFound);
  return ticket;
}

/** The ticket of the path, to be written on. @throws {Refused} 405 for a deleted or spam one */
export function writableTicket(call: Call, method: string): DeskTicket {
  const ticket = ticketParam(call);
  if (ticket.deleted || ticket.spam) throw notAllowed(method);
  return ticket;
}

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
