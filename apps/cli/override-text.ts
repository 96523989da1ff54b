import type { ComparedOverrides, OverrideRate } from '#core/report/overrides.ts';
import { percent, tableLines } from './table.ts';

/** The override rate of each fact, under the policy in force and under the one thought of, as lines of a table. */
export function overrideLines(overrides: ComparedOverrides): readonly string[] {
  const rows = overrides.old.map((old, at) => [`  ${old.fact}`, rateText(old), rateText(overrides.new[at]!)]);
  return tableLines([['Corrected by people, of what they looked at', 'now', 'then'], ...rows], { right: [1, 2] });
}

/** "12 of 80 (15.0 %, 8.8 % to 24.4 %)" */
function rateText({ corrected, reviewed, rate, interval }: OverrideRate): string {
  if (rate === undefined || interval === undefined) return 'nobody looked';
  return `${corrected} of ${reviewed} (${percent(rate)}, ${percent(interval[0])} to ${percent(interval[1])})`;
}
