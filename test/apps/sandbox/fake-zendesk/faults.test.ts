import { describe, expect, test } from 'vitest';
import { basic, late, openAccount, someoneSleeps } from './account-for-tests.ts';

describe('limits', () => {
  test('every answer tells what is left, and the account’s last request is refused until the minute is over', async () => {
    const { get, pass } = await openAccount({ plan: { accountPerMinute: 2 } });
    const { headers } = await get('/tickets.json');
    expect(headers.get('x-rate-limit')).toBe('2');
    expect(headers.get('x-rate-limit-remaining')).toBe('1');
    expect(headers.get('ratelimit-remaining')).toBe('1');
    await pass(20_000);
    await get('/tickets.json');
    const refused = await get('/tickets.json');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(refused.headers.get('ratelimit-reset')).toBe('40');
    await pass(40_000);
    expect((await get('/tickets.json')).status).toBe(200);
  });

  test('the sandbox’s own page looks on and takes nothing of them', async () => {
    const { get, ask, desk } = await openAccount({ plan: { accountPerMinute: 1 } });
    const authorization = `Bearer ${desk.access.onlooker}`;
    for (const _ of [1, 2, 3]) {
      expect((await ask('GET', '/tickets.json', undefined, { authorization })).status).toBe(200);
    }
    expect((await get('/tickets.json')).status).toBe(200);
    expect((await get('/tickets.json')).status).toBe(429);
  });

  test('the account’s refusal may be plain text', async () => {
    const { get } = await openAccount({ plan: { accountPerMinute: 0, globalBody: 'text' } });
    expect(typeof (await get('/tickets.json')).body).toBe('string');
  });

  test('the incremental export is refused after ten in a minute, with its own words', async () => {
    const { get, time } = await openAccount();
    const path = `/incremental/tickets/cursor.json?start_time=${time.now() / 1000 - 3600}`;
    for (let at = 0; at < 10; at += 1) expect((await get(path)).status).toBe(200);
    const { status, body } = await get(path);
    expect([status, body.description]).toEqual([
      429,
      'Number of allowed incremental export API requests per minute exceeded',
    ]);
    expect((await get('/tickets.json')).status).toBe(200);
  });

  test('one ticket takes thirty updates of one user in ten minutes', async () => {
    const { ask, desk, pass } = await openAccount();
    const [one, other] = [desk.customerWrites(late), desk.customerWrites(late)];
    const update = (id: string): ReturnType<typeof ask> => ask('PUT', `/tickets/${id}.json`, { ticket: {} });
    const first = await update(one);
    expect(first.headers.get('zendesk-ratelimit-per-ticket-updates')).toBe('total=30; remaining=29; resets=600');
    for (let at = 1; at < 30; at += 1) await update(one);
    expect((await update(one)).status).toBe(429);
    expect((await update(other)).status).toBe(200);
    await pass(600_000);
    expect((await update(one)).status).toBe(200);
  });

  test('a plan can change while the account is open', async () => {
    const { get, desk } = await openAccount();
    desk.setPlan({ accountPerMinute: 0 });
    expect((await get('/tickets.json')).status).toBe(429);
  });
});

