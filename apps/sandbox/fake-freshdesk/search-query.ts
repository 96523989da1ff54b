/** One comparison: `:` is equal, `:>` at least, `:<` at most. */
export interface Clause {
  readonly kind: 'clause';
  readonly field: string;
  readonly operator: ':' | ':>' | ':<';
  /** `null` for the word `null`; quoted values lose their quotes. */
  readonly value: string | null;
}

export type Query = Clause | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] };

const token = /\s*(?:(\()|(\))|(AND|OR)\b|(\w+)(:[<>]?)(?:'([^']*)'|([^\s()']+)))/y;

interface Reader {
  /** The next token, which stays; `undefined` at the end and where there is none. */
  peek(): RegExpExecArray | undefined;
  skip(): void;
  isAtEnd(): boolean;
}

/**
 * Reads a query without its double quotes: clauses joined by AND and OR, in brackets or not; AND binds closer.
 *
 * @returns `undefined` for what is no query
 */
export function parseQuery(text: string): Query | undefined {
  const reader = readerOf(text);
  const query = readSome(reader, 'or');
  return reader.isAtEnd() ? query : undefined;
}

function readerOf(text: string): Reader {
  let place = 0;
  const peek = (): RegExpExecArray | undefined => {
    token.lastIndex = place;
    return token.exec(text) ?? undefined;
  };
  return {
    peek,
    skip: () => {
      place += peek()?.[0].length ?? 0;
    },
    isAtEnd: () => text.slice(place).trim() === '',
  };
}

function readSome(reader: Reader, kind: 'and' | 'or'): Query | undefined {
  const parts: Query[] = [];
  for (let more = true; more;) {
    const part = kind === 'or' ? readSome(reader, 'and') : readOne(reader);
    if (part === undefined) return undefined;
    parts.push(part);
    more = reader.peek()?.[3] === kind.toUpperCase();
    if (more) reader.skip();
  }
  const [only] = parts;
  return parts.length === 1 ? only : { kind, parts };
}

function readOne(reader: Reader): Query | undefined {
  const found = reader.peek();
  if (found === undefined) return undefined;
  reader.skip();
  const [, opens, , , field, operator, quoted, bare] = found;
  if (opens !== undefined) {
    const inner = readSome(reader, 'or');
    if (reader.peek()?.[2] === undefined) return undefined;
    reader.skip();
    return inner;
  }
  if (field === undefined) return undefined;
  const value = quoted ?? (bare === 'null' ? null : (bare ?? null));
  return { kind: 'clause', field, operator: operator as Clause['operator'], value };
}
