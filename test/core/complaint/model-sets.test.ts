import { describe, expect, it } from 'vitest';
import { macroF1 } from '#core/complaint/model-figures.ts';
import { winsOverCues } from '#core/complaint/model-source.ts';
import type { Recognition } from '#core/complaint/recognition.ts';
import { judgeBy, modelOf } from '#test/bench/learnt-judge.ts';
import { readSet, type Example, type SetName } from '#test/bench/recognition-sets.ts';
import { tallyOf } from '#test/bench/recognition-tally.ts';
import { readTicket, shipped } from './english.ts';

const floors = [
  ['tweets_complaint', 0.8],
  ['tweets_fincorp', 0.96],
  ['reviews_cesamard', 0.9],
] as const;

const reader = {
  packs: shipped,
  read: ({ subject, text }: Example): Recognition => readTicket({ subject, messages: [text] }),
};

/** What a model learnt from the one half makes of the other, its thresholds included. */
function reached(set: SetName, on: Example['half']): number {
  const from = modelOf(
    examplesOf(set).filter(({ half }) => half !== on),
    reader,
  );
  const others = examplesOf(set).filter(({ half }) => half === on);
  return macroF1(tallyOf(others, judgeBy(from, reader)));
}

const examplesOf = (set: SetName): readonly Example[] => readSet(set) ?? [];

describe('learning from texts that are not ours', () => {
  it.skipIf(readSet('tweets_complaint') === undefined).each(floors)(
    'reaches on parts of %s that it had not seen a macro F1 of %f, and probabilities within 5 %',
    (set, least) => {
      const learnt = modelOf(examplesOf(set), reader);
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
      expect(reached(set, 'unseen')).toBeGreaterThan(least);
      expect(reached(set, 'tuned')).toBeGreaterThan(least);
    },
    60_000,
  );
});
