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
  const [vulnerability, ...drivers] = words(fields.vulnerability, /[\s,:;]+/u);
  const cause = one(rootCauses, fields.root_cause);
  return {
    isComplaint: readComplaint(fields.complaint),
    category: fields.category === undefined || fields.category.trim() === '' ? undefined : fields.category.trim(),
    severity: one(severities, fields.severity),
    vulnerability: {
      status: one(vulnerabilities, vulnerability) ?? 'none',
      drivers: vulnerabilityDrivers.filter((driver) => drivers.includes(driver.toLowerCase())),
      causedByFailureToConsider: undefined,
    },
    outcome: one(outcomes, fields.outcome),
    rootCause:
      cause === undefined
        ? undefined
        : { code: cause, method: 'none', whys: [], confidence: undefined, systemic: false },
  };
}

function readComplaint(text: string | undefined): boolean | undefined {
  const [word] = words(text, /[\s:]+/u);
  if (word === 'yes' || word === 'true') return true;
  return word === 'no' || word === 'false' ? false : undefined;
}

function words(text: string | undefined, between: RegExp): readonly string[] {
  return text === undefined ? [] : text.trim().toLowerCase().split(between);
}

function one<const T extends string>(of: readonly T[], text: string | undefined): T | undefined {
  const word = text?.trim().toLowerCase();
  return of.find((known) => known.toLowerCase() === word);
}
