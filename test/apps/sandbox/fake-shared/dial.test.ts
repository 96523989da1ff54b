import { describe, expect, onTestFinished, test } from 'vitest';
import type { FaultDial } from '#apps/sandbox/fake-shared/dial.ts';
import { createDial } from '#apps/sandbox/fake-shared/dial.ts';
import { startSlack } from '../fake-slack/workspace-for-tests.ts';
import { openAccount as openFreshdesk, someoneSleeps } from '../fake-freshdesk/account-for-tests.ts';
import { late, openAccount as openZendesk, openReceiver } from '../fake-zendesk/account-for-tests.ts';

/** Both helpdesks, written to in their own way. */
const desks = [
  {
    name: 'Zendesk',
    open: async () => {
      const account = await openZendesk();
      const id = account.desk.customerWrites(late);
      return {
        ...account,
        tags: () => account.desk.ticket(id)?.tags,
        read: () => account.get(`/tickets/${id}.json`),
        write: () => account.ask('PUT', `/tickets/${id}.json`, { ticket: { tags: ['x'] } }),
        search: '/search.json?query=tags:x',
        found: (body: { readonly results: readonly unknown[] }) => body.results.length,
      };
    },
  },
  {
    name: 'Freshdesk',
    open: async () => {
      const account = await openFreshdesk();
      const id = account.desk.customerWrites(late);
      return {
        ...account,
        tags: () => account.desk.ticket(id)?.tags,
        read: () => account.get(`/tickets/${id}`),
        write: () => account.ask('PUT', `/tickets/${id}`, { tags: ['x'] }),
        search: `/search/tickets?query=${encodeURIComponent('"tag:x"')}`,
        found: (body: { readonly results: readonly unknown[] }) => body.results.length,
      };
    },
  },
] as const;

describe.each(desks)('the dial of the fake $name', ({ open }) => {
  test.each([
    [{ tooMany: { rate: 1, retryAfter: 7 } }, 429, '7', false],
    [{ tooMany: { rate: 1 } }, 429, null, false],
    [{ errorBefore: { rate: 1 } }, 500, null, false],
    [{ errorBefore: { rate: 1, status: 502 } }, 502, null, false],
    [{ errorBefore: { rate: 1, status: 503 } }, 503, '5', false],
    [{ errorAfter: { rate: 1 } }, 500, null, true],
    [{ conflict: { rate: 1 } }, 409, null, false],
  ] as const)('%j answers %s, Retry-After %s, done: %s', async (dial, status, retryAfter, done) => {
    const { desk, write, tags } = await open();
    desk.setFaults(dial);
    const answer = await write();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(tags()).toEqual(done ? ['x'] : []);
    desk.setFaults({});
    expect((await write()).status).toBe(200);
  });

  test.each([
    [{ half: { rate: 1 } }, true],
    [{ half: { rate: 1, cut: 'chunk' } }, true],
    [{ reset: { rate: 1 } }, false],
    [{ reset: { rate: 1, after: true } }, true],
  ] as const)('%j breaks the connection, done: %s', async (dial, done) => {
    const { desk, write, tags } = await open();
    desk.setFaults(dial);
    await expect(write()).rejects.toThrow(/fetch failed|terminated/);
    expect(tags()).toEqual(done ? ['x'] : []);
  });

  test('a page of a gateway is HTML, whatever the account’s own words are', async () => {
    const { desk, read } = await open();
    desk.setFaults({ errorBefore: { rate: 1, status: 502 } });
    const { headers, body } = await read();
    expect(headers.get('content-type')).toBe('text/html');
    expect(body).toContain('<h1>502 Bad Gateway</h1>');
  });

  test('a collision befalls writes only, unless it is asked for', async () => {
    const { desk, read } = await open();
    desk.setFaults({ conflict: { rate: 1 } });
    expect((await read()).status).toBe(200);
    desk.setFaults({ conflict: { rate: 1, on: { method: 'GET' } } });
    expect((await read()).status).toBe(409);
  });

  test('strikes only what it is set on, and no more often than it may', async () => {
    const { desk, read, write } = await open();
    desk.setFaults({ errorBefore: { rate: 1, times: 1, on: { method: 'put' } } });
    expect([(await read()).status, (await write()).status, (await write()).status]).toEqual([200, 500, 200]);
    desk.setFaults({ errorBefore: { rate: 1, on: { pathIncludes: '/search' } } });
    expect((await read()).status).toBe(200);
  });

  test('lateness passes on the account’s clock, and adds to what goes wrong', async () => {
    const account = await open();
    const { desk, write, pass, time } = account;
    desk.setFaults({ latencyMs: { from: 30_000, to: 60_000 }, errorBefore: { rate: 1 } });
    const before = time.now();
    const answer = write();
    await someoneSleeps(account);
    await pass(60_000);
    expect((await answer).status).toBe(500);
    const lateMs = Date.parse((await answer).headers.get('date') ?? '') - before;
    expect(lateMs).toBeGreaterThanOrEqual(30_000);
    expect(lateMs).toBeLessThanOrEqual(60_000);
  });

  test.each([false, true])('a request hangs until its caller gives up; done first: %s', async (after) => {
    const account = await open();
    const { desk, baseUrl, tags, pass } = account;
    desk.setFaults({ hang: { rate: 1, after } });
    const hung = account.write().catch((error: unknown) => error);
    await someoneSleeps(account);
    await pass(3_600_000);
    expect(tags()).toEqual(after ? ['x'] : []);
    expect(account.asleep()).toBe(1);
    const caller = new AbortController();
    const given = fetch(`${baseUrl}/api/v2/tickets`, { signal: caller.signal }).catch((error: unknown) => error);
    await pass(60_000);
    caller.abort();
    expect(await given).toBeInstanceOf(Error);
    await pass(86_400_000);
    expect(await hung).toBeInstanceOf(Error);
    expect(account.asleep()).toBe(0);
  });

  test('search lags behind as long as the dial says', async () => {
    const { desk, write, get, search, found, pass } = await open();
    desk.setFaults({ staleSearchMs: 120_000 });
    await write();
    await pass(60_000);
    expect(found((await get(search)).body)).toBe(0);
    await pass(60_000);
    expect(found((await get(search)).body)).toBe(1);
    await write();
    desk.setFaults({});
    expect(found((await get(search)).body)).toBe(1);
  });

  test('is told beside the faults that were set, and mended with them', async () => {
    const { desk, baseUrl, read } = await open();
    desk.setFaults({ tooMany: { rate: 0.25, retryAfter: 1 } });
    const told = async (): Promise<unknown> => (await fetch(`${baseUrl}/sandbox/faults`)).json();
    expect(await told()).toEqual({ faults: [], dial: { tooMany: { rate: 0.25, retryAfter: 1 } } });
    desk.faults.clear();
    expect(await told()).toEqual({ faults: [] });
    expect((await read()).status).toBe(200);
  });
});

