import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toIso } from '#core/time.ts';
import { nextFound, startOfSearch } from '#integrations/freshdesk/by-days.ts';
import type { FreshdeskCalls } from '#integrations/freshdesk/calls.ts';
import { readFoundCursor, writeCursor } from '#integrations/freshdesk/cursor.ts';
import { lastSearchPage, searchPageSize } from '#integrations/freshdesk/limits.ts';
import { withTag } from '#integrations/freshdesk/tagged.ts';
import { never } from '#test/contract/helpdesk.ts';

const now = Date.UTC(2026, 10, 23, 9);
const madeAt = toIso(now - 40_000_000);

/** A search as Freshdesk gives it, by pages of what is found now; `then` is what happens after each of them. */
function searchOf(found: string[], then: (asked: number) => void): FreshdeskCalls & { readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    get: (path, query) => {
      expect(path).toBe('search/tickets');
      const from = (Number(query?.['page']) - 1) * searchPageSize;
      const results = found
        .slice(from, from + searchPageSize)
        .map((id) => ({ id, created_at: madeAt, updated_at: madeAt, tags: ['recourse_open'], status: 2 }));
      const body = { total: found.length, results };
      asked += 1;
      then(asked);
      return Promise.resolve({ status: 200, body, at: now });
    },
    write: () => Promise.reject(new Error('not asked for here')),
  };
}

async function all(calls: FreshdeskCalls): Promise<readonly string[]> {
  const ids: string[] = [];
  const sought = withTag('recourse_open', { now, signal: never });
  let place = startOfSearch;
  for (let steps = 0; steps < 20; steps += 1) {
    const { rows, cursor } = await nextFound(calls, place, sought);
    ids.push(...rows.map(({ id }) => id));
    if (cursor === undefined) return ids;
    // As it is kept between steps, and between starts.
    place = readFoundCursor(writeCursor(cursor));
  }
  throw new Error('it never ends');
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, n) => String(n + 1));

test('what stays is found, however many others leave the search while it is read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: lastSearchPage * searchPageSize }),
      fc.array(fc.array(fc.nat(), { maxLength: 40 }), { maxLength: 12 }),
      async (count, leaving) => {
        const found = numbers(count);
        const calls = searchOf(found, (asked) => {
          for (const which of leaving[asked - 1] ?? []) found.splice(which % Math.max(1, found.length), 1);
        });
        const ids = await all(calls);
        expect(ids).toEqual(expect.arrayContaining(found));
        expect(new Set(ids).size).toBe(ids.length);
      },
    ),
    { numRuns: 200 },
  );
});

test('a search of one page is asked for once, a longer one there and back', async () => {
  for (const [count, asked] of [
    [0, 1],
    [30, 1],
    [31, 3],
    [300, 19],
  ] as const) {
    const calls = searchOf(numbers(count), () => undefined);
    expect((await all(calls)).length).toBe(count);
    expect(calls.asked()).toBe(asked);
  }
});
