import { LogLevel, WebClient, type Logger, type WebAPICallResult } from '@slack/web-api';
import type { Timekeeper } from '../contract.ts';
import { defaultRetryAfterMs } from './limits.ts';

/** Slack's own libraries log what they send and what went wrong with it; both can hold ticket text. They log nothing. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** A bot token; or what gives the one that is good now, and rejects with IntegrationError where there is none. */
export type SlackToken = string | (() => Promise<string>);

/** Where and as whom we call Slack. */
export interface SlackAccess {
  /** `undefined` for the one method that takes none. */
  readonly token: SlackToken | undefined;
  /** Another base address than Slack's own, for the sandbox and tests; ends in `/api/`. */
  readonly slackApiUrl?: string | undefined;
  readonly time: Timekeeper;
  /** How long one request may take, its answer's body included. */
  readonly limitMs: number;
  /** Carries requests instead of the platform's own. */
  readonly fetch?: typeof fetch | undefined;
}

/**
 * One request to a Web API method. Rejects with the errors of `@slack/web-api`, the signal's reason when aborted, or what
 * the token's giver rejects with, and then nothing was sent.
 */
export type CallSlack = (
  method: string,
  args: Record<string, unknown>,
  signal?: AbortSignal,
) => Promise<WebAPICallResult>;

/** Most bytes of an answer that we read; a full page of history is far below. */
const answerBytes = 8 * 1_048_576;

async function readWhole(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > answerBytes) throw new RangeError('an answer of Slack is too long');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** web-api 8 makes an error without a class of a 429 that does not say how long; it is told a time. */
function withRetryAfter(response: Response): Headers {
  const headers = new Headers(response.headers);
  if (response.status === 429 && Number.isNaN(Number.parseInt(headers.get('retry-after') ?? '', 10))) {
    headers.set('retry-after', String(defaultRetryAfterMs / 1_000));
  }
  return headers;
}

/**
 * A `fetch` that ends within `limitMs` of the timekeeper's time, body and all, with a `TimeoutError`; or with the reason
 * of `signal`.
 */
export function createTimedFetch(access: Pick<SlackAccess, 'time' | 'limitMs' | 'fetch'>, signal?: AbortSignal) {
  const { time, limitMs, fetch = globalThis.fetch } = access;
  return async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const limit = new AbortController();
    const settled = new AbortController();
    // A task of its own that sleeps: while it does, the one that waits for the answer still counts as in hand.
    void time
      .task(() => time.sleepUntil(time.now() + limitMs, settled.signal))
      .then(
        () => limit.abort(new DOMException('Slack did not answer in time', 'TimeoutError')),
        () => undefined,
      );
    const signals = [limit.signal, signal, init?.signal].filter((one) => one instanceof AbortSignal);
    try {
      const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
      const bytes = await readWhole(response);
      const { status, statusText } = response;
      const body = [101, 204, 205, 304].includes(status) ? null : bytes;
      return new Response(body, { status, statusText, headers: withRetryAfter(response) });
    } finally {
      settled.abort();
    }
  };
}

/**
 * Calls Slack's Web API: one request a call, never repeated, never held back by another's 429, within the time limit.
 *
 * Each call has a client of its own: clients of `@slack/web-api` 8 share a pause after 429 and, where `headers` are
 * given, even the first one's token.
 */
export function createCallSlack(access: SlackAccess): CallSlack {
  return async (method, args, signal) => {
    signal?.throwIfAborted();
    const token = typeof access.token === 'function' ? await access.token() : access.token;
    signal?.throwIfAborted();
    const client = new WebClient(token, {
      ...(access.slackApiUrl === undefined ? {} : { slackApiUrl: access.slackApiUrl }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      logger: silentLogger,
      fetch: createTimedFetch(access, signal),
    });
    try {
      return await client.apiCall(method, args);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  };
}
