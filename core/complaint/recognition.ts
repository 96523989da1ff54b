import type { Severity, VulnerabilityDriver } from './vocabulary.ts';

export const bands = ['yes', 'possible', 'no'] as const;
/** How sure we are that a ticket is a complaint. `possible` asks a person, and its clocks run meanwhile. */
export type Band = (typeof bands)[number];

/**
 * One cue that was found: where, in which text of the complainant, and what it weighs. One that is not of the text, such
 * as a bad rating, quotes nothing at 0.
 */
export interface Reason {
  readonly cue: string;
  readonly quote: string;
  /** UTF-16 offsets into that text. */
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** The cue named where a person is asked because there are no cues for the language; its weight is 0. */
export const unknownLanguageCue = 'language.unknown';

/** Whether a text is a complaint, and why. Made from the text alone, so that it can be made again by anyone. */
export interface Recognition {
  readonly band: Band;
  readonly score: number;
  readonly category: string | undefined;
  readonly severity: Severity;
  readonly reasons: readonly Reason[];
  /** ISO 639-1, or `unknown`; in what a ticket keeps, English is left out. */
  readonly language?: string | undefined;
  /** In what ways the words tell that somebody may be vulnerable: for a person to look at, and only for those who may. */
  readonly vulnerability?: readonly VulnerabilityDriver[] | undefined;
  /** Which cues judged: name and version of the pack. */
  readonly pack: string;
}
