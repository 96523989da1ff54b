import { z } from 'zod';
import { pathText, suggestName, type PolicyIssue } from './issue.ts';
import { nameShape } from './schema-words.ts';

type Shape = Readonly<Record<string, z.ZodType>>;
type Steps = readonly PropertyKey[];

/** What was read, part by part; parts with an issue are missing from `value`. */
export interface Parts {
  readonly value: Record<string, unknown>;
  readonly issues: readonly PolicyIssue[];
}

/**
 * Reads each part of an object on its own.
 *
 * @param how.entriesOf  parts that map names to things of one schema: these are read entry by entry
 * @param how.unread  parts that map names to things which somebody else checks: taken as they are
 */
export function readParts(
  shape: Shape,
  source: Record<string, unknown>,
  how: { readonly entriesOf: Shape; readonly unread: readonly string[] },
): Parts {
  const issues: PolicyIssue[] = unknownKeys(Object.keys(source), Object.keys(shape), []);
  const value: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape)) {
    const entry = how.entriesOf[key];
    // In YAML a part whose lines are all commented out is null: it says nothing.
    const part = source[key] ?? undefined;
    const isMap = entry !== undefined || how.unread.includes(key);
    const read = isMap && isRecord(part) ? readEntries(key, part, entry) : readOne([key], part, schema);
    issues.push(...read.issues);
    if (read.value !== undefined) value[key] = read.value;
  }
  return { value, issues };
}

function readEntries(key: string, source: Record<string, unknown>, schema: z.ZodType | undefined): Parts {
  const issues: PolicyIssue[] = [];
  const value: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(source)) {
    if (!nameShape.test(name)) {
      const message = `'${name.slice(0, 60)}' cannot be a name: small letters, digits and dashes, a letter first, 40 at most`;
      issues.push({ path: pathText([key, name.slice(0, 60)]), message, suggestion: undefined });
      continue;
    }
    const read = schema === undefined ? { value: entry, issues: [] } : readOne([key, name], entry, schema);
    issues.push(...read.issues);
    if (read.value !== undefined) value[name] = read.value;
  }
  return { value, issues };
}

function readOne(
  at: Steps,
  source: unknown,
  schema: z.ZodType,
): { readonly value: unknown; readonly issues: readonly PolicyIssue[] } {
  const read = schema.safeParse(source, { reportInput: true });
  if (read.success) return { value: read.data, issues: [] };
  // What is left without the slips is read all the same, so that its names can be checked in the same run.
  const rest = schema.safeParse(without(source, read.error.issues.flatMap(places)));
  return { value: rest.data, issues: read.error.issues.flatMap((issue) => describe(issue, at, schema)) };
}

/** What an issue is about: keys, or the one place. */
function places(issue: z.core.$ZodIssue): readonly Steps[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

/**
 * A value without some of its places. A list of texts loses the text; any other list goes as a whole, so that no entry of
 * one that is left changes its number.
 */
function without(source: unknown, gone: readonly Steps[]): unknown {
  if (gone.some((steps) => steps.length === 0)) return undefined;
  if (Array.isArray(source)) {
    return source.every((entry) => typeof entry === 'string')
      ? source.filter((_, i) => !gone.some(([step]) => step === i))
      : undefined;
  }
  if (!isRecord(source)) return undefined;
  const kept = Object.entries(source).map(([key, value]) => {
    const inside = gone.filter(([step]) => step === key).map((steps) => steps.slice(1));
    return [key, inside.length === 0 ? value : withinKey(value, inside)] as const;
  });
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}

function withinKey(value: unknown, gone: readonly Steps[]): unknown {
  return Array.isArray(value) ? undefined : without(value, gone);
}

function describe(issue: z.core.$ZodIssue, at: Steps, schema: z.ZodType): readonly PolicyIssue[] {
  const steps = [...at, ...issue.path];
  const path = pathText(steps);
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, keysAt(schema, issue.path), steps);
  if (issue.code === 'invalid_value') return [wrongValue(steps, issue)];
  if (issue.code === 'invalid_type') return [wrongType(steps, issue)];
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    if (issue.origin === 'number') return [outOfRange(path, issue)];
  }
  const what = typeof issue.input === 'string' ? `${lastName(steps)} ${show(issue.input)}` : lastName(steps);
  return [{ path, message: `${what} ${issue.message}`, suggestion: undefined }];
}

function wrongValue(steps: Steps, issue: z.core.$ZodIssueInvalidValue): PolicyIssue {
  const values = issue.values.map(String);
  const path = pathText(steps);
  if (issue.input === undefined) return missing(steps, `one of ${values.join(', ')}`);
  if (values.length === 1) {
    return { path, message: `${lastName(steps)} ${issue.message}, not ${show(issue.input)}`, suggestion: undefined };
  }
  const suggestion = typeof issue.input === 'string' ? suggestName(issue.input, values) : undefined;
  return { path, message: `unknown ${singular(steps)} ${show(issue.input)}`, suggestion };
}

function wrongType(steps: Steps, issue: z.core.$ZodIssueInvalidType): PolicyIssue {
  const wanted = kinds[issue.expected] ?? issue.expected;
  if (issue.input === undefined) return missing(steps, wanted);
  const message = `${lastName(steps)} is ${wanted}, not ${show(issue.input)}`;
  return { path: pathText(steps), message, suggestion: quoteIt(issue.expected, issue.input) };
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of settings',
  record: 'a group of names',
};

function outOfRange(path: string, issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): PolicyIssue {
  const range = issue.code === 'too_big' ? `${issue.maximum} at most` : `more than ${issue.minimum}`;
  return { path, message: `${show(issue.input)} is out of range: ${range}`, suggestion: undefined };
}

function missing(steps: Steps, wanted: string): PolicyIssue {
  return { path: pathText(steps), message: `'${lastName(steps)}' is missing`, suggestion: `give ${wanted}` };
}

function quoteIt(expected: string, input: unknown): string | undefined {
  return expected === 'string' && (typeof input === 'number' || typeof input === 'boolean')
    ? `write it in quotes: "${input}"`
    : undefined;
}

function unknownKeys(keys: readonly string[], known: readonly string[], at: Steps): PolicyIssue[] {
  return keys
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: pathText([...at, key.slice(0, 60)]),
      message: `unknown key '${key.slice(0, 60)}'`,
      suggestion: suggestName(key, known),
    }));
}

/** The keys that the schema knows at a place; none where the place is not an object's. */
function keysAt(schema: z.ZodType, path: Steps): readonly string[] {
  let here: unknown = schema;
  for (const step of path) {
    here = unwrap(here);
    if (here instanceof z.ZodObject) here = (here.shape as Shape)[String(step)];
    else if (here instanceof z.ZodArray) here = here.element;
    else return [];
  }
  here = unwrap(here);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unwrap(schema: unknown): unknown {
  let here = schema;
  while (here instanceof z.ZodOptional || here instanceof z.ZodDefault || here instanceof z.ZodPrefault)
    here = here.unwrap();
  return here;
}

/** Names of a list's entries are the list's. */
function lastName(steps: Steps): string {
  return steps.findLast((step) => typeof step === 'string') ?? 'policy';
}

/** A wrong entry of `presets` is a wrong preset. */
function singular(steps: Steps): string {
  const name = lastName(steps);
  return typeof steps.at(-1) === 'number' ? name.replace(/s$/, '') : name;
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 60)}…` : value}'`;
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'nothing';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'a group of settings';
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
