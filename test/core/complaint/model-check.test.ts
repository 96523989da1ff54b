import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModel } from '#core/complaint/model-check.ts';
import { learnModel } from '#core/complaint/model-learn.ts';
import type { ModelSource } from '#core/complaint/model-source.ts';
import { compileModel, recogniseByModel } from '#core/complaint/model.ts';
import { readTicket, shipped } from './english.ts';
import { taught, taughtTexts } from './taught.ts';

const source = learnModel(taughtTexts(240).map(taught), shipped, { madeAt: 0, seed: 1 }) as ModelSource;

type Place = readonly (string | number)[];

/** A copy of the model with one place changed. */
function changed(place: Place, value: unknown): unknown {
  const copy = structuredClone(source) as unknown as Record<string, unknown>;
  let at: Record<string | number, unknown> = copy;
  for (const step of place.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  at[place.at(-1)!] = value;
  return copy;
}

function pathsOf(value: unknown): readonly string[] {
  const read = readModel(value);
  return 'issues' in read ? read.issues.map(({ path }) => path) : [];
}

describe('a model’s file', () => {
  it.each<[string, Place, unknown, string]>([
    ['a weight that is no number', ['terms', 3, 2], 'heavy', 'terms[3][2]'],
    ['a weight without bounds', ['terms', 0, 2], 1e300, 'terms[0][2]'],
    ['a term that is none', ['terms', 0, 0], 'three words here', 'terms[0][0]'],
    ['a term named twice', ['terms', 1], ['the', 1, 1], 'terms'],
    ['a list where a list of three is', ['terms', 2], ['x'], 'terms[2]'],
    ['an instant that is none', ['madeAt'], 'yesterday', 'madeAt'],
    ['figures above one', ['figures', 'model', 'macroF1'], 7, 'figures.model.macroF1'],
    ['a key that nobody knows', ['surprise'], true, 'surprise'],
    ['thresholds the wrong way round', ['yes'], -9_000, 'yes'],
    ['too few tickets', ['tickets', 'others'], 3, 'tickets'],
    ['another version', ['v'], 2, 'v'],
    ['nothing where the base is', ['base'], null, 'base'],
  ])('is refused with %s', (_, place, value, path) => {
    expect(pathsOf(changed(place, value))).toContain(path);
  });

  it('is refused where it is something else altogether', () => {
    for (const value of [null, 1, [], {}, { kind: 'recourse model' }, 'model', { kind: 'x', v: 1 }]) {
      expect(readModel(value)).toHaveProperty('issues');
    }
  });

  it('is refused where a key is inherited or poisons what it touches', () => {
    const poisoned = JSON.parse(JSON.stringify(source).replace('"seed":', '"__proto__":{"seed":1},"gone":')) as unknown;
    expect(pathsOf(poisoned)).toEqual(expect.arrayContaining(['__proto__', 'gone', 'seed']));
    expect(({} as Record<string, unknown>)['seed']).toBeUndefined();
  });

  it('never throws, and what passes can judge', () => {
    const places: readonly Place[] = [
      ['terms'],
      ['terms', 1],
      ['terms', 1, 0],
      ['groups'],
      ['figures'],
      ['figures', 'calibration'],
      ['tickets'],
      ['possible'],
      ['point'],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 3 }), (place, value) => {
        const read = readModel(changed(place, value));
        if ('issues' in read) return;
        const text = { subject: '', messages: ['The lamp wobbles at dusk'] };
        const { score } = recogniseByModel(readTicket(text), text, compileModel(read.model), shipped);
        expect(Number.isFinite(score)).toBe(true);
      }),
    );
  });
});
