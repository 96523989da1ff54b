import type { Tally } from '#core/complaint/model-figures.ts';
import type { Example } from './recognition-sets.ts';

/** Whether a text is taken for a complaint. */
export type Judge = (example: Example) => boolean;

/** What a judge makes of texts, beside what people made of them. */
export function tallyOf(examples: readonly Example[], says: Judge): Tally {
  const counts = { hit: 0, wrong: 0, missed: 0, right: 0 };
  for (const example of examples) {
    const isComplaint = example.complaint === true;
    if (says(example)) counts[isComplaint ? 'hit' : 'wrong'] += 1;
    else counts[isComplaint ? 'missed' : 'right'] += 1;
  }
  return counts;
}
