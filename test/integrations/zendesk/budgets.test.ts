import { expect, test } from 'vitest';
import type { HttpRequest } from '#integrations/http.ts';
import { zendeskDraws, zendeskReadings } from '#integrations/zendesk/budgets.ts';

const names = (method: HttpRequest['method'], path: string, query?: HttpRequest['query']): readonly string[] =>
  zendeskDraws({ method, path: `/api/v2/${path}`, query }).map(({ bucket }) => `${bucket.name} ${bucket.limit}`);

test('each call draws from every budget its path belongs to', () => {
  expect(names('GET', 'tickets/7.json')).toEqual(['account 200']);
  expect(names('GET', 'tickets/7/comments.json')).toEqual(['account 200']);
  expect(names('GET', 'incremental/tickets/cursor.json')).toEqual(['account 200', 'exports 10']);
  expect(names('GET', 'incremental/ticket_metric_events.json')).toEqual(['account 200', 'exports 10']);
  expect(names('GET', 'search/export.json')).toEqual(['account 200', 'search exports 100']);
  expect(names('PUT', 'tickets/7.json')).toEqual(['account 200', 'updates 100', 'updates of 7 30']);
  expect(names('POST', 'tickets/7/tags.json')).toEqual(['account 200', 'updates 100', 'updates of 7 30']);
  expect(names('GET', 'tickets.json', { page: 500 })).toEqual(['account 200', 'ticket lists 100']);
  expect(names('GET', 'tickets.json', { page: 501 })).toEqual(['account 200', 'ticket lists 100', 'deep lists 50']);
  expect(names('DELETE', 'tickets/7.json')).toEqual(['account 200', 'deletions 400']);
  expect(names('GET', 'deleted_tickets.json')).toEqual(['account 200', 'deleted lists 10']);
  expect(names('GET', 'views/3/execute.json')).toEqual(['account 200', 'runs of view 3 5']);
  expect(names('POST', 'ticket_fields/3/options.json')).toEqual(['account 200', 'field options 100']);
  expect(names('POST', 'webhooks')).toEqual(['webhook calls 100']);
});

test('headers are read in all the forms accounts send, and what is no number is passed over', () => {
  const headers: Readonly<Record<string, string>> = {
    'x-rate-limit': '700',
    'x-rate-limit-remaining': 'many',
    'ratelimit-remaining': '699',
    'ratelimit-reset': '41',
    'zendesk-ratelimit-per-ticket-updates': 'total=30; remaining=29; resets=468',
    'zendesk-ratelimit-tickets-index': 'total=100; remaining=99; resets=41',
  };
  const asked = { method: 'PUT', path: '/api/v2/tickets/7.json' } as const;
  expect(zendeskReadings((name) => headers[name], zendeskDraws(asked))).toEqual([
    { bucket: 'account', total: 700, remaining: 699, resetsMs: 41_000 },
    { bucket: 'ticket lists', total: 100, remaining: 99, resetsMs: 41_000 },
    { bucket: 'updates of 7', total: 30, remaining: 29, resetsMs: 468_000 },
  ]);
});

test('the plain headers of a call with a budget of its own speak of that', () => {
  const draws = zendeskDraws({ method: 'GET', path: '/api/v2/webhooks' });
  const [reading] = zendeskReadings((name) => (name === 'ratelimit-limit' ? '100' : undefined), draws);
  expect(reading).toMatchObject({ bucket: 'webhook calls', total: 100 });
});
