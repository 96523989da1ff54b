import type { Answer, Call } from './call.ts';
import { invalidValue, ok, validationFailed } from './call.ts';
import type { JsonMap } from './desk.ts';

export interface Page<T> {
  readonly rows: readonly T[];
  readonly json: (row: T) => JsonMap;
  /** The last page there is, however many rows; none unless said otherwise. */
  readonly lastPage?: number;
}

const usualSize = 30;
const largestSize = 100;

/**
 * One page of a list, as the request asks by `page` and `per_page`. The Link header is there only while there is more.
 *
 * @throws {Refused} 400 for a size above 100, or a page past the last there is
 */
export function page<T>(call: Call, { rows, json, lastPage }: Page<T>): Answer {
  const size = sizeOf(call);
  const number = pageNumber(call);
  if (lastPage !== undefined && number > lastPage) {
    const message = `You cannot access tickets beyond the ${lastPage}th page. Please provide a smaller page number.`;
    throw invalidValue('page', message);
  }
  const part = rows.slice((number - 1) * size, number * size);
  return ok(part.map(json), number * size < rows.length ? { link: linkTo(call, number + 1) } : {});
}

function linkTo(call: Call, number: number): string {
  const query = new URLSearchParams(call.query);
  query.set('page', String(number));
  const blank = call.desk.switches().linkBlank ? ' ' : '';
  return `<${blank}${call.base}${call.path.replace('/api/v2', '')}?${query.toString()}>;rel="next"`;
}

/** @throws {Refused} 400 */
export function pageNumber(call: Call, most = Number.MAX_SAFE_INTEGER): number {
  return positive(call, 'page', most) ?? 1;
}

/** How many rows there are up to the end of the page asked for. @throws {Refused} 400 */
export function rowsUntil(call: Call): number {
  return pageNumber(call) * sizeOf(call);
}

function sizeOf(call: Call): number {
  return positive(call, 'per_page', largestSize) ?? usualSize;
}

function positive(call: Call, name: string, most: number): number | undefined {
  const asked = call.query.get(name);
  if (asked === null) return undefined;
  const number = Number(asked);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  const limit = most === Number.MAX_SAFE_INTEGER ? '' : ` less than or equal to ${most}`;
  throw invalidValue(name, `It should be a Positive Integer${limit}`);
}

/** @throws {Refused} 400 for a parameter the endpoint does not know */
export function knownParameters(call: Call, known: readonly string[]): void {
  const unknown = [...call.query.keys()].filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw validationFailed(
    unknown.map((field) => ({ field, message: 'Unexpected/invalid field in request', code: 'invalid_field' })),
  );
}

/** What `include` names. @throws {Refused} 400 for what cannot be included */
export function includesOf(call: Call, known: readonly string[]): readonly string[] {
  const asked = (call.query.get('include') ?? '').split(',').filter((name) => name !== '');
  if (asked.every((name) => known.includes(name))) return asked;
  throw invalidValue('include', `It should be one of these values: '${known.join(',')}'`);
}
