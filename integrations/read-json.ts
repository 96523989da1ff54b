import { parseInstant, type Instant } from '#core/time.ts';
import { PayloadError } from './errors.ts';

/**
 * Readers of what `JSON.parse` gave, for the payloads that are read most. Each takes one value and the key it stands
 * under. What a platform may leave out, null or add to passes; what we cannot do without is refused, and only then is its
 * path made: every level adds its own key on the way out.
 */

/** An object that was parsed and not looked at: any of the keys may be missing, and any value may be anything. */
export type Unread<Key extends string> = Readonly<Record<Key, unknown>>;

/** Whose payload it is: the code and the name its errors bear. */
export interface Documented {
  readonly code: string;
  readonly by: string;
}

/** Something is not as documented. Turned into a PayloadError where the whole payload is known; bears no value. */
class Misread extends Error {
  readonly path: string;

  constructor(path: string) {
    super('a value is not as documented');
    this.path = path;
  }
}

/**
 * Reads a payload.
 *
 * @throws {PayloadError} with the path of the first thing that is not as documented; never its text
 */
export function readPayload<T>(raw: unknown, read: (raw: unknown) => T, documented: Documented): T {
  try {
    return read(raw);
  } catch (cause) {
    if (cause instanceof Misread) throw payloadError(cause.path, documented);
    throw cause;
  }
}

/** What is said of a payload that is wrong at a path. */
export function payloadError(path: string, { code, by }: Documented): PayloadError {
  const what = path === '' ? 'what was given' : `'${path}'`;
  return new PayloadError(code, path, `${what} is not as ${by} documents it`);
}

/** An object, with the keys that are looked for. */
export function readObject<Key extends string>(value: unknown, key: string): Unread<Key> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Unread<Key>;
  throw new Misread(key);
}

/** An object that may be missing or null. */
export function readMaybeObject<Key extends string>(value: unknown, key: string): Unread<Key> | undefined {
  return value === null || value === undefined ? undefined : readObject<Key>(value, key);
}

/** What stands under a key, read by a reader that names its own keys. */
export function readWithin<T>(value: unknown, key: string, read: (value: unknown) => T): T {
  try {
    return read(value);
  } catch (cause) {
    throw under(key, cause);
  }
}

const none: readonly never[] = [];

/** A list that may be missing or null; so may its items, which are passed over. */
export function readList<T>(value: unknown, key: string, read: (item: unknown) => T): readonly T[] {
  return readMaybeList(value, key, read) ?? none;
}

/** The same, `undefined` where the list is missing or null: nobody looked, or there is none. */
export function readMaybeList<T>(value: unknown, key: string, read: (item: unknown) => T): readonly T[] | undefined {
  if (value === null || value === undefined) return undefined;
  const items = readItems(value, key);
  if (items.length === 0) return none;
  const found: T[] = [];
  let at = 0;
  try {
    for (; at < items.length; at += 1) {
      const item = items[at];
      if (item !== null && item !== undefined) found.push(read(item));
    }
  } catch (cause) {
    throw under(key === '' ? String(at) : `${key}.${at}`, cause);
  }
  return found;
}

/** A list that must be there. */
export function readRows<T>(value: unknown, key: string, read: (item: unknown) => T): readonly T[] {
  const rows = readMaybeList(value, key, read);
  if (rows === undefined) throw new Misread(key);
  return rows;
}

/**
 * A list that may be missing and comes again and again, such as an account's ticket fields beside each of its tickets:
 * read once, for as long as somebody keeps it. It must not be changed afterwards.
 */
export function readMaybeListOnce<T>(
  key: string,
  read: (item: unknown) => T,
): (value: unknown) => readonly T[] | undefined {
  const known = new WeakMap<object, readonly T[]>();
  return (value) => {
    const before = typeof value === 'object' && value !== null ? known.get(value) : undefined;
    if (before !== undefined) return before;
    const rows = readMaybeList(value, key, read);
    if (rows !== undefined) known.set(value as object, rows);
    return rows;
  };
}

/** A list whose items nobody has looked at. */
export function readItems(value: unknown, key: string): readonly unknown[] {
  if (value === null || value === undefined) return none;
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new Misread(key);
}

/** A list of words, such as tags: the list itself where it is as it should be. */
export function readWords(value: unknown, key: string): readonly string[] {
  const items = readItems(value, key);
  for (let at = 0; at < items.length; at += 1) {
    if (typeof items[at] !== 'string') return readList(items, key, readWord);
  }
  return items as readonly string[];
}

function readWord(item: unknown): string {
  const word = readText(item, '');
  if (word === undefined) throw new Misread('');
  return word;
}

/** Text; a number is the text of itself, `undefined` where there is none. */
export function readText(value: unknown, key: string): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return String(value);
  throw new Misread(key);
}

/** Yes or no; `undefined` where nothing is said. */
export function readFlag(value: unknown, key: string): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return undefined;
  throw new Misread(key);
}

/** An open integer, which some clients hand on as text. What is none is new to us, and says nothing. */
export function readCode(value: unknown): number | undefined {
  const code = typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(code) ? (code as number) : undefined;
}

/**
 * A number in APIs, text in webhooks and events. Kept as text: it names, it does not count. One beyond 2^53 has lost
 * digits, or would lose them where it is counted with, and names something else: it is refused.
 */
export function readId(value: unknown, key: string): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string' && /^-?\d{1,19}$/.test(value) && Number.isSafeInteger(Number(value))) return value;
  throw new Misread(key);
}

/** Where an id is missing or empty, nobody is meant. */
export function readMaybeId(value: unknown, key: string): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : readId(value, key);
}

/** Whether a value that nobody looked at is an id, as a number or as text. */
export function isId(value: unknown, id: string): boolean {
  return value === id || (typeof value === 'number' && String(value) === id);
}

export function readInstant(value: unknown, key: string): Instant {
  const at = typeof value === 'string' ? parseInstant(value) : undefined;
  if (at === undefined) throw new Misread(key);
  return at;
}

export function readMaybeInstant(value: unknown, key: string): Instant | undefined {
  return value === null || value === undefined ? undefined : readInstant(value, key);
}

function under(key: string, cause: unknown): unknown {
  if (!(cause instanceof Misread)) return cause;
  return new Misread(cause.path === '' ? key : `${key}.${cause.path}`);
}
