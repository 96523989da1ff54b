import { expect, test } from 'vitest';
import { reasonsInWords } from '#core/effect/reason-words.ts';
import { read } from '../complaint/english.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const policy = samplePolicy();
const told = (text: string): readonly string[] =>
  reasonsInWords(read(text), policy).map(({ quote, title }) => `${quote}: ${title}`);

test('what went wrong is told first and called so, once', () => {
  expect(told('This is awful, I am livid. The drawer does not close.')).toEqual([
    'does not close: what went wrong (broken or wrong)',
    'awful: dissatisfied',
    'livid: dissatisfied',
  ]);
});

test('where there is only anger, asking for help or a reminder, nothing is called what went wrong', () => {
  for (const text of ['You are useless, I am livid!', 'Please help, this is the second time I ask.', 'Why is that?']) {
    const reasons = told(text);
    expect(reasons, text).not.toEqual([]);
    expect(reasons.join(), text).not.toContain('what went wrong');
  }
});
