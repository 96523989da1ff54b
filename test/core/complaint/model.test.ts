import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModel } from '#core/complaint/model-check.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import { learnModel } from '#core/complaint/model-learn.ts';
import { winsOverCues, type ModelSource } from '#core/complaint/model-source.ts';
import { compileModel, modelInUse, recogniseByModel } from '#core/complaint/model.ts';
import type { Recognition } from '#core/complaint/recognition.ts';
import { hostileTexts } from '../../integrations/hostile.ts';
import { readTicket, shipped } from './english.ts';
import { taught, taughtTexts } from './taught.ts';

const how = { madeAt: Date.UTC(2026, 10, 2, 9), seed: 1 };

function learn(count = 240, seed = 1): ModelSource {
  const learnt = learnModel(taughtTexts(count).map(taught), shipped, { ...how, seed });
  if (!('terms' in learnt)) throw new Error('nothing was learnt');
  return learnt;
}

const source = learn();
const model = compileModel(source);

function judge(message: string, subject = ''): Recognition {
  const text = { subject, messages: [message] };
  return recogniseByModel(readTicket(text), text, model, shipped);
}

describe('learning from tickets that people have judged', () => {
  it('knows a customer’s own complaints where no cue does, on tickets it had not seen', () => {
    const { model: own, cues } = source.figures;
    expect(own.macroF1).toBeGreaterThan(0.95);
    expect(cues.macroF1).toBeLessThan(0.8);
    expect(winsOverCues(source.figures)).toBe(true);
    expect(judge('My new mirror wobbles at dusk.').band).toBe('yes');
    expect(judge('Is there a mirror that comes in oak?').band).toBe('no');
  });

  it('believes the cues where no word tells, and words where no cue does', () => {
    const written = shippedCues.packs.flatMap(({ cues }) => cues.flatMap(({ examples }) => examples));
    const pairs = written.flatMap((text) => {
      const complaint = taught({ text, complaint: true });
      // The same words in another order, which no cue knows.
      const other = taught({ text: text.split(' ').sort().join(' '), complaint: false });
      return complaint.byCues.score >= 1 && other.byCues.score === 0 ? [complaint, other] : [];
    });
    const learnt = learnModel(pairs, shipped, how) as ModelSource;
    expect(learnt.figures.model.macroF1).toBeGreaterThan(0.98);
    expect(learnt.point).toBeGreaterThan(1);
    expect(source.point).toBeLessThan(0.1);
  });

  it('gives the same model for the same tickets, and another dealing for another seed', () => {
    expect(learn()).toEqual(source);
    const named = ({ terms }: ModelSource) => terms.map(([term, amount]) => [term, amount]);
    const other = learn(240, 2);
    expect(named(other)).toEqual(named(source));
    expect({ ...other, seed: 1 }).not.toEqual(source);
  });

  it('learns nothing from fewer than 200 tickets, or from one kind alone', () => {
    const texts = taughtTexts(300);
    expect(learnModel(texts.slice(0, 199).map(taught), shipped, how)).toEqual({ complaints: 67, others: 132 });
    const others = texts.filter(({ complaint }) => !complaint).slice(0, 200);
    expect(learnModel(others.map(taught), shipped, how)).toEqual({ complaints: 0, others: 200 });
    expect(learnModel(texts.slice(0, 200).map(taught), shipped, how)).toHaveProperty('terms');
  });

  it('is no better than the cues on labels that chance dealt out, and is not used then', () => {
    let state = 7;
    const next = (most: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % most;
    };
    const words = Array.from(
      { length: 80 },
      (_, n) => `${'bcdfghklmn'[n % 10]}${'aeiou'[n % 5]}${'prstvwxz'[Math.floor(n / 10)]}un`,
    );
    const noise = Array.from({ length: 240 }, () => ({
      text: Array.from({ length: 12 }, () => words[next(80)]).join(' '),
      complaint: next(2) === 0,
    }));
    const learnt = learnModel(noise.map(taught), shipped, how) as ModelSource;
    expect(learnt.figures.model.macroF1).toBeLessThan(0.6);
    expect(modelInUse(learnt)).toBeUndefined();
    const lost: ModelSource = { ...source, figures: { ...source.figures, worseParts: 5 } };
    expect(modelInUse(lost)).toBeUndefined();
    expect(modelInUse(source)).toBeDefined();
  });

  it('holds no word of fewer than three tickets, no number, and nothing said once twice', () => {
    const texts = taughtTexts(240).map((text, n) => (n < 2 ? { ...text, text: `${text.text} Hyacinth` } : text));
    const { terms } = learnModel(texts.map(taught), shipped, how) as ModelSource;
    const names = terms.map(([term]) => term);
    expect(names.join(' ')).not.toMatch(/hyacinth|\d/u);
    expect(new Set(names).size).toBe(names.length);
  });

  it('judges the same text that stands there twice by models that saw neither', () => {
    const twice = [...taughtTexts(120), ...taughtTexts(120)];
    const flipped = twice.map((text, n) => ({ ...text, text: `unique${'abcdefghij'[n % 10]} ${text.text}` }));
    const learnt = learnModel([...twice, ...flipped].map(taught), shipped, how);
    expect(learnt).toHaveProperty('figures.parts', 10);
  });

  it('says of its probabilities how far they can be taken at their word', () => {
    const { steps, brier } = source.figures.calibration;
    expect(steps.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(240);
    expect(brier).toBeLessThan(0.1);
    expect(steps.at(-1)!.was).toBeGreaterThan(steps[0]!.was);
  });

  it('writes what can be read back', () => {
    const back = readModel(JSON.parse(JSON.stringify(source)));
    expect(back).toEqual({ model: source });
  });
});

describe('judging by a customer’s own model', () => {
  it('is explained word by word: quotes stand in the text, and weights sum to the score', () => {
    const words = fc.constantFrom(
      'the',
      'lamp',
      'wobbles',
      'again',
      'squeaks',
      'catalogue',
      'oak',
      'refund',
      'still waiting',
      '!!',
      'x1',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), fc.array(words, { maxLength: 5 }), (said, about) => {
        const [message, subject] = [said.join(' '), about.join(' ')];
        const found = judge(message, subject);
        const whole = `${subject}\n${message}`;
        for (const { quote, start, end } of found.reasons) expect(whole.slice(start, end)).toBe(quote);
        const sum = found.reasons.reduce((total, { weight }) => total + weight, 0);
        expect(Math.abs(sum - found.score)).toBeLessThan(0.006);
      }),
    );
  });

  it('names the words that told, those that spoke against it too', () => {
    const { reasons } = judge('The shelf wobbles at dusk but comes in oak.');
    const weightOf = (cue: string): number => reasons.find((reason) => reason.cue === cue)?.weight ?? 0;
    expect(weightOf('word:wobbles')).toBeGreaterThan(0);
    expect(weightOf('word:oak')).toBeLessThan(0);
  });

  it('takes any text, in time that grows with its length', () => {
    for (const text of [
      ...hostileTexts,
      `a://${'x'.repeat(70_000)}`,
      'wobbles '.repeat(9_000),
      '\uD800'.repeat(70_000),
    ]) {
      expect(Number.isFinite(judge(text).score)).toBe(true);
    }
  });

  it('lets a cue that decides alone decide, whatever the words weigh', () => {
    const found = judge('Is it in the spring catalogue, comes in oak? I want to make a formal complaint.');
    expect(found.band).toBe('yes');
  });

  it('leaves a text of which it knows no word to the cues', () => {
    const text = { subject: '', messages: ['Schrecklich!'] };
    const byCues = readTicket(text);
    const { band, reasons } = recogniseByModel(byCues, text, model, shipped);
    expect({ band, reasons }).toEqual({ band: byCues.band, reasons: byCues.reasons });
  });

  it('reads no quoted history', () => {
    const found = judge('Thanks.\n> The lamp wobbles at dusk and squeaks all night');
    expect(found.reasons.map(({ quote }) => quote).join(' ')).not.toMatch(/wobbles|squeaks/u);
  });

  it('names the model it was judged by, so that another one reads the text again', () => {
    const { pack } = judge('The lamp wobbles at dusk');
    expect(pack).toMatch(/ \+ model 2026-11-02 [0-9a-f]{8}$/u);
    expect(pack.startsWith(shipped.id)).toBe(true);
    expect(compileModel({ ...source, yes: source.yes + 1 }).id).not.toBe(model.id);
  });
});
