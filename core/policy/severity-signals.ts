import type { CuePackSource } from '../complaint/cue-pack.ts';
import { pathText, suggestName, type PolicyIssue } from './issue.ts';
import type { CheckedPolicy } from './schema.ts';

/** Adds to `issues` every signal of the severity matrix that no cue can ever give. */
export function checkSeverity(severity: CheckedPolicy['severity'], pack: CuePackSource, issues: PolicyIssue[]): void {
  const signals = [...new Set([...pack.groups, ...pack.cues].flatMap((giver) => giver.signals ?? []))];
  for (const [i, rule] of severity.rules.entries()) {
    for (const [j, signal] of rule.when.entries()) {
      if (signals.includes(signal)) continue;
      const path = pathText(['severity', 'rules', i, 'when', j]);
      issues.push({
        path,
        message: `unknown signal '${signal}' in the severity matrix`,
        suggestion: suggestName(signal, signals),
      });
    }
  }
}
