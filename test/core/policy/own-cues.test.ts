import { describe, expect, test } from 'vitest';
import { cuePacksId, noOwnCues } from '#core/complaint/cue-packs.ts';
import { findPhrases } from '#core/complaint/cue-matcher.ts';
import { recognise } from '#core/complaint/recognise.ts';
import type { Recognition } from '#core/complaint/recognition.ts';
import { cuesVersion } from '#core/complaint/cues/version.ts';
import type { PolicySource } from '#core/policy/schema.ts';
import { issuesWith, samplePolicy } from './sample-policy.ts';

type Part = NonNullable<PolicySource['recognition']>;

const readBy = (recognition: Part, text: string, more: Partial<PolicySource> = {}): Recognition => {
  const policy = samplePolicy({ recognition, ...more });
  const { pack, ...settings } = policy.recognition;
  return recognise({ subject: '', messages: [text] }, pack, { ...settings, severity: policy.severity });
};

describe('a company’s own cues', () => {
  const smartMeter: Part = {
    cues: { 'smart-meter': { phrases: ['smart meter ~2 dumb/silent'], weight: 3, signals: ['meter'] } },
  };

  test('count beside the shipped ones, under their own name', () => {
    const { band, reasons } = readBy(smartMeter, 'My smart meter has gone silent.');
    expect(band).toBe('yes');
    expect(reasons).toContainEqual({
      cue: 'own.smart-meter',
      quote: 'smart meter has gone silent',
      start: 4,
      end: 31,
      weight: 3,
    });
  });

  test('damp where their group damps, and decide where it decides', () => {
    const damped = { cues: { trial: { group: 'howto', phrases: ['broken window theory'], weight: 2 } } } satisfies Part;
    expect(readBy(damped, 'I read of the broken window theory.').score).toBeLessThan(0);
    const decided = { cues: { form: { group: 'formal', phrases: ['form 7b'] } } } satisfies Part;
    expect(readBy(decided, 'Please find form 7b.').band).toBe('yes');
  });

  test('give signals for which the severity matrix may ask', () => {
    const severity: PolicySource['severity'] = { rules: [{ severity: 'high', when: ['meter'] }] };
    expect(readBy(smartMeter, 'smart meter is dumb', { severity }).severity).toBe('high');
  });

  test('speak for a category of the company’s', () => {
    const part: Part = { cues: { meter: { phrases: ['smart meter'], category: 'Metering' } } };
    expect(readBy(part, 'About my smart meter.').category).toBe('Metering');
  });

  test('of one language are not looked for in others', () => {
    const part: Part = { cues: { gift: { language: 'de', phrases: ['gift'], weight: 3 } } };
    expect(readBy(part, 'This was a gift for my aunt, thank you for it.').reasons.map(({ cue }) => cue)).not.toContain(
      'own.gift',
    );
    expect(readBy(part, 'Da ist Gift in der Farbe, und es riecht danach.').reasons.map(({ cue }) => cue)).toContain(
      'own.gift',
    );
  });

  test('change what recognitions are named by, so that open tickets are read again', () => {
    expect(samplePolicy().recognition.pack.id).toBe(`core ${cuesVersion}`);
    const { pack, own } = samplePolicy({ recognition: smartMeter }).recognition;
    expect(pack.id).not.toBe(`core ${cuesVersion}`);
    expect(cuePacksId(cuesVersion, own)).toBe(pack.id);
    expect(cuePacksId(cuesVersion, noOwnCues)).toBe(`core ${cuesVersion}`);
  });

  test('the usual language is what a text of few words is taken to be in', () => {
    expect(readBy({ language: 'de' }, 'ok 4711').language).toBe('de');
    expect(readBy({}, 'ok 4711').language).toBe('en');
  });
});

