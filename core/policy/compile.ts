import { buildPolicy } from './build.ts';
import type { PolicyIssue } from './issue.ts';
import type { Policy } from './policy.ts';
import { readPolicy, type CheckedPolicy } from './schema.ts';

/** What `judge` judges by, and its source with all defaults filled in; or everything that is wrong. */
export type Compiled =
  | { readonly policy: Policy; readonly checked: CheckedPolicy }
  | { readonly issues: readonly PolicyIssue[] };

/**
 * Checks a policy and compiles it. Every issue is found at once: a slip in one part hides nothing in the others.
 *
 * `checked` is plain JSON, a source of the same policy; a browser compiles it with `buildPolicy`, without this file's
 * schema library.
 *
 * @param source  a `PolicySource` or any other value; holidays of regions must have been replaced by dates
 */
export function compilePolicy(source: unknown): Compiled {
  const { draft, issues: ofShape } = readPolicy(source);
  const { policy, issues: ofNames } = buildPolicy(draft);
  if (policy === undefined || ofShape.length > 0) {
    // A span that could not be read is not also a missing one.
    const known = new Set(ofShape.map((issue) => issue.path));
    return { issues: [...ofShape, ...ofNames.filter(({ path }) => !known.has(path) && !known.has(`${path}.span`))] };
  }
  return { policy, checked: draft as CheckedPolicy };
}
