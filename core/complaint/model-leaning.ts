/**
 * How far a model believes the cues, and how far its own words. Few tickets teach words little, so that the cues must be
 * believed; many of one kind teach words that the cues know nothing of.
 */
export interface Leaning {
  /** How much a point of a group of cues counts before its weight is learnt: more is believed sooner. */
  readonly group: number;
  /** The same of a point of any group, whose weight is learnt from all groups together. */
  readonly any: number;
  /** With which power it counts for a word that it tells complaints from others. */
  readonly telling: number;
  /** How much the tickets count against weights near zero. */
  readonly trust: number;
}

/** From those that believe the cues most to those that believe words most. Which one fits, the tickets themselves tell. */
export const leanings: readonly Leaning[] = [
  { group: 0.25, any: 0.5, telling: 0.5, trust: 2 },
  { group: 0.12, any: 0, telling: 0.5, trust: 4 },
  { group: 0.06, any: 0, telling: 1, trust: 8 },
];
