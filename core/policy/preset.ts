import type { ObligationSource } from './schema-obligation.ts';

/** A ready-made set of obligations. */
export interface Preset {
  readonly id: string;
  /** For people: whose rules these are. */
  readonly title: string;
  /** A regulator's: its clocks never pause. */
  readonly regulatory: boolean;
  /** What to know before adopting it, in a few sentences; shown by `recourse check`. */
  readonly notes: readonly string[];
  /** By id. No id is used by two presets, so that several can be in force at once. */
  readonly obligations: Readonly<Record<string, PresetObligation>>;
}

/** One obligation as the policy file would state it, whole. */
export type PresetObligation = ObligationSource &
  Required<Pick<ObligationSource, 'title' | 'anchor' | 'span' | 'satisfiedBy' | 'source'>>;
