import express, { type Express, type Request, type Response } from 'express';

import type { Timekeeper } from '#integrations/contract.ts';
import type { ResponseUrls } from './response-url.ts';
import { keepWaiting } from '../fake-shared/wait.ts';
import { begin, serve, type Reply, type WebApiParts } from './web-api.ts';

/** Bytes of one request that are read. */
const mostBody = 4_000_000;

/**
 * The fake's HTTP face: `/api/METHOD` and the response_urls.
 *
 * @param life aborted when the fake is closed; nobody waits any longer then
 */
export function createApp(parts: WebApiParts, responseUrls: ResponseUrls, life: AbortSignal): Express {
  const { time } = parts.desk;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_request, response, next) => {
    response.setHeader('Date', new Date(time.now()).toUTCString());
    next();
  });
  app.use(express.text({ type: () => true, limit: mostBody, defaultCharset: 'utf-8' }));
  app.post('/api/:method', (request, response) => answer(request, response, { parts, life }));
  app.post('/actions/:team/:number/:proof', (request, response) => {
    const answer = responseUrls.serve(request.path, request.get('content-type'), bodyOf(request));
    response.status(answer.status).json(answer.body);
  });
  return app;
}

async function answer(
  request: Request<{ method: string }>,
  response: Response,
  { parts, life }: { readonly parts: WebApiParts; readonly life: AbortSignal },
): Promise<void> {
  const { time } = parts.desk;
  const begun = begin(
    {
      method: request.params.method,
      authorization: request.get('authorization'),
      contentType: request.get('content-type'),
      body: bodyOf(request),
    },
    parts,
  );
  if (begun.lateMs > 0) await keepWaiting(response, time, { ms: begun.lateMs, outlivesCaller: true, life });
  if (life.aborted) return;
  const reply = serve(begun, parts);
  if (reply.kind === 'hang') {
    const ms = reply.ms ?? Number.POSITIVE_INFINITY;
    await keepWaiting(response, time, { ms, outlivesCaller: false, life });
    response.socket?.destroy();
    return;
  }
  send(reply, response, time);
}

function bodyOf(request: { readonly body?: unknown }): string {
  return typeof request.body === 'string' ? request.body : '';
}

function send(reply: Exclude<Reply, { kind: 'hang' }>, response: Response, time: Timekeeper): void {
  if (reply.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  response.setHeader('Date', new Date(time.now()).toUTCString());
  response.status(reply.status).set(reply.headers);
  if (reply.half === true) {
    const whole = JSON.stringify(reply.body);
    response.type('json').set('content-length', String(Buffer.byteLength(whole)));
    response.write(whole.slice(0, Math.ceil(whole.length / 2)), () => response.destroy());
    return;
  }
  if (typeof reply.body === 'string') response.type('text/html').send(reply.body);
  else response.json(reply.body);
}
