import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTerms, layTerms } from '#core/complaint/model-table.ts';
import { visitTerms } from '#core/complaint/model-terms.ts';
import { hostileTexts } from '../../integrations/hostile.ts';

function termsOf(text: string): string[] {
  const terms: string[] = [];
  visitTerms(text, [{ start: 0, end: text.length }], (term) => terms.push(term));
  return terms;
}

describe('the terms of a text', () => {
  it('are words without case and accents, beginnings, pairs, the first and the last', () => {
    expect(termsOf('Déjà refunded!')).toEqual([
      'deja',
      '^deja',
      'refunded',
      'refun*',
      'deja refunded',
      '!',
      'refunded !',
      '!$',
    ]);
  });

  it('hold no number, no address and of a name only whom somebody spoke to', () => {
    const terms = termsOf('@AcmeHelp order 4711-AB for jo.doe@example.org, see https://example.org/a?b=1 ok');
    expect(terms).toContain('@acmehelp');
    expect(terms).toContain('order #');
    expect(terms).toContain('://');
    expect(terms.join(' ')).not.toMatch(/\d|doe|example/u);
  });

  it('do not reach across what was set aside', () => {
    const text = 'not quoted working';
    const terms: string[] = [];
    visitTerms(
      text,
      [
        { start: 0, end: 3 },
        { start: 11, end: 18 },
      ],
      (term) => terms.push(term),
    );
    expect(terms).toContain('working');
    expect(terms).not.toContain('not working');
  });

  it('stand where they say they stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        visitTerms(text, [{ start: 0, end: text.length }], (_, start, end) => {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        });
      }),
    );
  });

  const wordy = fc
    .array(
      fc.constantFrom('not', 'working', 'Refund', 'refunds', '@you', 'a@b', '!!', '?', '12', '😀', 'http://x', ', '),
      {
        maxLength: 30,
      },
    )
    .map((words) => words.join(' '));

  it('are found by a table as they are said', () => {
    fc.assert(
      fc.property(wordy, wordy, (learnt, text) => {
        const known = [...new Set(termsOf(learnt))];
        const expected = new Map<string, number>();
        for (const term of termsOf(text)) if (known.includes(term)) expected.set(term, (expected.get(term) ?? 0) + 1);
        const { found } = findTerms(text, [{ start: 0, end: text.length }], layTerms(known));
        expect(new Map(found.map(({ number, count }) => [known[number], count]))).toEqual(expected);
      }),
    );
  });

  it('are found in any text', () => {
    const table = layTerms(['a', 'a a', '^a', 'a$']);
    for (const text of hostileTexts) findTerms(text, [{ start: 0, end: text.length }], table);
    expect(hostileTexts.length).toBeGreaterThan(0);
  });
});
