import { parseInstant } from '../time.ts';
import { fewestOfAKind, fewestTickets, modelForm, modelKind, tryParts, type ModelSource } from './model-source.ts';

/** One thing wrong with a model's file, and where: `terms[3][1]`; empty for the file as a whole. */
export interface ModelIssue {
  readonly path: string;
  readonly message: string;
}

/** What a model's file may hold at most: several times what learning writes. */
export const modelLimits = { terms: 50_000, groups: 500, termUnits: 120, bytes: 16 * 1_024 * 1_024 } as const;

/** No weight that was learnt is near it; above, a file is spoilt or made to mislead. */
const largest = 10_000;
const mostIssues = 20;

/**
 * Reads a model from what JSON gave. Strict: what is missing, unknown, too large or no number is an issue, and a file with
 * an issue is not used at all.
 *
 * @returns the model, or up to twenty issues
 */
export function readModel(
  value: unknown,
): { readonly model: ModelSource } | { readonly issues: readonly ModelIssue[] } {
  const issues: ModelIssue[] = [];
  if (!isRecord(value) || value['kind'] !== modelKind) {
    return { issues: [{ path: '', message: `is no model: its kind is not '${modelKind}'` }] };
  }
  if (value['v'] !== modelForm) {
    return { issues: [{ path: 'v', message: `is not ${modelForm}: it was made for another version of Recourse` }] };
  }
  check(modelShape, value, '', issues);
  if (issues.length > 0) return { issues: issues.slice(0, mostIssues) };
  // Every part has its shape by now.
  const model = value as unknown as ModelSource;
  checkWhole(model, issues);
  return issues.length > 0 ? { issues: issues.slice(0, mostIssues) } : { model };
}

/** What fits each part alone and not the others. */
function checkWhole({ terms, groups, tickets, possible, yes }: ModelSource, issues: ModelIssue[]): void {
  if (yes < possible) issues.push({ path: 'yes', message: 'is below possible' });
  if (new Set(terms.map(([term]) => term)).size < terms.length)
    issues.push({ path: 'terms', message: 'names a term twice' });
  if (new Set(groups.map(([group]) => group)).size < groups.length)
    issues.push({ path: 'groups', message: 'names a group twice' });
  const { complaints, others } = tickets;
  if (complaints + others < fewestTickets || Math.min(complaints, others) < fewestOfAKind)
    issues.push({ path: 'tickets', message: 'are too few to be relied on' });
}

/** How a value is checked; says what is wrong, or nothing. */
type Check = (value: unknown, path: string, issues: ModelIssue[]) => void;

const number =
  (least: number, most: number): Check =>
  (value, path, issues) => {
    if (typeof value === 'number' && value >= least && value <= most) return;
    issues.push({ path, message: `is no number from ${least} to ${most}` });
  };
const count: Check = (value, path, issues) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return;
  issues.push({ path, message: 'is no whole number from 0 on' });
};
const text: Check = (value, path, issues) => {
  if (typeof value === 'string' && value.length > 0 && value.length <= modelLimits.termUnits) return;
  issues.push({ path, message: `is no text of ${modelLimits.termUnits} characters at most` });
};
const instant: Check = (value, path, issues) => {
  if (typeof value === 'string' && parseInstant(value) !== undefined) return;
  issues.push({ path, message: 'is no instant, such as 2026-11-17T09:30:00.000Z' });
};
const exactly =
  (wanted: unknown): Check =>
  (value, path, issues) => {
    if (value !== wanted) issues.push({ path, message: `is not ${String(wanted)}` });
  };
const parts =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value, path, issues) =>
    check(shape, value, path, issues);
const list =
  (entry: Check, most: number, least = 0): Check =>
  (value, path, issues) => {
    if (!Array.isArray(value) || value.length > most || value.length < least) {
      issues.push({ path, message: least === most ? `is no list of ${most}` : `is no list of ${most} at most` });
      return;
    }
    for (let at = 0; at < value.length && issues.length < mostIssues; at += 1)
      entry(value[at], `${path}[${at}]`, issues);
  };
const row =
  (...entries: readonly Check[]): Check =>
  (value, path, issues) => {
    if (!Array.isArray(value) || value.length !== entries.length) {
      issues.push({ path, message: `is no list of ${entries.length}` });
      return;
    }
    for (const [at, entry] of entries.entries()) entry(value[at], `${path}[${at}]`, issues);
  };

const share = number(0, 1);
const weight = number(-largest, largest);
/** One word, or two with a blank between them. */
const term: Check = (value, path, issues) => {
  const before = issues.length;
  text(value, path, issues);
  if (issues.length === before && !/^\S+(?: \S+)?$/u.test(value as string))
    issues.push({ path, message: 'is no term' });
};
const bandCount = parts({ tickets: count, complaints: count });
const judging = parts({
  macroF1: share,
  precision: share,
  recall: share,
  bands: parts({ yes: bandCount, possible: bandCount, no: bandCount }),
});
const calibration = parts({
  brier: share,
  error: share,
  steps: list(parts({ from: share, to: share, tickets: count, said: share, was: share }), 10, 10),
});

const modelShape: Readonly<Record<string, Check>> = {
  kind: exactly(modelKind),
  v: exactly(modelForm),
  madeAt: instant,
  cues: text,
  tickets: parts({ complaints: count, others: count }),
  seed: count,
  figures: parts({
    parts: exactly(tryParts),
    worseParts: number(0, tryParts),
    model: judging,
    cues: judging,
    calibration,
  }),
  base: weight,
  possible: weight,
  yes: weight,
  point: weight,
  groups: list(row(text, weight), modelLimits.groups),
  terms: list(row(term, number(0, 1_000), weight), modelLimits.terms),
};

function check(shape: Readonly<Record<string, Check>>, value: unknown, path: string, issues: ModelIssue[]): void {
  if (!isRecord(value)) {
    issues.push({ path, message: 'is no group of settings' });
    return;
  }
  const within = (key: string): string => (path === '' ? key : `${path}.${key}`);
  for (const key of Object.keys(value)) {
    if (issues.length < mostIssues && !Object.hasOwn(shape, key))
      issues.push({ path: within(key.slice(0, 40)), message: 'is not known' });
  }
  for (const [key, part] of Object.entries(shape)) {
    if (Object.hasOwn(value, key)) part(value[key], within(key), issues);
    else issues.push({ path: within(key), message: 'is missing' });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
