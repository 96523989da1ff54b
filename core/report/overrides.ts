import { correctedFacts, type CorrectedFact, type Reviewed } from '../complaint/corrections.ts';

/** How often people corrected what we judged, of the times they spoke on it; with the interval the truth lies in. */
export interface OverrideRate {
  readonly fact: CorrectedFact;
  readonly reviewed: number;
  readonly corrected: number;
  /** `undefined` where nobody spoke. */
  readonly rate: number | undefined;
  /** Wilson's interval at 95 %. */
  readonly interval: readonly [low: number, high: number] | undefined;
  /** What was corrected into what, the most frequent first. */
  readonly changes: readonly { readonly ours: string; readonly theirs: string; readonly count: number }[];
}

/** The override rates of past tickets under the policy in force, and under the one thought of. */
export interface ComparedOverrides {
  readonly old: readonly OverrideRate[];
  readonly new: readonly OverrideRate[];
}

/** 97.5 % of a normal distribution lie below it. */
const z = 1.959_964;
const mostChanges = 50;

/**
 * The override rate of each fact: how much of what we judge people find wrong. Only tickets on which somebody spoke count,
 * so that silence is taken neither for consent nor for doubt.
 *
 * @see ISO 10002:2018, 8.4 (monitoring the process); the interval: Wilson 1927
 */
export function overrideRates(reviews: Iterable<Reviewed>): readonly OverrideRate[] {
  const counts = new Map(
    correctedFacts.map((fact) => [fact, { reviewed: 0, corrected: 0, changes: new Map<string, Change>() }]),
  );
  for (const { facts, corrections } of reviews) {
    for (const fact of facts) counts.get(fact)!.reviewed += 1;
    for (const { fact, ours, theirs } of corrections) {
      const count = counts.get(fact)!;
      count.corrected += 1;
      countChange(count.changes, ours, theirs);
    }
  }
  return [...counts].map(([fact, { reviewed, corrected, changes }]) => ({
    fact,
    reviewed,
    corrected,
    rate: reviewed === 0 ? undefined : corrected / reviewed,
    interval: wilson(corrected, reviewed),
    changes: [...changes.values()].sort((a, b) => b.count - a.count),
  }));
}

interface Change {
  readonly ours: string;
  readonly theirs: string;
  count: number;
}

function countChange(changes: Map<string, Change>, ours: string, theirs: string): void {
  const key = JSON.stringify([ours, theirs]);
  const known = changes.get(key);
  if (known !== undefined) known.count += 1;
  else if (changes.size < mostChanges) changes.set(key, { ours, theirs, count: 1 });
}

function wilson(part: number, whole: number): readonly [number, number] | undefined {
  if (whole === 0) return undefined;
  const share = part / whole;
  const spread = (z * z) / whole;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (z * Math.sqrt((share * (1 - share)) / whole + spread / (4 * whole))) / (1 + spread);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
