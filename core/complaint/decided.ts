import type { RootCause, Vulnerability } from './complaint.ts';
import type { ComplaintFields } from './fields.ts';
import {
  outcomes,
  rootCauses,
  severities,
  vulnerabilities,
  vulnerabilityDrivers,
  type OutcomeOfComplaint,
  type Severity,
} from './vocabulary.ts';

/** What people wrote into our fields; `undefined` where nobody has decided. */
export interface Decided {
  readonly isComplaint: boolean | undefined;
  readonly category: string | undefined;
  readonly severity: Severity | undefined;
  readonly vulnerability: Vulnerability;
  readonly outcome: OutcomeOfComplaint | undefined;
  readonly rootCause: RootCause | undefined;
}

/**
 * Reads our fields as a person may have typed them: case and surrounding space do not matter, and what is not one of
 * the words counts as undecided.
 */
export function readDecided(fields: ComplaintFields): Decided {
  const cause = one(rootCauses, fields.root_cause);
  return {
    isComplaint: readComplaint(fields.complaint),
    category: fields.category?.trim() || undefined,
    severity: one(severities, fields.severity),
    vulnerability: fields.vulnerability === undefined ? notVulnerable : readVulnerability(fields.vulnerability),
    outcome: one(outcomes, fields.outcome),
    rootCause:
      cause === undefined
        ? undefined
        : { code: cause, method: 'none', whys: [], confidence: undefined, systemic: false },
  };
}

const notVulnerable: Vulnerability = { status: 'none', drivers: [], causedByFailureToConsider: undefined };

function readVulnerability(text: string): Vulnerability {
  const [status, ...drivers] = words(text, /[\s,:;]+/u);
  return {
    status: one(vulnerabilities, status) ?? 'none',
    drivers: vulnerabilityDrivers.filter((driver) => drivers.includes(driver.toLowerCase())),
    causedByFailureToConsider: undefined,
  };
}

function readComplaint(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  const [word] = words(text, /[\s:]+/u);
  if (word === 'yes' || word === 'true') return true;
  return word === 'no' || word === 'false' ? false : undefined;
}

function words(text: string, between: RegExp): readonly string[] {
  return text.trim().toLowerCase().split(between);
}

function one<const T extends string>(of: readonly T[], text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  const word = text.trim().toLowerCase();
  return of.find((known) => known.toLowerCase() === word);
}