describe('webhooks by the dial', () => {
  test.each([
    [{ lost: 1 }, 0],
    [{ doubled: 1 }, 2],
    [{}, 1],
  ] as const)('%j: a letter is told %s times', async (webhooks, times) => {
    const { desk, pass } = await openFreshdesk();
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, header: 'x-secret', secret: 's' });
    desk.setFaults({ webhooks });
    desk.customerWrites(late);
    await pass(1);
    expect(receiver.heard.length).toBe(times);
  });

  test('come late by a range, and later ones overtake those held back', async () => {
    const { desk, pass } = await openZendesk();
    const receiver = await openReceiver();
    desk.connectWebhook({ url: receiver.url, secret: 's', subscriptions: ['zen:event-type:ticket.created'] });
    desk.setFaults({ webhooks: { lateMs: { from: 10_000, to: 20_000 }, reordered: 1 } });
    desk.customerWrites(late);
    desk.setFaults({});
    desk.customerWrites(late);
    await pass(12_999);
    expect(receiver.heard.map(({ raw }) => /zen:ticket:(\d+)/.exec(raw)?.[1])).toEqual(['1002']);
    await pass(10_001);
    expect(receiver.heard.length).toBe(2);
  });
});

describe('chances', () => {
  const struck = (dial: FaultDial, seed: number, requests = 1_000): string[] => {
    const chances = createDial();
    chances.set(dial, seed);
    return Array.from({ length: requests }, () => chances.strike('PUT', '/tickets/1').fault?.kind ?? 'none');
  };

  test('strike about as often as set', () => {
    const count = struck({ errorBefore: { rate: 0.2 } }, 7, 10_000).filter((kind) => kind !== 'none').length;
    expect(count).toBeGreaterThan(1_850);
    expect(count).toBeLessThan(2_150);
  });

  test('are the same for the same seed, and others for another', () => {
    const dial: FaultDial = { tooMany: { rate: 0.1 }, half: { rate: 0.1 }, hang: { rate: 0.1 } };
    expect(struck(dial, 3)).toEqual(struck(dial, 3));
    expect(struck(dial, 3)).not.toEqual(struck(dial, 4));
    expect(new Set(struck(dial, 3))).toEqual(new Set(['none', '429-without-retry-after', 'half-answer', 'hang']));
  });
});

describe('the dial of the fake Slack', () => {
  const posting = async () => {
    const running = await startSlack();
    onTestFinished(() => running.close());
    return {
      ...running,
      post: () => running.call('chat.postMessage', { channel: running.channel, text: 'hello' }),
      posted: () => running.slack.channelsView()[0]?.messages.length,
    };
  };

  test.each([
    [{ tooMany: { rate: 1, retryAfter: 7 } }, 429, '7', 0],
    [{ tooMany: { rate: 1 } }, 429, null, 0],
    [{ errorBefore: { rate: 1 } }, 500, null, 0],
    [{ errorAfter: { rate: 1 } }, 500, null, 1],
  ] as const)('%j answers %s, Retry-After %s; messages: %s', async (dial, status, retryAfter, messages) => {
    const { slack, post, posted } = await posting();
    slack.setFaults(dial);
    const answer = await post();
    expect([answer.status, answer.headers.get('retry-after'), posted()]).toEqual([status, retryAfter, messages]);
    slack.setFaults({ errorBefore: { rate: 1, on: { method: 'chat.update' } } });
    expect((await post()).status).toBe(200);
  });

  test.each([
    [{ half: { rate: 1 } }, 1],
    [{ reset: { rate: 1 } }, 0],
    [{ reset: { rate: 1, after: true } }, 1],
  ] as const)('%j breaks the connection; messages: %s', async (dial, messages) => {
    const { slack, post, posted } = await posting();
    slack.setFaults(dial);
    await expect(post()).rejects.toThrow(/fetch failed|terminated/);
    expect(posted()).toBe(messages);
  });
});
