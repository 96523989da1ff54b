import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { FailureReason } from '#integrations/errors.ts';
import type { Http, HttpRequest } from '#integrations/http.ts';
import { createHttp } from '#integrations/http.ts';
import { maxBodyBytes } from '#integrations/json-body.ts';

const credential = 'Basic c2VjcmV0LWNhbmFyeQ==';
const never = new AbortController().signal;
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function tenant(
  answer: Answer,
  options: { readonly time?: Timekeeper; readonly limitMs?: number } = {},
): Promise<{ readonly http: Http; readonly asked: string[]; readonly origin: string }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = createHttp({
    platform: 'zendesk',
    origin,
    isTestHost: true,
    authorization: () => credential,
    time: options.time ?? createRealTime(),
    limitMs: options.limitMs ?? 5_000,
  });
  return { http, asked, origin };
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

const get: HttpRequest = { method: 'GET', path: '/api/v2/tickets/7.json', query: { email: 'canary@example.test' } };
const put: HttpRequest = { method: 'PUT', path: '/api/v2/tickets/7.json', body: { comment: 'canary words' } };

async function failureOf(http: Http, request: HttpRequest, signal = never): Promise<IntegrationError> {
  const error: unknown = await http.send(request, signal).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(IntegrationError);
  const { message, stack, cause } = error as IntegrationError;
  const told = [message, stack, JSON.stringify(error), JSON.stringify(cause), String(cause)].join(' ');
  for (const secret of ['canary', 'c2VjcmV0', 'example.test']) expect(told).not.toContain(secret);
  return error as IntegrationError;
}

describe('a request', () => {
  test('goes to the tenant’s host with its credential, and answers JSON and the platform’s own time', async () => {
    const { http, asked } = await tenant(json(200, { ok: true }, { date: 'Mon, 23 Nov 2026 09:00:07 GMT' }));
    const answer = await http.send(get, never);
    expect(answer).toEqual({ status: 200, body: { ok: true }, at: Date.UTC(2026, 10, 23, 9, 0, 7) });
    expect(asked).toEqual([`GET /api/v2/tickets/7.json?email=canary%40example.test ${credential}`]);
  });

  test('sends a body as JSON and takes an empty answer', async () => {
    let body = '';
    const { http } = await tenant((request, response) => {
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => response.writeHead(204).end());
    });
    expect((await http.send(put, never)).body).toBeUndefined();
    expect(JSON.parse(body)).toEqual(put.body);
  });

  test('goes nowhere but below the tenant’s origin, whatever the path says', async () => {
    const { http, asked } = await tenant(json(200, {}));
    const elsewhere = [
      'https://evil.test/x',
      '//evil.test/x',
      '/\\evil.test',
      '/api/../../x',
      '/api/./x',
      '/a?b=c',
      '/a#b',
      '/a//b',
      '',
      'api',
      '/a b',
      '/@evil.test',
      '/a\r\nHost: evil.test',
    ];
    for (const path of elsewhere) expect((await failureOf(http, { ...get, path })).reason).toBe('rejected');
    expect(asked).toEqual([]);
  });

  test('does not follow a redirect', async () => {
    const { http, asked } = await tenant((_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await failureOf(http, get)).toMatchObject({ reason: 'rejected', status: 302 });
    expect(asked.length).toBe(1);
  });
});

describe('a status', () => {
  const cases: readonly (readonly [number, FailureReason, boolean, 'not-done' | 'unknown'])[] = [
    [301, 'rejected', false, 'not-done'],
    [400, 'rejected', false, 'not-done'],
    [401, 'auth', false, 'not-done'],
    [403, 'forbidden', false, 'not-done'],
    [404, 'not-found', false, 'not-done'],
    [408, 'timeout', true, 'unknown'],
    [409, 'rejected', false, 'not-done'],
    [410, 'not-found', false, 'not-done'],
    [413, 'rejected', false, 'not-done'],
    [422, 'rejected', false, 'not-done'],
    [429, 'rate-limited', true, 'not-done'],
    [500, 'unavailable', true, 'unknown'],
    [502, 'unavailable', true, 'unknown'],
    [503, 'unavailable', true, 'unknown'],
    [504, 'unavailable', true, 'unknown'],
  ];
  test('gives its reason, whether to ask again, and whether a write may have been done all the same', async () => {
    for (const [status, reason, retryable, outcome] of cases) {
      const { http } = await tenant(json(status, { error: 'canary' }));
      const code = `ZENDESK_${reason.toUpperCase().replace('-', '_')}`;
      expect(await failureOf(http, put)).toMatchObject({ status, reason, retryable, outcome, code });
      expect(await failureOf(http, get)).toMatchObject({ status, reason, retryable, outcome: 'not-done' });
    }
  });

  test('comes with the wait that was asked for: seconds, or a date by the platform’s own clock', async () => {
    const waits = async (headers: Record<string, string>) =>
      (await failureOf((await tenant(json(429, {}, headers))).http, get)).retryAfterMs;
    expect(await waits({ 'retry-after': '41' })).toBe(41_000);
    const date = 'Mon, 23 Nov 2026 09:00:00 GMT';
    expect(await waits({ date, 'retry-after': 'Mon, 23 Nov 2026 09:01:00 GMT' })).toBe(60_000);
    expect(await waits({ date, 'retry-after': '30.0' })).toBe(30_000);
    expect(await waits({ date, 'retry-after': '1.5' })).toBe(1_500);
    for (const odd of ['soon', '-5', '1e3', '9999999999', '']) {
      expect(await waits({ date, 'retry-after': odd })).toBeUndefined();
    }
    expect(await waits({})).toBeUndefined();
  });
});

