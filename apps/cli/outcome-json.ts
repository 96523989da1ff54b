import type { Outcome } from '#core/pipeline.ts';
import { toIso } from '#core/time.ts';

const instantKeys: ReadonlySet<string> = new Set([
  'at',
  'cycle',
  'since',
  'until',
  'countedFrom',
  'effectiveFrom',
  'effectiveTo',
  'alertAnswers',
  'reopenedAt',
]);

/** An Outcome as JSON for scripts: instants in ISO 8601, and an obligation named by its id where a clock carries it whole. */
export function outcomeJson(outcome: Outcome): string {
  return JSON.stringify(outcome, asIso, 2);
}

/** For `JSON.stringify`: instants in ISO 8601, in what is printed for scripts. */
export function asIso(key: string, value: unknown): unknown {
  const isInstant = instantKeys.has(key) || key.endsWith('At');
  if (typeof value === 'number' && (isInstant || isPauseEnd(key, value))) return toIso(value);
  if (Array.isArray(value) && isInstant) return value.map((at: unknown) => (typeof at === 'number' ? toIso(at) : at));
  return value;
}

/** The ends of a pause are called `from` and `to`; offsets into a text never reach the year 1973. */
function isPauseEnd(key: string, value: number): boolean {
  return (key === 'from' || key === 'to') && value > 1e11;
}