describe('faults', () => {
  test('are told, strike as often as set, and only where they match', async () => {
    const { get, desk, baseUrl } = await openAccount();
    desk.customerWrites(late);
    desk.faults.set({ match: { method: 'get', pathIncludes: '/comments' }, kind: '429', times: 2, ms: 7000 });
    const told = (await (await fetch(`${baseUrl}/sandbox/faults`)).json()) as unknown;
    expect(told).toEqual({
      faults: [{ match: { method: 'get', pathIncludes: '/comments' }, kind: '429', left: 2, ms: 7000 }],
    });
    expect((await get('/tickets/1001.json')).status).toBe(200);
    const struck = await get('/tickets/1001/comments.json');
    expect([struck.status, struck.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await get('/tickets/1001/comments.json')).status).toBe(429);
    expect((await get('/tickets/1001/comments.json')).status).toBe(200);
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
    const answer = await ask('PUT', `/tickets/${id}.json`, { ticket: { tags: ['x'] } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('retry-after')).toBeNull();
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
    await expect(ask('PUT', `/tickets/${id}.json`, { ticket: { tags: ['x'] } })).rejects.toThrow(
      /fetch failed|terminated/,
    );
    expect(desk.ticket(id)?.tags).toEqual(done ? ['x'] : []);
  });

  test('latency passes on the account’s clock, and the work is done then', async () => {
    const account = await openAccount();
    const { ask, desk, pass } = account;
    const id = desk.customerWrites(late);
    desk.faults.set({ match: { method: 'PUT' }, kind: 'latency', ms: 90_000 });
    const answer = ask('PUT', `/tickets/${id}.json`, { ticket: { tags: ['x'] } });
    await someoneSleeps(account);
    expect(desk.ticket(id)?.tags).toEqual([]);
    await pass(90_000);
    expect((await answer).headers.get('date')).toBe('Mon, 02 Mar 2026 09:01:30 GMT');
    expect(desk.ticket(id)?.tags).toEqual(['x']);
  });

  test('latency does not hold up the time of whoever waits for the answer', async () => {
    const account = await openAccount();
    const { ask, desk, time, pass } = account;
    const id = desk.customerWrites(late);
    desk.faults.set({ match: { method: 'PUT' }, kind: 'latency', ms: 90_000 });
    const waiting = time.task(() => ask('PUT', `/tickets/${id}.json`, { ticket: { tags: ['x'] } }));
    await someoneSleeps(account);
    await pass(90_000);
    expect((await waiting).status).toBe(200);
  });

  test('a write that is late is done even when the caller has given up', async () => {
    const account = await openAccount();
    const { baseUrl, desk, pass } = account;
    const id = desk.customerWrites(late);
    desk.faults.set({ match: { method: 'PUT' }, kind: 'latency', ms: 90_000 });
    const caller = new AbortController();
    const answer = fetch(`${baseUrl}/api/v2/tickets/${id}.json`, {
      method: 'PUT',
      headers: { authorization: basic, 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: { tags: ['x'] } }),
      signal: caller.signal,
    });
    await someoneSleeps(account);
    caller.abort();
    await expect(answer).rejects.toThrow(/abort/);
    await pass(90_000);
    expect(desk.ticket(id)?.tags).toEqual(['x']);
  });

  test('once its caller has gone, a late request lets no time pass under other work', async () => {
    const account = await openAccount();
    const { ask, baseUrl, desk, time, pass } = account;
    const id = desk.customerWrites(late);
    desk.faults.set({ match: { pathIncludes: '/comments' }, kind: 'latency', ms: 90_000 });
    const caller = new AbortController();
    const gone = fetch(`${baseUrl}/api/v2/tickets/${id}/comments.json`, { signal: caller.signal }).catch(
      () => undefined,
    );
    await someoneSleeps(account);
    caller.abort();
    await gone;
    const before = time.now();
    let seenAt = 0;
    const work = time.task(async () => {
      for (let turns = 0; turns < 5; turns += 1) await ask('GET', `/tickets/${id}.json`);
      seenAt = time.now();
    });
    await ask('GET', `/tickets/${id}.json`);
    await pass(90_000);
    await work;
    expect(seenAt).toBe(before);
  });

  test('a request that hangs is cut after its time, or when the fake is closed', async () => {
    const account = await openAccount();
    const { ask, desk, pass } = account;
    const id = desk.customerWrites(late);
    desk.faults.set({ match: { method: 'PUT' }, kind: 'hang', ms: 60_000, times: Infinity });
    const cut = ask('PUT', `/tickets/${id}.json`, { ticket: { tags: ['x'] } }).catch((error: unknown) => error);
    await someoneSleeps(account);
    await pass(60_000);
    expect(await cut).toBeInstanceOf(Error);
    expect(desk.ticket(id)?.tags).toEqual([]);
    expect(desk.faults.describe()).toMatchObject([{ left: 'always' }]);
    desk.faults.clear();
    expect(desk.faults.describe()).toEqual([]);
  });

  test('closing does not wait for a request that hangs', async () => {
    const account = await openAccount();
    const { desk } = account;
    const { baseUrl, close } = await desk.listen();
    desk.faults.set({ match: {}, kind: 'hang' });
    const hung = fetch(`${baseUrl}/api/v2/tickets.json`).catch((error: unknown) => error);
    await someoneSleeps(account);
    await close();
    expect(await hung).toBeInstanceOf(Error);
    expect(account.asleep()).toBe(0);
  });

  test('requests are counted by what they ask', async () => {
    const { get, desk } = await openAccount();
    desk.customerWrites(late);
    await get('/tickets/1001.json');
    await get('/tickets/1001.json?include=users');
    await get('/nothing/here.json');
    expect(desk.requests()).toEqual({ 'GET /tickets/:id': 2, unknown: 1 });
  });

  test('a body that is no JSON is refused', async () => {
    const { baseUrl } = await openAccount();
    const headers = { authorization: basic, 'content-type': 'application/json' };
    const answer = await fetch(`${baseUrl}/api/v2/tickets.json`, { method: 'POST', headers, body: '{' });
    expect(answer.status).toBe(422);
  });
});
