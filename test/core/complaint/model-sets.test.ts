import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { learnModel } from '#core/complaint/model-learn.ts';
import { winsOverCues } from '#core/complaint/model-source.ts';
import { root } from '../../imports.ts';
import { readTicket, shipped } from './english.ts';

interface Row {
  readonly title?: string;
  readonly text: string;
  readonly complaint: 0 | 1;
}

const fileOf = (set: string): string => `${root}../shared/data/text/${set}.jsonl`;

describe('learning from texts that are not ours', () => {
  it.skipIf(!existsSync(fileOf('tweets_complaint'))).each([
    ['tweets_complaint', 0.8],
    ['tweets_fincorp', 0.95],
    ['reviews_cesamard', 0.9],
  ])(
    'reaches on parts of %s that it had not seen a macro F1 of %f, and probabilities within 5 %',
    (set, least) => {
      const rows = readFileSync(fileOf(set), 'utf8').trim().split('\n');
      const taught = rows.map((line) => {
        const { title = '', text, complaint } = JSON.parse(line) as Row;
        const words = { subject: title, messages: [text] };
        return { text: words, isComplaint: complaint === 1, byCues: readTicket(words) };
      });
      const learnt = learnModel(taught, shipped, { madeAt: 0, seed: 1 });
      if (!('figures' in learnt)) throw new Error('nothing was learnt');
      expect(learnt.figures.model.macroF1).toBeGreaterThan(least);
      expect(learnt.figures.calibration.error).toBeLessThan(0.05);
      expect(winsOverCues(learnt.figures)).toBe(true);
      expect(JSON.stringify(learnt).length).toBeLessThan(1_000_000);
    },
    60_000,
  );
});
