import { shippedCues } from '../complaint/cues/shipped.ts';
import { assemblePolicy } from './assemble.ts';
import type { PolicyIssue } from './issue.ts';
import { checkOwnCues } from './own-cues.ts';
import type { Policy } from './policy.ts';
import type { PolicyDraft } from './schema.ts';
import { checkSeverity } from './severity-signals.ts';

/**
 * Cross-checks a policy that has its shape, and compiles it. Reports all it can, even about a policy of which parts are
 * missing.
 *
 * It needs no schema library: a browser compiles what `recourse check --compile` printed with this alone.
 *
 * @param draft  a `CheckedPolicy`, or what could be read of one
 */
export function buildPolicy(draft: PolicyDraft): {
  readonly policy: Policy | undefined;
  readonly issues: readonly PolicyIssue[];
} {
  const { policy, issues } = assemblePolicy(draft, shippedCues);
  if (draft.recognition !== undefined) checkOwnCues(draft.recognition, issues);
  if (draft.severity !== undefined) checkSeverity(draft.severity, draft.recognition, issues);
  return { policy: issues.length > 0 ? undefined : policy, issues };
}
