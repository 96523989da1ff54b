import { expect, test } from 'vitest';
import { samplesFor } from '#apps/sandbox/page/samples.ts';
import { readTicket } from '#test/core/complaint/english.ts';

test.each(['fernhill', 'saltmarsh'])('the letters to %s are read as what their labels say', (account) => {
  const bands = samplesFor(account).map(({ label, subject, text }) => [
    label,
    readTicket({ subject, messages: [text] }).band === 'no' ? 'none' : 'a complaint',
  ]);
  expect(bands).toEqual([
    ['Furious', 'a complaint'],
    ['Polite, between the lines', 'a complaint'],
    ['Names the ombudsman', 'a complaint'],
    ['Just a question', 'none'],
    ['Praise', 'none'],
  ]);
});
