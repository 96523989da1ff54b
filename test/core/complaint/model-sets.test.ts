import { describe, expect, it } from 'vitest';
import { learnModel, type TaughtTicket } from '#core/complaint/model-learn.ts';
import { macroF1 } from '#core/complaint/model-figures.ts';
import { winsOverCues, type ModelSource } from '#core/complaint/model-source.ts';
import { compileModel, recogniseByModel } from '#core/complaint/model.ts';
import { readSet, type Example, type SetName } from '#test/bench/recognition-sets.ts';
import { readTicket, shipped } from './english.ts';

const floors = [
  ['tweets_complaint', 0.8],
  ['tweets_fincorp', 0.96],
  ['reviews_cesamard', 0.9],
] as const;

function taughtOf({ subject, text, complaint }: Example): TaughtTicket {
  const words = { subject, messages: [text] };
  return { text: words, isComplaint: complaint === true, byCues: readTicket(words) };
}

function learn(examples: readonly Example[]): ModelSource {
  const learnt = learnModel(examples.map(taughtOf), shipped, { madeAt: 0, seed: 1 });
  if (!('figures' in learnt)) throw new Error('nothing was learnt');
  return learnt;
}

/** What a model makes of texts that had no part in it, its thresholds included. */
function macroF1On(examples: readonly Example[], source: ModelSource): number {
  const model = compileModel(source);
  const counts = { hit: 0, wrong: 0, missed: 0, right: 0 };
  for (const example of examples) {
    const { text, isComplaint, byCues } = taughtOf(example);
    if (recogniseByModel(byCues, text, model, shipped).band === 'no') counts[isComplaint ? 'missed' : 'right'] += 1;
    else counts[isComplaint ? 'hit' : 'wrong'] += 1;
  }
  return macroF1(counts);
}

const examplesOf = (set: SetName): readonly Example[] => readSet(set) ?? [];

describe('learning from texts that are not ours', () => {
  it.skipIf(readSet('tweets_complaint') === undefined).each(floors)(
    'reaches on parts of %s that it had not seen a macro F1 of %f, and probabilities within 5 %',
    (set, least) => {
      const learnt = learn(examplesOf(set));
      expect(learnt.figures.model.macroF1).toBeGreaterThan(least);
      expect(learnt.figures.calibration.error).toBeLessThan(0.05);
      expect(winsOverCues(learnt.figures)).toBe(true);
      expect(JSON.stringify(learnt).length).toBeLessThan(1_000_000);
    },
    60_000,
  );

  it.skipIf(readSet('tweets_complaint') === undefined).each(floors)(
    'from either half of %s it reaches %f on the other',
    (set, least) => {
      const of = (half: Example['half']): readonly Example[] => examplesOf(set).filter((one) => one.half === half);
      expect(macroF1On(of('unseen'), learn(of('tuned')))).toBeGreaterThan(least);
      expect(macroF1On(of('tuned'), learn(of('unseen')))).toBeGreaterThan(least);
    },
    60_000,
  );
});
