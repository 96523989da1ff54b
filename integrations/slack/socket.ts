import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { z } from 'zod';
import type { Timekeeper } from '../contract.ts';
import { IntegrationError } from '../errors.ts';
import { timedOut, withinLimit } from '../time-limit.ts';
import { toIntegrationError } from './failure.ts';
import { requestBytes, socketOpensWithinMs, socketSilentMs } from './limits.ts';
import type { CallSlack } from './web-api.ts';

/** Something that people did, or that happened, as it came over the connection. */
export interface SlackEnvelope {
  /** What Slack would have sent over HTTP, read. */
  readonly body: Record<string, unknown>;
  /** How often Slack has sent it before. */
  readonly retryNum: number | undefined;
  readonly retryReason: string | undefined;
  /** Acknowledges it, with what the person is to see. `false` where the connection is gone: then Slack sends it again. */
  answer(payload?: unknown): boolean;
}

/**
 * Why a connection serves no longer: Slack's own word (`warning`, `refresh_requested`, `link_disabled`,
 * `too_many_websockets`, or one we do not know); `lost` where it broke; `silent` where Slack is heard no more.
 */
export type SocketEnd = string;

/** A connection that Slack has greeted. */
export interface SlackSocket {
  /** Resolves once another connection should take its place; what still comes over this one is taken until `close`. */
  readonly ended: Promise<SocketEnd>;
  close(): void;
}

/** With what a connection is opened. */
export interface SlackSocketOptions {
  /** Calls with the app-level token. */
  readonly callSlack: CallSlack;
  /** Another base address than Slack's own, for the sandbox and tests. */
  readonly slackApiUrl: string | undefined;
  readonly time: Timekeeper;
  readonly onEnvelope: (envelope: SlackEnvelope) => void;
}

const opened = z.object({ url: z.string() });
const frame = z.looseObject({
  type: z.string().optional(),
  reason: z.string().optional(),
  envelope_id: z.string().min(1).optional(),
  payload: z.unknown().optional(),
  retry_attempt: z.number().optional(),
  retry_reason: z.string().optional(),
});

/**
 * Asks Slack for a place to connect to, which serves once, and connects to it; resolves when Slack has said hello.
 *
 * Slack's own client for this (`@slack/socket-mode` 3.1) is not used: it ends the process by a rejection that nobody can
 * catch when an attempt to connect again fails, and when an event such as `app_rate_limited` carries no `event`; and it
 * leaves a gap of five seconds whenever Slack asks for another connection, which is several times a day.
 *
 * @throws {IntegrationError} where there is no connection
 * @see https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export async function openSlackSocket(options: SlackSocketOptions, signal: AbortSignal): Promise<SlackSocket> {
  const { callSlack, time } = options;
  const answer = await callSlack('apps.connections.open', {}, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw toIntegrationError(error, 'apps.connections.open');
  });
  const socket = new WebSocket(addressIn(answer, options.slackApiUrl));
  try {
    return await withinLimit(time, socketOpensWithinMs, signal, (limited) => greeted(socket, options, limited));
  } catch (error) {
    socket.close();
    signal.throwIfAborted();
    const reason = error === timedOut ? 'timeout' : 'unavailable';
    throw error instanceof IntegrationError ? error : failed(reason, 'Slack did not say hello on its connection');
  }
}

function failed(reason: 'timeout' | 'unavailable' | 'rejected', message: string): IntegrationError {
  return new IntegrationError('slack', reason, { message });
}

/** Slack's own hosts and no others; in tests, that of the API. */
function addressIn(answer: unknown, slackApiUrl: string | undefined): URL {
  const read = opened.safeParse(answer);
  const url = URL.parse(read.data?.url ?? '');
  const isSlacks = url?.protocol === 'wss:' && url.hostname.endsWith('.slack.com');
  const isForTests = slackApiUrl !== undefined && url?.host === new URL(slackApiUrl).host;
  if (url === null || !(isSlacks || isForTests)) throw failed('rejected', 'Slack named no address of its own');
  return url;
}

/** What is heard of one connection until it ends. */
async function greeted(socket: WebSocket, options: SlackSocketOptions, signal: AbortSignal): Promise<SlackSocket> {
  const hello = Promise.withResolvers<void>();
  const end = Promise.withResolvers<SocketEnd>();
  const gone = new AbortController();
  // Slack's pings say that it still hears us; `WebSocket` answers them and tells nobody but this channel.
  const heard = watchSilence(options.time, gone.signal, () => {
    end.resolve('silent');
    socket.close();
  });
  const onPing = (message: unknown): void => {
    if ((message as { readonly websocket?: unknown }).websocket === socket) heard();
  };
  subscribe(pings, onPing);
  const finish = (): void => {
    unsubscribe(pings, onPing);
    gone.abort(new Error('the connection is gone'));
    hello.reject(failed('unavailable', 'Slack’s connection closed before it said hello'));
    end.resolve('lost');
  };
  const onAbort = (): void => hello.reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  socket.addEventListener('close', finish, { once: true });
  // A failure to connect is told twice: as an error that says nothing, and as the close.
  socket.addEventListener('error', finish, { once: true });
  socket.addEventListener('message', ({ data }) => {
    const read = readFrame(data);
    if (read?.type === 'hello') hello.resolve();
    else if (read?.type === 'disconnect') end.resolve(read.reason ?? 'lost');
    else if (read !== undefined) take(read, socket, options);
  });
  try {
    await hello.promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
  return { ended: end.promise, close: () => socket.close(1_000) };
}

const pings = 'undici:websocket:ping';

function take(read: z.output<typeof frame>, socket: WebSocket, { onEnvelope }: SlackSocketOptions): void {
  const { envelope_id: id, payload, retry_attempt: retryNum, retry_reason: retryReason } = read;
  if (id === undefined) return;
  const answer: SlackEnvelope['answer'] = (said) => {
    if (socket.readyState !== WebSocket.OPEN) return false;
    const isNothing = said === undefined || said === null || said === '';
    const given = typeof said === 'string' ? { text: said } : said;
    socket.send(JSON.stringify(isNothing ? { envelope_id: id } : { envelope_id: id, payload: given }));
    return true;
  };
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  if (isObject) onEnvelope({ body: payload as Record<string, unknown>, retryNum, retryReason, answer });
  else answer();
}

/** Longer ones than over HTTP are let be, as what is no JSON is. */
function readFrame(data: unknown): z.output<typeof frame> | undefined {
  if (typeof data !== 'string' || data.length > requestBytes) return undefined;
  try {
    return frame.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

/** Begins with the first sign of life, for not everything between Slack and us lets pings through. */
function watchSilence(time: Timekeeper, signal: AbortSignal, onSilent: () => void): () => void {
  let heard: AbortController | undefined;
  return () => {
    heard?.abort(new Error('heard'));
    heard = new AbortController();
    if (signal.aborted) return;
    const until = AbortSignal.any([heard.signal, signal]);
    void time.task(() => time.sleepUntil(time.now() + socketSilentMs, until)).then(onSilent, () => undefined);
  };
}
