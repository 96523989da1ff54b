import type { SeverityRule } from '../policy/policy.ts';
import { severities } from './vocabulary.ts';
import type { Severity } from './vocabulary.ts';

/** How grave a complaint is by what it holds, never by its tone. */
export interface SeverityMatrix {
  readonly base: Severity;
  readonly rules: readonly SeverityRule[];
}

/**
 * The severity a complaint with these signals ought to have until a person says otherwise: the gravest that any rule
 * gives whose signals are all present, and never below the base. The order of rules does not count.
 *
 * @see ISO 10002:2018, 7.5
 */
export function suggestSeverity(signals: readonly string[], matrix: SeverityMatrix): Severity {
  const present = new Set(signals);
  return matrix.rules
    .filter((rule) => rule.when.every((signal) => present.has(signal)))
    .map((rule) => rule.severity)
    .reduce(worse, matrix.base);
}

/** The graver of two. */
export function worse(one: Severity, other: Severity): Severity {
  return rank(other) > rank(one) ? other : one;
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}
