import type { Action, ExternalReferral, Remedy, RootCause, Vulnerability } from './complaint.ts';
import { readActions, readReferral, readRemedy, readRootCause } from './decided-records.ts';
import type { ComplaintFields } from './fields.ts';
import {
  complexities,
  impacts,
  outcomes,
  safetyImplications,
  severities,
  vulnerabilities,
  vulnerabilityDrivers,
  type Complexity,
  type Impact,
  type OutcomeOfComplaint,
  type SafetyImplication,
  type Severity,
  type VulnerabilityStatus,
} from './vocabulary.ts';

/** What people wrote into our fields; `undefined` where nobody has decided. */
export interface Decided {
  readonly isComplaint: boolean | undefined;
  /** Why it is one, or is none. */
  readonly complaintReason: string | undefined;
  readonly category: string | undefined;
  readonly severity: Severity | undefined;
  /** Why it is so grave, in a person's words. */
  readonly severityReason: string | undefined;
  readonly impact: Impact | undefined;
  readonly safetyImplication: SafetyImplication | undefined;
  readonly complexity: Complexity | undefined;
  readonly vulnerability: Vulnerability;
  readonly outcome: OutcomeOfComplaint | undefined;
  /** The reasons given for the outcome. */
  readonly outcomeReasons: string | undefined;
  readonly remedy: Remedy | undefined;
  readonly rootCause: RootCause | undefined;
  readonly actions: readonly Action[];
  readonly referral: ExternalReferral | undefined;
}

const known = {
  severities: inSmallLetters(severities),
  outcomes: inSmallLetters(outcomes),
  impacts: inSmallLetters(impacts),
  safetyImplications: inSmallLetters(safetyImplications),
  complexities: inSmallLetters(complexities),
  vulnerabilities: inSmallLetters(vulnerabilities),
};

const noActions: readonly Action[] = [];

/**
 * Reads our fields as a person may have typed them: case and surrounding space do not matter, and what is not one of
 * the words counts as undecided.
 */
export function readDecided(fields: ComplaintFields): Decided {
  const { complaint, assessment, outcome, remedy, root_cause: cause, action, referral } = fields;
  // Named one by one: a spread of them costs more than all the rest of this.
  const { impact, safetyImplication, complexity } = assessment === undefined ? notAssessed : readAssessment(assessment);
  return {
    isComplaint: readIsComplaint(complaint),
    complaintReason: reasonIn(complaint),
    category: readCategory(fields.category),
    severity: readSeverity(fields.severity),
    severityReason: reasonIn(fields.severity),
    impact,
    safetyImplication,
    complexity,
    vulnerability: fields.vulnerability === undefined ? notVulnerable : readVulnerability(fields.vulnerability),
    outcome: readOutcome(outcome),
    outcomeReasons: reasonIn(outcome),
    remedy: remedy === undefined ? undefined : readRemedy(remedy),
    rootCause: cause === undefined ? undefined : readRootCause(cause),
    actions: action === undefined ? noActions : readActions(action),
    referral: referral === undefined ? undefined : readReferral(referral),
  };
}

/** The category alone, from its field. */
export function readCategory(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

/** The severity alone, from its field, whatever reason is given behind it. */
export function readSeverity(text: string | undefined): Severity | undefined {
  return one(known.severities, beforeReason(text));
}

/** The outcome alone, from its field, whatever reason is given behind it. */
export function readOutcome(text: string | undefined): OutcomeOfComplaint | undefined {
  return one(known.outcomes, beforeReason(text));
}

type Assessed = Pick<Decided, 'impact' | 'safetyImplication' | 'complexity'>;

const notAssessed: Assessed = { impact: undefined, safetyImplication: undefined, complexity: undefined };

/** `impact: several; safety: possible`, in any order; a bare word that only one of them knows is understood too. */
function readAssessment(text: string): Assessed {
  let { impact, safetyImplication, complexity } = notAssessed;
  for (const part of text.split(/[;,\n]/u, 12)) {
    const [name = '', word = name] = part.split(':', 2).map((piece) => piece.trim().toLowerCase());
    const isNamed = (as: string): boolean => name === word || name.startsWith(as);
    if (isNamed('impact')) impact = one(known.impacts, word) ?? impact;
    if (isNamed('safety')) safetyImplication = one(known.safetyImplications, word) ?? safetyImplication;
    if (isNamed('complexity')) complexity = one(known.complexities, word) ?? complexity;
  }
  return { impact, safetyImplication, complexity };
}

const notVulnerable: Vulnerability = { status: 'none', drivers: [], causedByFailureToConsider: undefined };

/** The word by which the complaint itself is said to come from not considering somebody's circumstances. */
export const notConsidered = 'notConsidered';

/** The status alone, from its field; `undefined` where nobody has said anything that can be understood. */
export function readVulnerabilityStatus(text: string | undefined): VulnerabilityStatus | undefined {
  return text === undefined ? undefined : one(known.vulnerabilities, words(text, betweenCircumstances)[0]);
}

const betweenCircumstances = /[\s,:;.]+/u;

function readVulnerability(text: string): Vulnerability {
  const [, ...drivers] = words(text, betweenCircumstances);
  return {
    status: readVulnerabilityStatus(text) ?? 'none',
    drivers: vulnerabilityDrivers.filter((driver) => drivers.includes(driver.toLowerCase())),
    causedByFailureToConsider: drivers.includes(notConsidered.toLowerCase()) ? true : undefined,
  };
}

/** Marks of direction and the like, which are pasted unseen. */
const invisible = /\p{Cf}/gu;

/** Whether it is a complaint, from its field alone; `undefined` where nobody has said anything that can be understood. */
export function readIsComplaint(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  const [word] = words(text.replaceAll(invisible, ''), /[\s.,;:!()]+/u);
  if (word === 'yes' || word === 'true') return true;
  return word === 'no' || word === 'false' ? false : undefined;
}

/** What parts a decision from its reason, as people write it. The panel writes a colon. */
const partsReason = /[:,;(]|\s[-–—]\s/u;

/** What stands before the reason, or all; without the mark that ends a sentence. */
function beforeReason(text: string | undefined): string | undefined {
  const at = text?.search(partsReason) ?? -1;
  const word = at === -1 ? text : text?.slice(0, at);
  return word?.replace(/[.!]\s*$/u, '');
}

function reasonIn(text: string | undefined): string | undefined {
  const parted = text === undefined ? null : partsReason.exec(text);
  if (parted === null) return undefined;
  const [mark] = parted;
  return parted.input.slice(mark === '(' ? parted.index : parted.index + mark.length).trim() || undefined;
}

function words(text: string, between: RegExp): readonly string[] {
  return text.trim().toLowerCase().split(between);
}

function one<T extends string>(of: ReadonlyMap<string, T>, text: string | undefined): T | undefined {
  return text === undefined ? undefined : of.get(text.trim().toLowerCase());
}

/** Words by how they are written in small letters. */
function inSmallLetters<const T extends string>(words: readonly T[]): ReadonlyMap<string, T> {
  return new Map(words.map((word) => [word.toLowerCase(), word]));
}
