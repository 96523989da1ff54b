import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import express, { type Express, type Request, type Response } from 'express';

import type { Timekeeper } from '#integrations/contract.ts';
import type { ResponseUrls } from './response-url.ts';
import { serve, type Reply, type WebApiParts } from './web-api.ts';

/** Bytes of one request that are read. */
const mostBody = 4_000_000;

/** The fake's HTTP face: `/api/METHOD` and the response_urls, each request one task of the timekeeper. */
export function createApp(parts: WebApiParts, responseUrls: ResponseUrls): Express {
  const { time } = parts.desk;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_request, response, next) => {
    response.setHeader('Date', new Date(time.now()).toUTCString());
    next();
  });
  app.use(express.text({ type: () => true, limit: mostBody, defaultCharset: 'utf-8' }));
  app.post('/api/:method', (request, response) => answer(request, response, parts));
  app.post('/actions/:team/:number/:proof', (request, response) => {
    const answer = responseUrls.serve(request.path, request.get('content-type'), bodyOf(request));
    response.status(answer.status).json(answer.body);
  });
  return app;
}

async function answer(request: Request<{ method: string }>, response: Response, parts: WebApiParts): Promise<void> {
  const { time } = parts.desk;
  const raw = {
    method: request.params.method,
    authorization: request.get('authorization'),
    contentType: request.get('content-type'),
    body: bodyOf(request),
  };
  await send(await time.task(() => serve(raw, parts)), response, time);
}

function bodyOf(request: { readonly body?: unknown }): string {
  return typeof request.body === 'string' ? request.body : '';
}

async function send(reply: Reply, response: Response, time: Timekeeper): Promise<void> {
  if (reply.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (reply.kind === 'hang') {
    if (reply.ms !== undefined) await cutLater(response, time, reply.ms);
    return;
  }
  response.setHeader('Date', new Date(time.now()).toUTCString());
  response.status(reply.status).set(reply.headers);
  if (typeof reply.body === 'string') response.type('text/html').send(reply.body);
  else response.json(reply.body);
}

async function cutLater(response: Response, time: Timekeeper, ms: number): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  await time.sleepUntil(time.now() + ms, gone.signal).catch(() => undefined);
  response.socket?.destroy();
}

/** A server on loopback; port 0 takes a free one. */
export async function listenOnLoopback(
  app: Express,
  port: number,
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${address.port}`, close: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
