import { Agent as PlainAgent } from 'node:http';
import { Agent } from 'node:https';
import type { Readable } from 'node:stream';
import { create } from 'axios';
import type { AxiosAdapter, AxiosResponse } from 'axios';
import type { Instant } from '#core/time.ts';
import { SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from './contract.ts';
import { lookupPublic, privateAddressCode } from './egress.ts';
import { IntegrationError } from './errors.ts';
import type { FailureReason } from './errors.ts';
import { maxBodyBytes, readJsonBody } from './json-body.ts';
import { timedOut, withinLimit } from './time-limit.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** From the origin: begins with `/`, holds no query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Says that repeating this write repeats nothing, on a platform that keeps to it. */
  readonly idempotencyKey?: string | undefined;
  /** Told the head of the answer, whatever its status, as soon as it is there and before its body is read. */
  readonly onHead?: ((header: HeaderOf) => void) | undefined;
}

/** A header of an answer by its name in small letters; `undefined` where there is none. */
export type HeaderOf = (name: string) => string | undefined;

export interface HttpAnswer {
  /** 2xx; every other status is an IntegrationError. */
  readonly status: number;
  /** The JSON value, `undefined` where there was no body. */
  readonly body: unknown;
  /** The platform's own time, to the second; `undefined` where it did not say. */
  readonly at: Instant | undefined;
}

export interface HttpOptions {
  /** As it stands in error codes: `zendesk`. */
  readonly platform: string;
  /** Scheme and host, built from an account's name; no slash at the end. */
  readonly origin: string;
  /** The origin is a test host that an operator allowed: it may be plain HTTP and on a private address. */
  readonly isTestHost: boolean;
  /** The `Authorization` header; asked for every request, as tokens change. None where requests bear none. */
  readonly authorization?: (() => string | Promise<string>) | undefined;
  readonly time: Timekeeper;
  readonly limitMs: number;
  /** Carries requests instead of a socket. */
  readonly adapter?: AxiosAdapter | undefined;
  /** What a status means on this platform where it is not what it means everywhere; told by codes, never by words. */
  readonly reasonOf?: (status: number, body: unknown) => FailureReason | undefined;
}

/**
 * Speaks HTTP with one tenant: its host, its credential and no other; no redirects, no proxy, no absolute addresses;
 * bounded in time and size.
 *
 * Rejects with IntegrationError only. No error carries a credential, a query, or a word of a body. A write that may have
 * been done although it failed is `unknown`: no answer, a cut one, a 5xx. A 2xx answer that is too long, too deep or not
 * JSON is `rejected` with that status for a read, `unavailable` and `unknown` for a write. A caller's abort is `timeout`.
 */
export interface Http {
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
}

export function createHttp(options: HttpOptions): Http {
  const { time, limitMs } = options;
  // No limit of sockets: how many are under way is for the pace to say, and who waited here would use up its time limit.
  const agentOptions = { keepAlive: true, ...(options.isTestHost ? {} : { lookup: lookupPublic }) };
  const client = create({
    adapter: options.adapter ?? 'http',
    baseURL: options.origin,
    allowAbsoluteUrls: false,
    maxRedirects: 0,
    proxy: false,
    maxBodyLength: maxBodyBytes,
    // A belt in the machine's own time, should simulated time stand still for an answer that never comes.
    timeout: limitMs,
    responseType: 'stream',
    validateStatus: () => true,
    httpAgent: new PlainAgent(agentOptions),
    httpsAgent: new Agent(agentOptions),
    headers: { Accept: 'application/json', 'User-Agent': 'Recourse' },
  });
  const once = async (request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> => {
    const authorization = await options.authorization?.();
    const response = await client.request<Readable>({
      method: request.method,
      url: request.path,
      ...(request.query === undefined ? {} : { params: request.query }),
      ...(request.body === undefined ? {} : { data: request.body }),
      headers: {
        ...(authorization === undefined ? {} : { Authorization: authorization }),
        ...(request.idempotencyKey === undefined ? {} : { 'Idempotency-Key': request.idempotencyKey }),
      },
      signal,
    });
    request.onHead?.((name) => headerOf(response, name));
    return readAnswer(options, request, response, signal);
  };
  return {
    send: async (request, signal) => {
      if (!isPlainPath(request.path))
        throw failure(options, request, { reason: 'rejected', what: 'not a path of ours' });
      try {
        return await withinLimit(time, limitMs, signal, (signal) =>
          once(request, signal).catch(again(once, request, signal)),
        );
      } catch (cause) {
        throw cause instanceof IntegrationError ? cause : noAnswer(options, request, cause);
      }
    },
  };
}

/** Segments of letters, digits and a few marks, none of them `.` or `..`: nothing that could lead to another host. */
function isPlainPath(path: string): boolean {
  return /^(?:\/[\w~%.-]+)+$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path);
}

