import { follow } from '#apps/sandbox/page/follow.ts';
import type { Happening } from '#apps/sandbox/page/happening.ts';
import { expect, test } from 'vitest';
import { createDemoModel } from '../demo-model.ts';

const state = createDemoModel().state();
const news = (ticket: string, weight: Happening['weight']): Happening => ({ at: 0, words: '', ticket, weight });
const shown = (weight: number, sinceMs = 0) => ({ key: 'a', weight, sinceMs });

test('with nothing told the newest ticket is shown', () => {
  expect(follow(undefined, [], state, 5)).toEqual({ key: 'zendesk:fernhill:1001', weight: 0, sinceMs: 5 });
});

test('the weightiest news choose, and of equal ones the latest', () => {
  expect(follow(undefined, [news('a', 2), news('b', 3), news('c', 3), news('d', 0)], state, 0)?.key).toBe('c');
});

test('small talk is left at once for a complaint, and a complaint never for small talk', () => {
  expect(follow(shown(0), [news('b', 2)], state, 1)?.key).toBe('b');
  expect(follow(shown(2), [news('b', 1)], state, 60_000)?.key).toBe('a');
});

test('a complaint stays until it could be read', () => {
  expect(follow(shown(2), [news('b', 3)], state, 3_000)?.key).toBe('a');
  expect(follow(shown(2), [news('b', 3)], state, 12_000)?.key).toBe('b');
});

test('news of the ticket that is shown make it weightier and do not start its time anew', () => {
  expect(follow(shown(2, 7), [news('a', 3)], state, 9_000)).toEqual({ key: 'a', weight: 3, sinceMs: 7 });
});