describe('categories', () => {
  const categories: Part['categories'] = [
    { category: 'Metering', words: ['smart meter', 'zähler*'], tags: ['Meter'] },
    { category: 'Tariff', words: ['tariff'] },
  ];

  test('are given by the first rule that applies, whatever the text suggests', () => {
    const text = 'The courier left the parcel with my smart meter, and what of the tariff?';
    expect(readBy({ categories }, text).category).toBe('Metering');
    expect(readBy({ categories: categories.toReversed() }, text).category).toBe('Tariff');
  });

  test('are found in every language', () => {
    expect(readBy({ categories }, 'Der Zählerstand ist falsch, ich habe ihn abgelesen.').category).toBe('Metering');
  });

  test('are given by a tag as well', () => {
    const policy = samplePolicy({ recognition: { categories } });
    const { pack, ...settings } = policy.recognition;
    const text = { subject: '', messages: ['Hello there, it is about yesterday.'] };
    const found = recognise(text, pack, { ...settings, severity: policy.severity }, { tags: ['METER'] });
    expect(found.category).toBe('Metering');
  });

  test('are suggested where no rule applies and the text is sure, else left to a person', () => {
    expect(readBy({ categories }, 'The courier left my parcel at the depot and it never arrived.').category).toBe(
      'delivery',
    );
    expect(readBy({ categories }, 'One parcel.').category).toBeUndefined();
  });
});

describe('what is wrong is said, with its place', () => {
  test.each<[unknown, string]>([
    [{ langauge: 'de' }, "recognition.langauge: unknown key 'langauge' (did you mean 'language'?)"],
    [{ language: 'dee' }, "recognition.language: unknown language 'dee' (did you mean 'de'?)"],
    [{ cues: { a: { phrases: [] } } }, 'recognition.cues.a.phrases: phrases is empty: give at least one phrase'],
    [
      { cues: { a: { phrases: ['~9 late'] } } },
      "recognition.cues.a.phrases[0]: phrases '~9 late' cannot be read: '~9' is not a word, a choice of words, a gap or ^",
    ],
    [{ cues: { a: { phrases: ['late'], wait: 2 } } }, "recognition.cues.a.wait: unknown key 'wait'"],
    [
      { cues: { a: { phrases: ['late'], group: 'waitin' } } },
      "recognition.cues.a.group: unknown group 'waitin' (did you mean 'waiting'?)",
    ],
    [
      { cues: { a: { phrases: ['late'], examples: ['It is early.'] } } },
      'recognition.cues.a.examples[0]: the cue is not found in this example',
    ],
    [
      { categories: [{ category: 'Tariff' }] },
      'recognition.categories[0]: categories needs words or tags by which it is known',
    ],
  ])('%j', (recognition, issue) => {
    expect(issuesWith({ recognition }).join('\n')).toContain(issue);
  });

  test('a signal that nothing gives is unknown to the matrix, one of a company’s own cue is not', () => {
    const severity = { rules: [{ severity: 'high', when: ['meter'] }] };
    expect(issuesWith({ severity })).toHaveLength(1);
    const recognition = { cues: { meter: { phrases: ['meter'], signals: ['meter'] } } };
    expect(issuesWith({ severity, recognition })).toEqual([]);
  });
});

describe('however a company writes its cues, reading stays linear', () => {
  const tangled = Array.from({ length: 60 }, (_, at) => `a/b${at} ~4 a ~4 a [a] [a] [a] [a]`);

  test('phrases that would tangle the search are refused', () => {
    const [issue] = issuesWith({ recognition: { cues: { tangled: { phrases: tangled } } } });
    expect(issue).toContain('the phrases are entangled');
  });

  test('what is not refused takes a number of steps that grows with the text alone', () => {
    const phrases = tangled.slice(0, 3);
    expect(issuesWith({ recognition: { cues: { tangled: { phrases: tangled.slice(0, 1) } } } })).toEqual([]);
    const policy = samplePolicy({ recognition: { cues: { tangled: { phrases: phrases.slice(0, 1) } } } });
    const { matcher } = policy.recognition.pack.packOf('en');
    const stepsOf = (words: number): number => {
      const text = 'a '.repeat(words);
      return findPhrases(text, [{ start: 0, end: text.length }], matcher).steps / words;
    };
    expect(stepsOf(32_768)).toBeLessThan(stepsOf(1_024) * 1.1);
    expect(stepsOf(32_768)).toBeLessThan(1_000);
  });
});
