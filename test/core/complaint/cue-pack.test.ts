import { describe, expect, test } from 'vitest';
import { checkCuePack } from '#core/complaint/cue-pack-check.ts';
import { compileCuePack } from '#core/complaint/cue-pack.ts';
import type { CuePackSource } from '#core/complaint/cue-pack.ts';
import { findPhrases } from '#core/complaint/cue-matcher.ts';
import { englishCues } from '#core/complaint/cues/en.ts';
import { InvariantError } from '#core/invariant.ts';
import { english } from './english.ts';

const tiny: CuePackSource = {
  name: 'tiny',
  version: '1',
  language: 'en',
  thresholds: { yes: 2, possible: 1 },
  groups: [
    { id: 'bad', title: 'Bad', role: 'adds', cap: 2, signals: [] },
    { id: 'mark', title: 'Mark', role: 'marks', cap: 0, signals: ['seen'] },
  ],
  cues: [{ id: 'bad.word', group: 'bad', weight: 1, patterns: ['bad'], examples: ['bad'] }],
  categories: [{ id: 'thing', patterns: ['thing'] }],
  quoting: {
    introductions: [],
    separators: [],
    headers: [],
    footers: [],
    automaticSubjects: [],
    automaticOpenings: [],
  },
};

describe('the English pack', () => {
  test('has no fault', () => {
    expect(checkCuePack(englishCues)).toEqual([]);
  });

  test.each(englishCues.cues.map((cue) => [cue.id, cue] as const))('%s is found in each of its examples', (id, cue) => {
    const at = englishCues.cues.indexOf(cue);
    for (const example of cue.examples) {
      const { matches } = findPhrases(example, [{ start: 0, end: example.length }], english.matcher);
      expect(
        matches.map((match) => match.cue),
        `${id}: ${example}`,
      ).toContain(at);
    }
  });

  test('is data: it survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(englishCues))).toEqual(englishCues);
  });

  test('gives every signal the severity matrix may ask for', () => {
    const signals = new Set(english.cues.flatMap((cue) => cue.signals));
    for (const signal of [
      'formal',
      'regulator',
      'legal',
      'media',
      'safety',
      'money',
      'vulnerability',
      'repeat',
      'waiting',
      'intense',
    ]) {
      expect(signals).toContain(signal);
    }
  });
});

describe('a faulty pack', () => {
  const [word] = tiny.cues;
  const cases: readonly (readonly [string, CuePackSource])[] = [
    ['thresholds', { ...tiny, thresholds: { yes: 1, possible: 2 } }],
    ['cues.0.group', { ...tiny, cues: [{ ...word!, group: 'none' }] }],
    ['cues.0.weight', { ...tiny, cues: [{ ...word!, weight: -1 }] }],
    ['cues.0.weight', { ...tiny, cues: [{ ...word!, weight: Number.NaN }] }],
    ['cues.0.weight', { ...tiny, cues: [{ ...word!, group: 'mark' }] }],
    ['cues.0.examples', { ...tiny, cues: [{ ...word!, examples: [] }] }],
    ['cues.0.patterns', { ...tiny, cues: [{ ...word!, patterns: [] }] }],
    ['cues.0.patterns.0', { ...tiny, cues: [{ ...word!, patterns: ['(a+)+'] }] }],
    ['cues.0.category', { ...tiny, cues: [{ ...word!, category: 'none' }] }],
    ['cues.1.id', { ...tiny, cues: [word!, word!] }],
    ['categories.0.patterns.0', { ...tiny, categories: [{ id: 'thing', patterns: ['~2 thing'] }] }],
  ];

  test.each(cases)('is refused with the path of its fault: %s', (path, source) => {
    expect(checkCuePack(source).map((issue) => issue.path)).toEqual([path]);
    expect(() => compileCuePack(source)).toThrow(InvariantError);
  });

  test('is told all its faults at once', () => {
    const source = { ...tiny, thresholds: { yes: 0, possible: 0 }, cues: [{ ...word!, examples: [], patterns: [] }] };
    expect(checkCuePack(source).map((issue) => issue.path)).toEqual([
      'thresholds',
      'cues.0.examples',
      'cues.0.patterns',
    ]);
  });
});

test('letters of other languages are words too', () => {
  const pack = compileCuePack({
    ...tiny,
    cues: [
      { id: 'bad.word', group: 'bad', weight: 1, patterns: ['reclamação/enttäusch*/жалоба'], examples: ['жалоба'] },
    ],
  });
  const found = (text: string): readonly string[] =>
    findPhrases(text, [{ start: 0, end: text.length }], pack.matcher).matches.map(({ start, end }) =>
      text.slice(start, end),
    );
  expect(found('Uma RECLAMACAO, eine Enttäuschung, ЖАЛОБА')).toEqual(['RECLAMACAO', 'Enttäuschung', 'ЖАЛОБА']);
  expect(found('reclamac\u0327a\u0303o')).toEqual(['reclamac\u0327a\u0303o']);
});
