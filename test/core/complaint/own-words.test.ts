import { describe, expect, test } from 'vitest';
import { englishCues } from '#core/complaint/cues/en.ts';
import { ownWords, readingLimit, recognitionText } from '#core/complaint/own-words.ts';

/** What is read of messages, pieces joined by a bar. */
function ownOf(...messages: readonly string[]): string {
  const text = { subject: 'S', messages };
  const whole = recognitionText(text);
  const { stretches } = ownWords(text, englishCues.quoting);
  return stretches
    .map(({ start, end }) => whole.slice(start, end).trim())
    .filter((piece) => piece !== '' && piece !== 'S')
    .join(' | ');
}

describe('what a message carries along is not the writer’s', () => {
  test('lines marked as quoted, wherever they stand', () => {
    expect(ownOf('Mine.\n> theirs\n  > theirs too\nMine again.')).toBe('Mine. | Mine again.');
  });

  test('everything under "On … wrote:" where the history bears no marks', () => {
    expect(ownOf('Mine.\n\nOn Mon, 16 Nov 2026 at 09:38, Callum Reid wrote:\n\nTheir complaint.\nTheir end.')).toBe(
      'Mine.',
    );
  });

  test('the line "On … wrote:" alone where the history is marked and an answer stands below', () => {
    expect(ownOf('On 16 Nov 2026, Callum wrote:\n> Is it broken?\nYes, it is.')).toBe('Yes, it is.');
  });

  test('an introduction wrapped onto a second line', () => {
    expect(
      ownOf('Mine.\nOn Monday 16 November 2026 at nine\nCallum Reid <callum@fernhill.example> wrote:\nTheirs.'),
    ).toBe('Mine.');
  });

  test('a sentence that happens to begin with "On" is the writer’s', () => {
    const text = 'On Monday nobody came.\nThen I wrote: where are you?\nMore.';
    expect(ownOf(text)).toBe(text);
  });

  test.each(['-----Original Message-----', '________________ Original message'])('everything under %s', (rule) => {
    expect(ownOf(`Mine.\n${rule}\nTheirs.`)).toBe('Mine.');
  });

  test('a header copied into a reply, and all under it', () => {
    expect(ownOf('Mine.\n\nFrom: Fernhill\nSent: Monday\nTo: me\n\nTheirs.')).toBe('Mine.');
  });

  test('a signature, and what a device adds', () => {
    expect(ownOf('Mine.\n-- \nLegal Action Ltd\nComplaint Street 4')).toBe('Mine.');
    expect(ownOf('Mine.\nSent from my phone')).toBe('Mine.');
  });

  test('two dashes above a long text are no signature', () => {
    const long = `Mine.\n--\n${'and another line\n'.repeat(20)}`;
    expect(ownOf(long)).toContain('another line');
  });
});

test('an opening message that is all quotation is read, a later one is not', () => {
  expect(ownOf('> my words, pasted')).toBe('> my words, pasted');
  expect(ownOf('Mine.', '> history')).toBe('Mine.');
});

test('windows line ends change nothing', () => {
  expect(ownOf('Mine.\r\n> theirs\r\n\r\nOn 16 Nov 2026, Callum wrote:\r\nTheirs.')).toBe('Mine.');
});

test('of a text beyond the limit its beginning and its end are read, and no more than the limit', () => {
  const text = { subject: 'S', messages: ['first words', 'x'.repeat(200_000), 'last words'] };
  const whole = recognitionText(text);
  const { stretches } = ownWords(text, englishCues.quoting);
  const read = stretches.map(({ start, end }) => whole.slice(start, end));
  expect(read.join('').length).toBeLessThanOrEqual(readingLimit);
  expect(read).toContain('first words');
  expect(read).toContain('last words');
});
