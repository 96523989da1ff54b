import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bands } from '#core/complaint/recognition.ts';
import { automaticCue, recognise, recognitionText, signalsOf } from '#core/complaint/recognise.ts';
import { samplePolicy } from '../policy/sample-policy.ts';
import { read, readTicket, settings, shipped } from './english.ts';

const cuesIn = (...messages: readonly string[]): readonly string[] => read(...messages).reasons.map(({ cue }) => cue);

describe('what counts as a complaint', () => {
  test.each([
    'I am disappointed that the drawer sticks.',
    'This is the third time I write and I am still waiting.',
    'Nobody has called me, and nobody has replied to my letters.',
    'I would like this put right, it came with a broken leg.',
    'We are not happy with the table and would like our money back.',
    'I wish to make a complaint.',
    'Your driver was rude and the parcel is damaged.',
  ])('a complaint is known, however politely it is put: %s', (text) => {
    expect(read(text).band).toBe('yes');
  });

  test.each([
    'Thank you so much, the chairs are wonderful and we are very happy with them.',
    'How do I change my delivery address?',
    'Do you sell spare shelves for the oak bookcase?',
    'No complaints at all, everything is perfect.',
    'I cannot complain, it was a good price.',
    'Thanks, all sorted now.',
    'What are your opening hours on Sunday?',
    '',
    '   \n\n  ',
  ])('praise, thanks and plain questions are none: %s', (text) => {
    expect(read(text).band).toBe('no');
  });

  test('a single weak sign asks a person', () => {
    expect(read('There is a problem with the hinge.').band).toBe('possible');
  });

  test('one formal word decides alone, whatever kind words stand beside it', () => {
    const { band, score } = read(
      'Thank you, lovely people, wonderful shop, great tea. I shall write to the Ombudsman.',
    );
    expect(band).toBe('yes');
    expect(score).toBeLessThan(settings.yes);
  });

  test('praise that is denied counts as dissatisfaction and not as praise', () => {
    expect(cuesIn('I am not at all happy with it.')).toEqual(['unpraise.not-happy']);
  });

  test('force alone makes no complaint', () => {
    const { band, score } = read('ABSOLUTELY TOTALLY UTTERLY thrilled!!!');
    expect(score).toBeLessThanOrEqual(0);
    expect(band).toBe('no');
  });

  test('nothing speaks against a danger', () => {
    const burns = 'A great lamp, thank you, but it caught fire. I would like to know what to do.';
    const { band, reasons } = read(burns);
    expect(band).toBe('yes');
    expect(reasons.map(({ cue }) => cue)).toContain('praise.good');
    expect(reasons.filter(({ weight }) => weight < 0)).toEqual([]);
  });

  test('a courtesy at the head of a letter is not praise', () => {
    expect(read('Good morning. Kind regards.').reasons).toEqual([]);
  });

  test('case, accents and the shape of an apostrophe make no difference', () => {
    const plain = read("it doesn't work").score;
    expect(plain).toBeGreaterThan(0);
    expect(read('IT DOESNT WORK').score).toBe(plain);
    expect(read('it doesn’t wórk').score).toBe(plain);
  });

  test('a phrase is found across the line breaks of a mail program, and not across sentences', () => {
    expect(cuesIn('we are still\nwaiting')).toContain('waiting.still');
    expect(cuesIn('We stood still. Waiting is fun.')).not.toContain('waiting.still');
    expect(cuesIn('We stood still\n\nwaiting is fun')).not.toContain('waiting.still');
    expect(readTicket({ subject: 'still', messages: ['waiting is fun'] }).reasons).toEqual([]);
  });
});

