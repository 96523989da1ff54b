import { expect, test } from 'vitest';
import { freshdeskDraws, freshdeskReadings } from '#integrations/freshdesk/budgets.ts';
import type { HttpRequest } from '#integrations/http.ts';

const draws = (method: HttpRequest['method'], path: string, query?: HttpRequest['query']) =>
  freshdeskDraws({ method, path: `/api/v2/${path}`, query }).map(({ bucket, cost = 1 }) => [bucket.name, cost]);

test('each call draws credits from the account, and one from its own limit', () => {
  expect(draws('GET', 'tickets', { include: 'requester,stats' })).toEqual([
    ['account', 5],
    ['ticket lists', 1],
  ]);
  expect(draws('GET', 'tickets/7', { include: 'requester,stats' })).toEqual([['account', 3]]);
  expect(draws('PUT', 'tickets/7')).toEqual([
    ['account', 1],
    ['ticket updates', 1],
  ]);
  expect(draws('POST', 'tickets')[1]).toEqual(['ticket creates', 1]);
  expect(draws('GET', 'contacts')[1]).toEqual(['contact lists', 1]);
  expect(draws('POST', 'tickets/7/notes')).toEqual([['account', 1]]);
});

const read = (total: string) =>
  freshdeskReadings((name) => ({ 'x-ratelimit-total': total, 'x-ratelimit-remaining': '41.0' })[name]);

test('what the account is allowed tells what is allowed within it', () => {
  expect(read('400')).toEqual([
    { bucket: 'account', total: 400, remaining: 41, used: undefined },
    { bucket: 'ticket creates', total: 160 },
    { bucket: 'ticket updates', total: 160 },
    { bucket: 'ticket lists', total: 100 },
    { bucket: 'contact lists', total: 100 },
  ]);
  expect(read('100.0').map(({ total }) => total)).toEqual([100, 40, 40, 10, 10]);
});

test('headers that are no numbers say nothing', () => {
  expect(read('lots')).toEqual([{ bucket: 'account', total: undefined, remaining: 41, used: undefined }]);
});