/** A kept connection that the other side had already closed tells nothing: a read is sent once more on a new one. */
function again(
  send: (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>,
  request: HttpRequest,
  signal: AbortSignal,
): (cause: unknown) => Promise<HttpAnswer> {
  return async (cause) => {
    if (request.method !== 'GET' || signal.aborted || !isStaleConnection(cause)) throw cause;
    return send(request, signal);
  };
}

function isStaleConnection(cause: unknown): boolean {
  const { code, request } = cause as { code?: unknown; request?: { reusedSocket?: unknown } };
  return (code === 'ECONNRESET' || code === 'EPIPE') && request?.reusedSocket === true;
}

async function readAnswer(
  options: HttpOptions,
  request: HttpRequest,
  response: AxiosResponse<Readable>,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { status, data } = response;
  const stop = (): void => void data.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const body = await readJsonBody(data).finally(() => signal.removeEventListener('abort', stop));
  const at = instantOf(response.headers['date']);
  const isWrite = request.method !== 'GET';
  if (status >= 200 && status < 300) {
    if (body.readable) return { status, body: body.value, at };
    const reason = isWrite ? 'unavailable' : 'rejected';
    throw failure(options, request, { reason, what: 'gave an answer that cannot be read', status, isUnknown: isWrite });
  }
  const reason = options.reasonOf?.(status, body.readable ? body.value : undefined) ?? reasonOfStatus(status);
  throw failure(options, request, {
    reason,
    what: `answered ${status}`,
    status,
    isUnknown: isWrite && (status >= 500 || status === 408),
    retryAfterMs: retryAfter(response.headers['retry-after'], at),
  });
}

function headerOf({ headers }: AxiosResponse, name: string): string | undefined {
  const value: unknown = headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** What a status means everywhere. A redirect is not followed: it is no answer. */
function reasonOfStatus(status: number): FailureReason {
  if (status === 401) return 'auth';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'unavailable' : 'rejected';
}

/** Seconds, or the date of HTTP; nothing where it is neither. */
function retryAfter(header: unknown, at: Instant | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  // Some write numbers as decimals.
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(header.trim())) return Math.ceil(Number(header) * SECOND_MS);
  // A date begins with its weekday (RFC 9110, 5.6.7); `Date.parse` takes `-5` and `1.5` for days long past.
  const until = /^[a-z]/i.test(header) ? instantOf(header) : undefined;
  return until === undefined || at === undefined ? undefined : Math.max(0, until - at);
}

function instantOf(header: unknown): Instant | undefined {
  const at = typeof header === 'string' ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Nothing of the request can have reached anybody. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  privateAddressCode,
]);

function noAnswer(options: HttpOptions, request: HttpRequest, cause: unknown): IntegrationError {
  const { code } = cause as { code?: unknown };
  const word = typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : 'NO_ANSWER';
  const isLate = word === 'ERR_CANCELED' || word === 'ECONNABORTED' || word === 'ETIMEDOUT' || cause === timedOut;
  return failure(options, request, {
    reason: isLate ? 'timeout' : 'unavailable',
    what: isLate ? 'did not answer in time' : `gave no answer (${word})`,
    isUnknown: request.method !== 'GET' && !neverSent.has(word),
  });
}

function failure(
  { platform }: HttpOptions,
  { method, path }: HttpRequest,
  why: {
    readonly reason: FailureReason;
    readonly what: string;
    readonly status?: number;
    readonly isUnknown?: boolean;
    readonly retryAfterMs?: number | undefined;
  },
): IntegrationError {
  // Neither the cause nor the query: both can hold what nobody but the tenant may read.
  return new IntegrationError(platform, why.reason, {
    message: `${platform} ${why.what} (${method} ${path})`,
    outcome: why.isUnknown === true ? 'unknown' : 'not-done',
    status: why.status,
    retryAfterMs: why.retryAfterMs,
  });
}
