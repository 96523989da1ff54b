import type * as z from 'zod';
import type { PolicyIssue } from '#core/policy/issue.ts';
import { issueOf, partOf, type Part, type Variables } from './env-part.ts';

/** The accounts of a helpdesk with which nothing is wrong, and all that is wrong with others. */
export interface AccountsPart<Value> extends Part<readonly Value[]> {
  readonly value: readonly Value[];
}

/** How a helpdesk's accounts stand in the environment. */
export interface AccountVariables<Shape extends z.ZodObject, Value> {
  /** The variable that names them, with commas between several. */
  readonly named: string;
  readonly isName: (text: string) => boolean;
  readonly noName: string;
  /** The variables of one account, `named` among them. */
  readonly shape: Shape;
  /** What is wrong with the variables of one account as a whole. */
  readonly issues: (variables: Variables) => readonly PolicyIssue[];
  /** @param ending  what stands behind the names of the account's variables */
  readonly read: (data: z.infer<Shape>, ending: string) => Value | undefined;
}

/**
 * The accounts of one helpdesk. One account's variables have plain names. Of several each has its own, with the account's
 * name behind: what does not say whose it is goes to nobody, so that no account is ever sent another's secret.
 */
export function readAccounts<Shape extends z.ZodObject, Value>(
  of: AccountVariables<Shape, Value>,
  variables: Variables,
): AccountsPart<Value> {
  const said = (variables[of.named] ?? '').split(',').map((name) => name.trim());
  if (said.length === 1) {
    const issues = of.issues(variables);
    const { value, ...part } = partOf(of.shape, variables, { issues, read: (data) => of.read(data, '') });
    return { ...part, value: value === undefined ? [] : [value] };
  }
  const names = new Set(said.filter(of.isName));
  const own = Object.keys(of.shape.shape).filter((name) => name !== of.named);
  const parts = [...names].map((name) => partOfOne(name, { of, own, variables }));
  return {
    value: parts.flatMap(({ value }) => value ?? []),
    issues: [
      ...namingIssues(said, of),
      ...ownerIssues([...names], { named: of.named, own, variables }),
      ...parts.flatMap(({ issues }) => issues),
    ],
  };
}

/** `_NORTH_WIND` for the account `north-wind`. No two accounts have the same: their names hold no underscore and no capital. */
export function endingOf(account: string): string {
  return `_${account.toUpperCase().replaceAll('-', '_')}`;
}

/** One of several accounts, read as if it were alone. */
function partOfOne<Shape extends z.ZodObject, Value>(
  name: string,
  {
    of,
    own,
    variables,
  }: { readonly of: AccountVariables<Shape, Value>; readonly own: readonly string[]; readonly variables: Variables },
): Part<Value> {
  const ending = endingOf(name);
  const alone = Object.fromEntries(own.map((variable) => [variable, variables[`${variable}${ending}`]]));
  const asAlone = { ...variables, ...alone, [of.named]: name };
  const issues = of.issues(asAlone);
  const part = partOf(of.shape, asAlone, { issues, read: (data) => of.read(data, ending) });
  const ownNames = new RegExp(String.raw`\b(?:${own.join('|')})\b`, 'gu');
  const called = (text: string): string => text.replaceAll(ownNames, `$&${ending}`);
  return { ...part, issues: part.issues.map(({ path, message }) => issueOf(called(path), called(message))) };
}

function namingIssues(
  said: readonly string[],
  { named, isName, noName }: Pick<AccountVariables<z.ZodObject, unknown>, 'named' | 'isName' | 'noName'>,
): readonly PolicyIssue[] {
  if (said.includes('')) return [issueOf(named, 'has a comma too many')];
  if (!said.every(isName)) return [issueOf(named, noName)];
  return new Set(said).size < said.length ? [issueOf(named, 'names an account twice')] : [];
}

/** What is given and would belong to no account, or to who knows which. */
function ownerIssues(
  names: readonly string[],
  { named, own, variables }: { readonly named: string; readonly own: readonly string[]; readonly variables: Variables },
): readonly PolicyIssue[] {
  const endings = names.map(endingOf);
  const ofNobody = own
    .filter((name) => variables[name] !== undefined)
    .map((name) => {
      const instead = endings.map((ending) => `${name}${ending}`).join(', ');
      return issueOf(
        name,
        `does not say whose it is, as ${named} names several: give each account its own, ${instead}`,
      );
    });
  const theirs = new Set(own.flatMap((name) => endings.map((ending) => `${name}${ending}`)));
  const ofStrangers = Object.keys(variables)
    .filter((name) => own.some((one) => name.startsWith(`${one}_`)) && !theirs.has(name))
    .filter((name) => variables[name] !== undefined && /^[\w-]+$/u.test(name))
    .map((name) => issueOf(name, `is of no account in ${named}: their variables end in ${endings.join(', ')}`));
  return [...ofNobody, ...ofStrangers];
}
