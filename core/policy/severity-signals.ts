import { circumstanceCues } from '../complaint/circumstances.ts';
import { shippedCues } from '../complaint/cues/shipped.ts';
import { pathText, suggestName, type PolicyIssue } from './issue.ts';
import type { CheckedPolicy } from './schema.ts';

/** Adds to `issues` every signal of the severity matrix that no cue, shipped or the company's own, can ever give. */
export function checkSeverity(
  severity: CheckedPolicy['severity'],
  recognition: CheckedPolicy['recognition'] | undefined,
  issues: PolicyIssue[],
): void {
  const own = Object.values(recognition?.cues ?? {});
  const shipped = shippedCues.packs.flatMap(({ groups, cues }) => [...groups, ...cues]);
  const givers = [...shipped, ...circumstanceCues, ...own];
  const signals = [...new Set(givers.flatMap((giver) => giver.signals ?? []))];
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
