import type { Answer, Call, Endpoint } from './call.ts';
import { invalidValue, ok } from './call.ts';
import { knownParameters, pageNumber } from './paging.ts';
import { ticketJson } from './payload.ts';
import { findTickets, searchable, searchableDays } from './search.ts';
import type { Clause, Query } from './search-query.ts';
import { parseQuery } from './search-query.ts';

/** Search: behind the truth by the index's lag, and cut at ten pages of thirty. */
export const searchEndpoints: readonly Endpoint[] = [{ method: 'get', path: '/search/tickets', answer: search }];

const pageSize = 30;
const lastPage = 10;
const longestQuery = 512;

function search(call: Call): Answer {
  knownParameters(call, ['query', 'page']);
  const number = pageNumber(call, lastPage);
  const found = findTickets(call.desk, queryOf(call), call.staleSearchMs);
  const part = found.slice((number - 1) * pageSize, number * pageSize);
  return ok({ results: part.map((ticket) => ticketJson(call.desk, ticket)), total: found.length });
}

function queryOf(call: Call): Query {
  const text = call.query.get('query') ?? '';
  const inner = /^"(.*)"$/s.exec(text)?.[1];
  if (inner === undefined) throw invalidValue('query', 'The query should be enclosed in double quotes');
  if (inner.length > longestQuery) throw invalidValue('query', `The query can have at most ${longestQuery} characters`);
  const query = parseQuery(inner);
  if (query === undefined) throw invalidValue('query', 'The query could not be understood');
  for (const clause of clausesOf(query)) checkClause(call, clause);
  return query;
}

function clausesOf(query: Query): readonly Clause[] {
  return query.kind === 'clause' ? [query] : query.parts.flatMap(clausesOf);
}

function checkClause(call: Call, { field, value }: Clause): void {
  const isCustom = call.desk.fields.some((one) => one.isCustom && one.name === field);
  if (!searchable.has(field) && !isCustom) throw invalidValue(field, 'This field cannot be searched');
  const isDay = value === null || /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (searchableDays.has(field) && !isDay) throw invalidValue(field, "It should be in the 'YYYY-MM-DD' format");
}