describe('an answer that cannot be read', () => {
  const unreadable: Readonly<Record<string, Answer>> = {
    'HTML with status 200': (_request, response) => void response.writeHead(200).end('<html>canary</html>'),
    'half a JSON': (_request, response) => void response.writeHead(200).end('{"a":'),
    'more than the limit': (_request, response) => void response.writeHead(200).end(`"${'x'.repeat(maxBodyBytes)}"`),
    'more than the limit once unpacked': (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(`"${'x'.repeat(maxBodyBytes)}"`));
    },
    'nested without end': (_request, response) => {
      response.writeHead(200).end(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    },
  };
  for (const [what, answer] of Object.entries(unreadable)) {
    test(`is a failure, and a write may have been done: ${what}`, async () => {
      const { http } = await tenant(answer);
      expect(await failureOf(http, get)).toMatchObject({ reason: 'rejected', status: 200, outcome: 'not-done' });
      expect(await failureOf(http, put)).toMatchObject({ reason: 'unavailable', outcome: 'unknown' });
    });
  }
});

describe('no answer', () => {
  test('leaves a write unknown where the connection was cut, before or in the middle', async () => {
    const cuts: readonly Answer[] = [
      (_request, response) => void response.destroy(),
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"a":1', () => response.destroy());
      },
    ];
    for (const cut of cuts) {
      const { http } = await tenant(cut);
      expect(await failureOf(http, put)).toMatchObject({ reason: 'unavailable', outcome: 'unknown', retryable: true });
      expect(await failureOf(http, get)).toMatchObject({ reason: 'unavailable', outcome: 'not-done' });
    }
  });

  test('is certainly nothing done where nobody listens', async () => {
    const { http } = await tenant(json(200, {}));
    for (const stop of stops.splice(0)) stop();
    expect(await failureOf(http, put)).toMatchObject({ reason: 'unavailable', outcome: 'not-done' });
  });

  test('is waited for no longer than the limit, headers and body alike', async () => {
    const silences: readonly Answer[] = [
      () => undefined,
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"slow":');
      },
    ];
    for (const silence of silences) {
      const { http } = await tenant(silence, { limitMs: 80 });
      expect(await failureOf(http, put)).toMatchObject({ reason: 'timeout', outcome: 'unknown', retryable: true });
      expect(await failureOf(http, get)).toMatchObject({ reason: 'timeout', outcome: 'not-done' });
    }
  });

  test('is no longer waited for once the caller gives up', async () => {
    const caller = new AbortController();
    const { http, asked } = await tenant(() => caller.abort(new Error('canary')));
    expect(await failureOf(http, put, caller.signal)).toMatchObject({ reason: 'timeout', outcome: 'unknown' });
    expect(await failureOf(http, put, caller.signal)).toMatchObject({ reason: 'timeout' });
    expect(asked.length).toBe(1);
  });

  test('on a kept connection the other side had closed is asked for once more when only reading', async () => {
    let served = 0;
    const { http } = await tenant((request, response) => {
      served += 1;
      if (served === 2) request.socket.resetAndDestroy();
      else json(200, { served })(request, response);
    });
    expect((await http.send(get, never)).body).toEqual({ served: 1 });
    expect((await http.send(get, never)).body).toEqual({ served: 3 });
  });
});

test('simulated time stands still while an answer is under way and limits it all the same', async () => {
  const time = createSimulatedTime(Date.UTC(2026, 10, 23, 9));
  const { http } = await tenant(
    (request, response) => setImmediate(() => json(200, { fine: true })(request, response)),
    { time },
  );
  const began = time.now();
  const answer = time.task(() => http.send(get, never));
  await time.moveTo(began + 20_000);
  expect((await answer).body).toEqual({ fine: true });
});
