import { createServer, request as send, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import type { SimulatedTime } from '#apps/sandbox/simulated-time.ts';

/**
 * When whoever sends a request is killed: before it had any effect; after it had, and before the answer; when the answer
 * has left; or some moments later, at whatever is being done then.
 */
export const blows = ['before', 'unanswered', 'answered', 'soon'] as const;
export type Blow = (typeof blows)[number];

const keepAliveTimeout = 75_000;

/** A way to a fake that one replica alone goes, so that it is known who asks. */
export interface Door {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  close(): Promise<void>;
}

/** Who goes through a door, and what befalls them there. */
export interface Watch {
  /** Asked of every request; nothing for most of them. */
  readonly blowFor: (method: string, path: string) => Blow | undefined;
  readonly kill: () => Promise<void>;
  /** How many milliseconds of real time are some moments. */
  readonly soonMs: () => number;
  readonly time: SimulatedTime;
}

/** @param back  the origin of the same fake behind the door, where nobody is struck */
export async function openDoor(app: RequestListener, back: string, watch: Watch): Promise<Door> {
  return await listen(
    createServer({ keepAliveTimeout }, (request, response) => {
      const { method = 'GET', url = '/' } = request;
      const blow = watch.blowFor(method, url);
      if (blow === 'before' || blow === 'unanswered') {
        void strike(request, { back, blow, watch }).finally(() => response.destroy());
        return;
      }
      if (blow === 'answered') response.once('finish', () => void watch.kill());
      if (blow === 'soon') response.once('finish', () => setTimeout(() => void watch.kill(), watch.soonMs()));
      app(request, response);
    }),
  );
}

/** A way to a fake on which nothing happens to anybody. */
export async function openBackDoor(app: RequestListener): Promise<Door> {
  return await listen(createServer({ keepAliveTimeout }, app));
}

async function strike(
  request: IncomingMessage,
  { back, blow, watch }: { readonly back: string; readonly blow: Blow; readonly watch: Watch },
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const body = await buffer(request).catch(() => undefined);
  await watch.kill();
  if (blow === 'before' || body === undefined) return;
  // It was under way when its sender died, and arrives.
  const kept = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' && !ofTheConnection.has(name) ? [[name, value] as const] : [],
  );
  const init = { method, headers: Object.fromEntries(kept), ...(method === 'GET' ? {} : { body }) };
  await watch.time.task(async () => {
    const answer = await fetch(`${back}${url}`, init).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
  });
}

const ofTheConnection: ReadonlySet<string> = new Set(['connection', 'content-length', 'host', 'transfer-encoding']);

/** Hands what comes in to one of the replicas that live, as a balancer in front of them does. */
export async function openBalancer(portOf: () => number | undefined): Promise<Door> {
  return await listen(
    createServer((request, response) => {
      const port = portOf();
      const refuse = (): void => {
        if (!response.headersSent) response.writeHead(502);
        response.end();
      };
      if (port === undefined) {
        request.resume();
        refuse();
        return;
      }
      const { method, url, headers } = request;
      const on = send({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('error', refuse).pipe(response);
      });
      on.on('error', refuse);
      request.on('error', () => on.destroy()).pipe(on);
    }),
  );
}

async function listen(server: Server): Promise<Door> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
