import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { acceptWebSocket } from '../fake-shared/web-socket.ts';
import { readObject } from './call.ts';

/** What goes wrong with connections, counted down. */
export interface SocketTroubles {
  /** So many connections are never greeted. */
  dumb: number;
  /** So many answers arrive when their connection has just been cut. */
  cutBeforeAnswer: number;
  /** So many answers get lost on their way. */
  loseAnswers: number;
}

/** Whether a trouble strikes now; it is counted. */
export function strikes(troubles: SocketTroubles, trouble: keyof SocketTroubles): boolean {
  if (troubles[trouble] <= 0) return false;
  troubles[trouble] -= 1;
  return true;
}

/** No answer will come. */
export const lost: unique symbol = Symbol('lost');

/** One of the app's connections, from Slack's side. */
export interface Connection {
  say(message: object): void;
  /** Sends an envelope; what the app acknowledges it with as JSON, or `lost`. Rejects with the signal's reason. */
  ask(id: string, envelope: object, signal: AbortSignal): Promise<string | typeof lost>;
  /** Resolves with the pong, or when the connection is gone. */
  ping(): Promise<void>;
  close(): void;
  /** Breaks off without a word. */
  drop(): void;
  /** Envelopes so far. */
  readonly sent: number;
  readonly isClosed: boolean;
  /** Aborted when it is closed. */
  readonly closed: AbortSignal;
  /** Takes no envelope any more. */
  isRetired: boolean;
}

/** Takes up a connection that the app asked for. */
export function takeUp(request: IncomingMessage, stream: Duplex, troubles: SocketTroubles): Connection {
  const waiting = new Map<string, (answer: string | typeof lost) => void>();
  const pongs: (() => void)[] = [];
  let sent = 0;
  const closing = new AbortController();
  const heard = (text: string): void => {
    const frame = readObject(text);
    const resolve = waiting.get(String(frame?.['envelope_id']));
    if (resolve === undefined) return;
    if (strikes(troubles, 'cutBeforeAnswer')) return socket.drop();
    if (strikes(troubles, 'loseAnswers')) return resolve(lost);
    const body = JSON.stringify(frame?.['payload'] ?? {});
    resolve(body === '{}' ? '' : body);
  };
  const socket = acceptWebSocket(request, stream, {
    onText: heard,
    onPong: () => pongs.shift()?.(),
    onClose() {
      closing.abort(new Error('closed'));
      for (const resolve of waiting.values()) resolve(lost);
      for (const resolve of pongs.splice(0)) resolve();
    },
  });
  return {
    say: (message) => socket.send(JSON.stringify(message)),
    async ask(id, envelope, signal) {
      sent += 1;
      const answer = Promise.withResolvers<string | typeof lost>();
      waiting.set(id, answer.resolve);
      signal.addEventListener('abort', () => answer.reject(signal.reason as Error), { once: true });
      socket.send(JSON.stringify(envelope));
      return await answer.promise.finally(() => waiting.delete(id));
    },
    ping: () =>
      new Promise((resolve) => {
        pongs.push(resolve);
        socket.ping();
      }),
    close: () => socket.close(),
    drop: () => socket.drop(),
    get sent() {
      return sent;
    },
    get isClosed() {
      return closing.signal.aborted;
    },
    closed: closing.signal,
    isRetired: false,
  };
}
