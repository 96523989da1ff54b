import { has, readerOf, type Hinted } from '#core/complaint/phrases.ts';
import { english } from '#core/complaint/replies/english.ts';
import { french } from '#core/complaint/replies/french.ts';
import { german } from '#core/complaint/replies/german.ts';
import { italian } from '#core/complaint/replies/italian.ts';
import { portuguese } from '#core/complaint/replies/portuguese.ts';
import { spanish } from '#core/complaint/replies/spanish.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const languages = {
  English: english.replies,
  French: french.replies,
  German: german.replies,
  Italian: italian.replies,
  Portuguese: portuguese.replies,
  Spanish: spanish.replies,
};

/** Without what looks ahead or behind: whatever a text must hold, it must hold between that. */
function bare(source: string): string {
  const start = source.search(/\(\?<?[!=]/u);
  if (start < 0) return source.replaceAll(String.raw`\b`, '');
  let depth = 0;
  let end = start;
  do {
    if (source[end] === '(') depth += 1;
    if (source[end] === ')') depth -= 1;
    end += 1;
  } while (depth > 0);
  return bare(source.slice(0, start) + source.slice(end));
}

describe.each(Object.entries(languages))('the pieces of %s phrases', (_, words) => {
  test.each(Object.entries<Hinted>(words))('let none of %s pass', (name, hinted) => {
    const { phrases, lookThrough } = readerOf({ own: [hinted] });
    const [pattern] = hinted;
    let found = 0;
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(bare(pattern.source), 'u')), fc.boolean(), (text, isLoud) => {
        const said = isLoud ? text.toUpperCase() : text;
        const isThere = pattern.test(said);
        if (isThere) found += 1;
        expect(has(lookThrough(said), phrases.own), said).toBe(isThere);
      }),
      { numRuns: 300 },
    );
    expect(found, name).toBeGreaterThan(0);
  });
});
