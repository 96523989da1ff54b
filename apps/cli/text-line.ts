/** A text to be judged, as a line of JSON gives it. */
export interface TextLine {
  /** As it was given; `null` where there was none. */
  readonly id: string | number | null;
  readonly text: string;
  /** ISO 639-1 in small letters, where it was said. */
  readonly language: string | undefined;
  /** What people found it to be, where it was said. */
  readonly complaint: boolean | undefined;
}

/** What is wrong with a line, and where. */
export interface LineFault {
  readonly path: string;
  readonly message: string;
}

/** The code of a line of texts that cannot be read. */
export const textLineCode = 'TEXT_LINE';

/**
 * Reads `{"id","text"}`, and beside them `"language"` (such as `de` or `de-AT`) and `"complaint"` (true, false, 1, 0, yes,
 * no). What else stands there is passed over.
 */
export function readTextLine(value: unknown): TextLine | { readonly fault: LineFault } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('', 'no JSON object');
  const { id = null, text, language, complaint } = value as Record<string, unknown>;
  if (typeof text !== 'string') return wrong('text', 'no text');
  if (!isId(id)) return wrong('id', 'neither text nor number');
  if (!isNone(language) && typeof language !== 'string') return wrong('language', 'no text');
  const found = truthOf(complaint);
  if (found === undefined) return wrong('complaint', 'neither true nor false');
  return { id, text, language: isNone(language) ? undefined : languageIn(language), ...found };
}

function isId(value: unknown): value is TextLine['id'] {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

/**
 * Why an answer could not bear this id: a number that is larger than JSON's readers keep becomes another one, and an answer
 * under it would be taken for another text's.
 */
export function idFault({ id }: TextLine): LineFault | undefined {
  if (typeof id !== 'number' || Math.abs(id) <= Number.MAX_SAFE_INTEGER) return undefined;
  return { path: 'id', message: 'a number too large to be kept to the digit: write it as text, in quotes' };
}

/** By what a text is known again among others; `undefined` where it bears nothing, or what others may bear as well. */
export function identityOf(line: TextLine): string | undefined {
  const { id } = line;
  return id === null || id === '' || idFault(line) !== undefined ? undefined : String(id);
}

function truthOf(value: unknown): Pick<TextLine, 'complaint'> | undefined {
  if (isNone(value)) return { complaint: undefined };
  const complaint = truths.get(typeof value === 'string' ? value.trim().toLowerCase() : value);
  return complaint === undefined ? undefined : { complaint };
}

const truths: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ['1', true],
  ['yes', true],
  ['true', true],
  [false, false],
  [0, false],
  ['0', false],
  ['no', false],
  ['false', false],
]);

function isNone(value: unknown): value is null | undefined {
  return value === undefined || value === null || value === '';
}

/** A name of a language that is no code says nothing: the text itself is asked then. */
function languageIn(text: string): string | undefined {
  return /^([a-z]{2})(?:[-_].*)?$/iu.exec(text.trim())?.[1]?.toLowerCase();
}

function wrong(path: string, message: string): { readonly fault: LineFault } {
  return { fault: { path, message } };
}
