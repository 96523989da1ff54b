import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { checkCalendarSource } from '#core/sla/calendar-check.ts';
import type { CalendarSource, HolidaySource } from '#core/sla/calendar-source.ts';
import { compilePolicy } from '#core/policy/compile.ts';
import { pathText, type PolicyIssue } from '#core/policy/issue.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { CheckedPolicy } from '#core/policy/schema.ts';
import { readCompiledText } from './compiled-policy.ts';
import { ConfigError } from './config-error.ts';
import { expandHolidayRegions } from './holiday-regions.ts';
import { loadModel } from './model-file.ts';
import { readTextFile, whyUnread } from './text-file.ts';

/** More than any policy needs; less than would keep a process busy. */
const LONGEST_TEXT = 1_000_000;
/** No file names so many; each costs time and memory to lay out. */
const MOST_CALENDARS = 100;

/** A policy ready to judge by, and its source as plain JSON with defaults filled in and holidays of regions as dates. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly checked: CheckedPolicy;
}

/**
 * Reads a policy file, or what `recourse check --compile` made of one.
 *
 * @param path  YAML; JSON is YAML too
 * @throws {ConfigError} POLICY_UNREADABLE, POLICY_INVALID with every issue
 */
export async function loadPolicy(path: string): Promise<Policy> {
  return await inFile(path, async () => {
    const text = await readPolicyFile(path);
    return readCompiledText(text) ?? (await readPolicyText(text, dirname(path))).policy;
  });
}

/**
 * Reads a policy file, and the model it names: a path beside the policy.
 *
 * @throws {ConfigError} POLICY_UNREADABLE, POLICY_INVALID with every issue
 */
export async function loadCheckedPolicy(path: string): Promise<LoadedPolicy> {
  return await inFile(path, async () => readPolicyText(await readPolicyFile(path), dirname(path)));
}

/** Whoever gave two policies is told which of them is wrong. */
async function inFile<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.code, error.issues, error, path);
  }
}

/**
 * The text of a policy file.
 *
 * @throws {ConfigError} POLICY_UNREADABLE
 */
export async function readPolicyFile(path: string): Promise<string> {
  try {
    return await readTextFile(path);
  } catch (cause) {
    const message = `the file ${path} ${whyUnread(cause)}`;
    throw new ConfigError('POLICY_UNREADABLE', [{ path: '', message, suggestion: undefined }], cause);
  }
}

/**
 * Reads a policy from the text of its file.
 *
 * @param folder where the model it names is looked for
 * @throws {ConfigError} POLICY_INVALID with every issue; POLICY_UNREADABLE for more than a million characters
 */
export async function readPolicyText(text: string, folder = '.'): Promise<LoadedPolicy> {
  if (text.length > LONGEST_TEXT) {
    const message = `the policy has more than ${LONGEST_TEXT} characters`;
    throw new ConfigError('POLICY_UNREADABLE', [{ path: '', message, suggestion: undefined }]);
  }
  const { value, issues: ofRegions } = await expandRegions(readYaml(text));
  const compiled = compilePolicy(value);
  const issues = [...ofRegions, ...('issues' in compiled ? compiled.issues : [])];
  if (issues.length > 0 || 'issues' in compiled) throw new ConfigError('POLICY_INVALID', issues);
  return await withModel(compiled, folder);
}

/** The policy with the model that its recognition names. */
async function withModel({ policy, checked }: LoadedPolicy, folder: string): Promise<LoadedPolicy> {
  const path = checked.recognition.model;
  if (path === undefined) return { policy, checked };
  try {
    const model = await loadModel(resolve(folder, path));
    return { policy: { ...policy, recognition: { ...policy.recognition, model } }, checked };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const issues = error.issues.map((issue) => ({ ...issue, path: within(issue.path) }));
    throw new ConfigError('POLICY_INVALID', issues, error);
  }
}

function within(path: string): string {
  return path === '' ? 'recognition.model' : `recognition.model: ${path}`;
}

/** One slip makes others, and a file that is no policy at all has one on each line. */
const mostSlips = 20;

function moreSlips(count: number): readonly PolicyIssue[] {
  if (count <= mostSlips) return [];
  const message = `${count - mostSlips} more slips of YAML`;
  return [{ path: '', message, suggestion: 'mend the first ones, and see whether this is the policy file' }];
}

function readYaml(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  const told = document.errors.slice(0, mostSlips).map((error): PolicyIssue => {
    const before = text.slice(0, error.pos[0]).split('\n');
    return {
      path: `line ${before.length}, column ${before.at(-1)!.length + 1}`,
      message: error.message,
      suggestion: undefined,
    };
  });
  if (told.length > 0) throw new ConfigError('POLICY_INVALID', [...told, ...moreSlips(document.errors.length)]);
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (cause) {
    const message = 'the file cannot be read as YAML: its aliases (*name) lead nowhere or grow without end';
    throw new ConfigError('POLICY_INVALID', [{ path: '', message, suggestion: undefined }], cause);
  }
}

/**
 * Replaces regions in those calendars that are otherwise in order. What else is wrong with the others is reported when the
 * policy is compiled.
 */
async function expandRegions(
  value: unknown,
): Promise<{ readonly value: unknown; readonly issues: readonly PolicyIssue[] }> {
  const issues: PolicyIssue[] = [];
  if (!hasCalendars(value)) return { value, issues };
  const calendars: Record<string, unknown> = {};
  for (const [name, calendar] of Object.entries(value.calendars).slice(0, MOST_CALENDARS)) {
    calendars[name] = calendar;
    const isInOrder = checkCalendarSource(calendar).length === 0;
    const expanded = await expandHolidayRegions(isInOrder ? (calendar as CalendarSource) : regionsAlone(calendar));
    if (isInOrder) calendars[name] = expanded.source;
    for (const { path, message } of expanded.issues) {
      issues.push({
        path: pathText(['calendars', name, ...path]),
        message: `calendar '${name}': ${message}`,
        suggestion: undefined,
      });
    }
  }
  const count = Object.keys(value.calendars).length;
  if (count > MOST_CALENDARS) {
    issues.push({
      path: 'calendars',
      message: `${count} calendars are too many: ${MOST_CALENDARS} at most`,
      suggestion: undefined,
    });
  }
  return { value: { ...value, calendars }, issues };
}

/** A calendar that is not in order, with nothing but the regions it names, each where it stands. */
function regionsAlone(calendar: unknown): CalendarSource {
  const holidays: readonly unknown[] = listAt(calendar, 'holidays');
  const elsewhere = '2000-01-01';
  return {
    zone: 'UTC',
    hours: {},
    holidays: holidays.map((holiday) => {
      const isAlone = checkCalendarSource({ zone: 'UTC', hours: { mon: ['09:00-10:00'] }, holidays: [holiday] });
      return isAlone.length === 0 ? (holiday as HolidaySource) : elsewhere;
    }),
  };
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return Array.isArray(list) ? list : [];
}

function hasCalendars(value: unknown): value is { readonly calendars: Readonly<Record<string, unknown>> } {
  if (typeof value !== 'object' || value === null || !('calendars' in value)) return false;
  const { calendars } = value;
  return typeof calendars === 'object' && calendars !== null && !Array.isArray(calendars);
}
