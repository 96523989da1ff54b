import { describe, expect, test } from 'vitest';
import { apiKey, basicFor, late, openAccount, someoneSleeps } from './account-for-tests.ts';

const tagged = { tags: ['x'] };

describe('faults', () => {
  test('are told, strike as often as set, and only where they match', async () => {
    const { get, desk, baseUrl } = await openAccount();
    desk.customerWrites(late);
    desk.faults.set({ match: { method: 'get', pathIncludes: '/conversations' }, kind: '429', times: 2, ms: 7000 });
    const told = (await (await fetch(`${baseUrl}/sandbox/faults`)).json()) as unknown;
    expect(told).toEqual({
      faults: [{ match: { method: 'get', pathIncludes: '/conversations' }, kind: '429', left: 2, ms: 7000 }],
    });
    expect((await get('/tickets/1')).status).toBe(200);
    const struck = await get('/tickets/1/conversations');
    expect([struck.status, struck.headers.get('retry-after'), typeof struck.body]).toEqual([429, '7', 'string']);
    expect((await get('/tickets/1/conversations')).status).toBe(429);
    expect((await get('/tickets/1/conversations')).status).toBe(200);
    expect(desk.faults.describe()).toEqual([]);
  });

  test.each([
    { kind: '429-without-retry-after', status: 429, done: false },
    { kind: '500-before', status: 500, done: false },
    { kind: '500-after', status: 500, done: true },
    { kind: 'conflict', status: 409, done: false },
  ] as const)('$kind answers $status; done: $done', async ({ kind, status, done }) => {
    const { ask, desk } = await openAccount();
    const id = desk.customerWrites(late);
    desk.faults.set({ match: { method: 'PUT' }, kind });
    const answer = await ask('PUT', `/tickets/${id}`, tagged);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, null]);
    expect(desk.ticket(id)?.tags).toEqual(done ? ['x'] : []);
  });

  test.each([
    { kind: 'reset', done: false },
    { kind: 'reset', after: true, done: true },
    { kind: 'half-answer', done: true },
  ] as const)('$kind breaks the connection; done: $done', async ({ done, ...fault }) => {
    const { ask, desk } = await openAccount();
    const id = desk.customerWrites(late);
    desk.faults.set({ match: { method: 'PUT' }, ...fault });
    await expect(ask('PUT', `/tickets/${id}`, tagged)).rejects.toThrow(/fetch failed|terminated/);
    expect(desk.ticket(id)?.tags).toEqual(done ? ['x'] : []);
  });

  test('latency passes on the account’s clock and holds up nobody’s time', async () => {
    const account = await openAccount();
    const { ask, desk, time, pass } = account;
    const id = desk.customerWrites(late);
    desk.faults.set({ match: { method: 'PUT' }, kind: 'latency', ms: 90_000 });
    const waiting = time.task(() => ask('PUT', `/tickets/${id}`, tagged));
    await someoneSleeps(account);
    expect(desk.ticket(id)?.tags).toEqual([]);
    await pass(90_000);
    const answer = await waiting;
    expect([answer.status, answer.headers.get('date')]).toEqual([200, 'Mon, 02 Mar 2026 09:01:30 GMT']);
    expect(desk.ticket(id)?.tags).toEqual(['x']);
  });

  test('a write that is late is done even when the caller has given up', async () => {
    const account = await openAccount();
    const { baseUrl, desk, get, pass } = account;
    const id = desk.customerWrites(late);
    desk.faults.set({ match: { method: 'PUT' }, kind: 'latency', ms: 90_000 });
    const caller = new AbortController();
    const answer = fetch(`${baseUrl}/api/v2/tickets/${id}`, {
      method: 'PUT',
      headers: { authorization: basicFor(apiKey), 'content-type': 'application/json' },
      body: JSON.stringify(tagged),
      signal: caller.signal,
    });
    await someoneSleeps(account);
    caller.abort();
    await expect(answer).rejects.toThrow(/abort/);
    // Calls that come after it: the server has heard by then that the caller has gone.
    for (let calls = 0; calls < 3; calls += 1) await get('/agents/me');
    await pass(89_999);
    expect(desk.ticket(id)?.tags).toEqual([]);
    await pass(1);
    expect(desk.ticket(id)?.tags).toEqual(['x']);
  });

  test('a request that hangs is cut after its time, or when the fake is closed', async () => {
    const account = await openAccount();
    const { ask, desk, pass } = account;
    const id = desk.customerWrites(late);
    desk.faults.set({ match: { method: 'PUT' }, kind: 'hang', ms: 60_000, times: Infinity });
    const cut = ask('PUT', `/tickets/${id}`, tagged).catch((error: unknown) => error);
    await someoneSleeps(account);
    await pass(60_000);
    expect(await cut).toBeInstanceOf(Error);
    expect(desk.ticket(id)?.tags).toEqual([]);
    const { baseUrl, close } = await desk.listen();
    const hung = fetch(`${baseUrl}/api/v2/tickets/${id}`, { method: 'PUT' }).catch((error: unknown) => error);
    await someoneSleeps(account);
    await close();
    expect(await hung).toBeInstanceOf(Error);
    desk.faults.clear();
    expect(desk.faults.describe()).toEqual([]);
  });

  test('requests are counted by what they ask', async () => {
    const { get, desk } = await openAccount();
    desk.customerWrites(late);
    await get('/tickets/1');
    await get('/tickets/1?include=stats');
    await get('/nothing/here');
    expect(desk.requests()).toEqual({ 'GET /tickets/:id': 2, unknown: 1 });
  });
});