describe('reasons', () => {
  test('the score is the sum of the weights of the reasons', () => {
    const { reasons, score } = read('I am furious, still waiting, nobody has called, the leg is broken!! Thank you.');
    expect(reasons.length).toBeGreaterThan(4);
    expect(score).toBeCloseTo(
      reasons.reduce((sum, { weight }) => sum + weight, 0),
      9,
    );
  });

  test('the same words again weigh nothing more', () => {
    expect(read('It is broken. '.repeat(50)).score).toBe(read('It is broken.').score);
  });

  test('what is said in a word, and later in more, is quoted where it says more', () => {
    const quotes = (text: string): readonly string[] => read(text).reasons.map(({ quote }) => quote);
    expect(quotes('A refund? I was not refunded. Refund my money.')).toEqual(['not refunded']);
    expect(quotes('My refund, your refund, any refund.')).toEqual(['refund']);
    const { reasons } = read('My refund, your refund, any refund.');
    expect(reasons[0]?.start).toBe(recognitionText({ subject: '', messages: ['My '] }).length);
  });

  test('what a thing does not do is quoted with its verb', () => {
    const [reason] = read('The door does not close.').reasons;
    expect(reason).toMatchObject({ cue: 'defect.broken', quote: 'does not close' });
  });

  test('offsets count in the one text of subject and messages', () => {
    const text = { subject: 'Still waiting', messages: ['first', 'My chair is 🙄 broken'] };
    const quotes = readTicket(text).reasons.map(({ start, end, quote }) => {
      expect(recognitionText(text).slice(start, end)).toBe(quote);
      return quote;
    });
    expect(recognitionText(text)).toBe('Still waiting\nfirst\nMy chair is 🙄 broken');
    expect(quotes).toEqual(['Still waiting', '🙄', 'broken']);
  });

  const pieces = fc.constantFrom(
    'broken',
    'still waiting',
    '!!',
    '> quoted',
    '\n',
    'On 3 Nov 2026 Anna wrote:',
    '--',
    'not happy',
    '’',
    '🤬',
    'THIS IS BAD',
    'thanks',
    'From: a\nSent: b',
    'é',
    '\ud800',
    'ombudsman',
    '.',
    'Automatic reply: x',
    '\u0000',
  );
  const anyUnits = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((codes) => String.fromCharCode(...codes));
  const anyText = fc.oneof(
    anyUnits,
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(' ')),
  );
  const anyTicket = fc.record({ subject: anyText, messages: fc.array(anyText, { maxLength: 5 }) });

  test('any text has an answer whose reasons quote it exactly, in order', () => {
    fc.assert(
      fc.property(anyTicket, (text) => {
        const { band, reasons, score, pack } = readTicket(text);
        const whole = recognitionText(text);
        expect(bands).toContain(band);
        expect(Number.isFinite(score)).toBe(true);
        expect(pack).toBe(shipped.id);
        for (const { start, end, quote } of reasons) {
          // What is not of the text quotes nothing, at its beginning.
          if (quote === '') expect([start, end]).toEqual([0, 0]);
          else expect(start).toBeLessThan(end);
          expect(whole.slice(start, end)).toBe(quote);
        }
        expect(reasons.map(({ start }) => start)).toEqual(reasons.map(({ start }) => start).sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  test('the same text has the same answer', () => {
    fc.assert(
      fc.property(anyTicket, (text) => {
        expect(readTicket(text)).toEqual(readTicket(text));
      }),
    );
  });
});

describe('what no person wrote', () => {
  test.each([
    'Automatic reply: Your order',
    'AUTOMATIC REPLY: complaint',
    'Out of office: back soon',
    'Undeliverable: Sofa',
  ])('a subject such as "%s" makes its message none, and is quoted', (subject) => {
    const { band, score, reasons } = readTicket({ subject, messages: ['I am furious. I wish to make a complaint.'] });
    expect(band).toBe('no');
    expect(score).toBe(0);
    expect(reasons).toMatchObject([{ cue: automaticCue, start: 0, weight: 0 }]);
  });

  test('what a person writes under a robot’s message is read', () => {
    const messages = ['I am away.', 'I am back, and I am disappointed that nobody has called.'];
    expect(readTicket({ subject: 'Automatic reply: Your order', messages }).band).toBe('yes');
  });

  test('a robot that answers for the complainant later takes nothing away', () => {
    const robot = 'This is an automatic reply. For a complaint, contact the press office.';
    expect(read('My sofa is broken and nobody has called.', robot)).toMatchObject({ band: 'yes' });
    expect(read('What are your hours?', robot).band).toBe('no');
  });

  test('somebody who happens to be away may still complain', () => {
    expect(read('I am out of the office today, and furious: the desk is broken and nobody has replied.').band).toBe(
      'yes',
    );
    expect(read('I am out of the office until Monday with limited access to email.').band).toBe('no');
  });
});

describe('signals', () => {
  const signals = (text: string): readonly string[] => signalsOf(read(text), shipped);

  test.each([
    ['I will go to the ombudsman', ['formal', 'regulator']],
    ['My solicitor will write to you', ['formal', 'legal']],
    ['The local paper will like this', ['formal', 'media']],
    ['It caught fire', ['safety']],
    ['I was charged twice', ['money']],
    ['My husband uses a wheelchair', ['vulnerability']],
    ['I cannot afford to wait', ['vulnerability']],
    ['This is the third time I ask', ['repeat']],
    ['I am still waiting', ['waiting']],
    ['It is broken!!', ['intense']],
    ['Hello', []],
  ])('%s', (text, expected) => {
    expect(signals(text)).toEqual(expected);
  });

  test('the severity is what the matrix makes of the signals', () => {
    const severity = { base: 'low', rules: [{ severity: 'critical', when: ['safety'] }] } as const;
    const grave = recognise({ subject: '', messages: ['The oven caught fire'] }, shipped, { ...settings, severity });
    expect(grave.severity).toBe('critical');
    expect(recognise({ subject: '', messages: ['Late'] }, shipped, { ...settings, severity }).severity).toBe('low');
  });
});

describe('category', () => {
  test.each([
    ['The courier left my parcel at the depot and it never arrived', 'delivery'],
    ['I was charged twice on my invoice', 'billing'],
    ['You sent me somebody else’s details', 'privacy'],
  ])('is suggested where the words agree: %s', (text, category) => {
    expect(read(text).category).toBe(category);
  });

  test('is left to a person where they do not, or there are none', () => {
    expect(read('The courier and the invoice').category).toBeUndefined();
    expect(read('I am furious').category).toBeUndefined();
  });
});

describe('severity comes of what happened, not of tone', () => {
  const { severity } = samplePolicy();
  const severityOf = (text: string): string =>
    recognise({ subject: '', messages: [text] }, shipped, { ...settings, severity }).severity;

  test.each([
    ['You promised a call back both times. I will see you in county court.', 'high'],
    ['I lost £300 and this is the third Saturday I have stayed in.', 'medium'],
    ['I lost 300 euros over this.', 'medium'],
    ['The lamp has flickered since March, for months now.', 'medium'],
    ['The oven caught fire.', 'critical'],
    ['Der Ofen hat Feuer gefangen.', 'critical'],
    ['J’ai perdu 300 € à cause de vous.', 'medium'],
    ['Ich habe 300 € verloren und warte noch.', 'medium'],
    ['THIS IS THE WORST!!! Utterly, totally disgusting shop, you idiots!!!', 'low'],
  ])('%s', (text, expected) => {
    expect(severityOf(text)).toBe(expected);
  });

  test('and with polite words the same is as grave', () => {
    expect(severityOf('I am so sorry to trouble you, thank you, but the oven caught fire.')).toBe('critical');
  });
});

test('thresholds belong to the caller, and lower ones never say less', () => {
  const order = { no: 0, possible: 1, yes: 2 };
  fc.assert(
    fc.property(
      fc.constantFrom('broken', 'late', 'I am furious', 'hello'),
      fc.double({ min: 0.1, max: 5, noNaN: true }),
      (message, yes) => {
        const at = (limit: number): number =>
          order[
            recognise({ subject: '', messages: [message] }, shipped, { ...settings, yes: limit, possible: limit / 2 })
              .band
          ];
        expect(at(yes)).toBeGreaterThanOrEqual(at(yes + 1));
      },
    ),
  );
});
