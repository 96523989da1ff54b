import type * as z from 'zod';
import type { PolicyIssue } from '#core/policy/issue.ts';

/** The environment as the process has it. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A part of the environment as it was read; without a value where something is wrong with it, or it is not there. */
export interface Part<Value> {
  readonly value: Value | undefined;
  readonly issues: readonly PolicyIssue[];
}

/** Reads what `shape` names; `issues` are what is wrong with the variables as a whole. */
export function partOf<Shape extends z.ZodObject, Value>(
  shape: Shape,
  variables: Variables,
  of: { readonly issues: readonly PolicyIssue[]; readonly read: (data: z.infer<Shape>) => Value | undefined },
): Part<Value> {
  const parsed = shape.safeParse(variables);
  const ofShape = (parsed.error?.issues ?? []).map((issue) => issueOf(nameOf(issue), sayIssue(issue, variables)));
  const issues = [...ofShape, ...of.issues, ...testHostIssues(variables, Object.keys(shape.shape))];
  return { value: parsed.success && issues.length === 0 ? of.read(parsed.data) : undefined, issues };
}

/** What is wrong with one variable. */
export function issueOf(path: string, message: string): PolicyIssue {
  return { path, message, suggestion: undefined };
}

function testHostIssues(variables: Variables, names: readonly string[]): readonly PolicyIssue[] {
  if (variables['RECOURSE_TEST_HOSTS'] !== undefined) return [];
  const addresses = ['ZENDESK_BASE_URL', 'FRESHDESK_BASE_URL', 'SLACK_API_URL'];
  return addresses
    .filter((name) => names.includes(name) && variables[name] !== undefined)
    .map((name) => issueOf(name, 'is for tests: it needs RECOURSE_TEST_HOSTS=1'));
}

/** Never with the value: it may be a secret in the wrong place. */
function sayIssue(issue: z.core.$ZodIssue, variables: Variables): string {
  return variables[nameOf(issue)] === undefined ? 'is missing' : issue.message;
}

/** The variable that an issue is about; what follows in its path is a place within the value. */
function nameOf(issue: z.core.$ZodIssue): string {
  return String(issue.path[0] ?? '');
}
