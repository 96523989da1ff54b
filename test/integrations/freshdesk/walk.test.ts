import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE_MS, SECOND_MS, toIso } from '#core/time.ts';
import { lastListPage, listPageSize, overlapMs } from '#integrations/freshdesk/limits.ts';
import { readRows, type RawRow } from '#integrations/freshdesk/payload.ts';
import type { Walk } from '#integrations/freshdesk/walk.ts';
import { queryOf, startWalk, step } from '#integrations/freshdesk/walk.ts';

const start = Date.UTC(2026, 10, 1);
const now = start + 600 * MINUTE_MS;

/** A list that changes while it is read, as Freshdesk gives it: in order, a page at a time. */
class Tickets {
  readonly #at = new Map<string, number>();
  readonly inclusive: boolean;

  constructor(inclusive = true) {
    this.inclusive = inclusive;
  }

  touch(id: number, at: number): void {
    this.#at.set(String(id), at);
  }

  page(walk: Walk): readonly RawRow[] {
    const { updated_since: since, page } = queryOf(walk);
    const from = Date.parse(String(since)) + (this.inclusive ? 0 : SECOND_MS);
    return [...this.#at]
      .filter(([, at]) => at >= from)
      .sort((a, b) => a[1] - b[1] || Number(a[0]) - Number(b[0]))
      .slice((Number(page) - 1) * listPageSize, Number(page) * listPageSize)
      .map(([id, at]) => ({ id, created_at: start, updated_at: at, tags: [] }));
  }
}

function walked(tickets: Tickets, from: Walk, between: (page: number) => void = () => undefined, readAt: number = now) {
  const seen: string[] = [];
  let walk = from;
  for (let pages = 1; pages < 2_000; pages += 1) {
    expect(walk.page).toBeGreaterThanOrEqual(1);
    expect(walk.page).toBeLessThanOrEqual(lastListPage);
    const next = step(walk, tickets.page(walk), readAt);
    seen.push(...next.fresh.map(({ id, updated_at: at }) => `${id}@${at}`));
    walk = next.walk;
    if (next.isEnd) return { seen, walk, pages };
    between(pages);
  }
  throw new Error('it never ends');
}

describe('a walk through what changed', () => {
  test('goes past the three-hundredth page, and never asks for the one after it', () => {
    const tickets = new Tickets();
    for (let id = 1; id <= 31_000; id += 1) tickets.touch(id, start + id * SECOND_MS);
    const { seen, pages } = walked(tickets, startWalk(start));
    expect(new Set(seen).size).toBe(31_000);
    expect(pages).toBeLessThan(330);
  });

  test('tells all of a second with many pages, though half of them change while it is read', () => {
    for (const inclusive of [true, false]) {
      const tickets = new Tickets(inclusive);
      for (let id = 1; id <= 2_000; id += 1) tickets.touch(id, start);
      const { seen } = walked(tickets, startWalk(start), (page) => {
        for (let id = page * 60; id < page * 60 + 60; id += 1)
          if (id <= 2_000) tickets.touch(id, start + 5 * MINUTE_MS);
      });
      const ids = new Set(seen.map((name) => name.split('@')[0]));
      expect([inclusive, ids.size]).toEqual([inclusive, 2_000]);
    }
  });

  test('turns round where one second holds more than can be listed, and goes on behind it', () => {
    const tickets = new Tickets();
    for (let id = 1; id <= 30_500; id += 1) tickets.touch(id, start);
    tickets.touch(40_000, start + SECOND_MS);
    const { seen } = walked(tickets, startWalk(start));
    expect(new Set(seen).size).toBe(30_001);
    expect(seen.at(-1)).toContain('40000@');
  });

  test('begins the next time some minutes back, and tells nothing of those minutes twice', () => {
    const tickets = new Tickets();
    tickets.touch(1, now - MINUTE_MS);
    tickets.touch(2, now - 2 * overlapMs);
    const first = walked(tickets, startWalk(start));
    expect(first.seen.length).toBe(2);
    expect(first.walk.at).toBe(now - overlapMs);
    // Became visible late, and dates from before the last look.
    tickets.touch(3, now - MINUTE_MS - SECOND_MS);
    const second = walked(tickets, first.walk);
    expect(second.seen).toEqual([`3@${now - MINUTE_MS - SECOND_MS}`]);
    tickets.touch(1, now - 10 * SECOND_MS);
    expect(walked(tickets, second.walk).seen).toEqual([`1@${now - 10 * SECOND_MS}`]);
  });

  test('a row that does not say when it was changed is told, and holds up nothing behind it', () => {
    const tickets = new Tickets();
    for (let id = 1; id <= 250; id += 1) tickets.touch(id, start + id * SECOND_MS);
    const told = new Set<string>();
    let walk = startWalk(start);
    for (let pages = 0; pages < 20; pages += 1) {
      const page = tickets.page(walk).map((row) => ({ ...row, updated_at: toIso(row.updated_at) }));
      const odd = page.map((row) => (Number(row.id) % 100 < 2 ? { ...row, updated_at: null } : row));
      const next = step(walk, readRows(odd), now);
      for (const { id } of next.fresh) told.add(id);
      if (next.isEnd) break;
      walk = next.walk;
    }
    expect(told.size).toBe(250);
  });

  test('tells a ticket again that was read in the very second of its change, in which it may have changed once more', () => {
    for (const at of [now, now - SECOND_MS]) {
      const tickets = new Tickets();
      tickets.touch(1, at);
      const first = walked(tickets, startWalk(start));
      tickets.touch(1, at);
      const second = walked(tickets, first.walk, undefined, now + MINUTE_MS);
      expect(second.seen).toEqual([`1@${at}`]);
      expect(walked(tickets, second.walk, undefined, now + 2 * MINUTE_MS).seen).toEqual([]);
    }
  });

  test('misses nothing, whatever changes in between and however many share a second', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.record({ second: fc.nat(4), count: fc.integer({ min: 1, max: 260 }) }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.array(fc.nat(800), { maxLength: 40 }),
        (inclusive, groups, touched) => {
          const tickets = new Tickets(inclusive);
          let count = 0;
          for (const group of groups)
            for (let n = 0; n < group.count; n += 1) tickets.touch((count += 1), start + group.second * SECOND_MS);
          const all = count;
          const first = walked(tickets, startWalk(start), (page) => {
            const id = touched[page];
            if (id !== undefined && id > 0 && id <= all) tickets.touch(id, now + page * SECOND_MS);
          });
          // What changed behind the walk's back changed while it went, and is told by the next one.
          const second = walked(tickets, first.walk);
          expect(new Set([...first.seen, ...second.seen].map((name) => name.split('@')[0])).size).toBe(all);
        },
      ),
      { numRuns: 150 },
    );
  });
});
