import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import express from 'express';
import type { Endpoint } from './call.ts';
import { notFound } from './call.ts';
import type { Service } from './serve.ts';
import { send, serve } from './serve.ts';

/** The HTTP face of the account: `/api/v2/...`, JSON only. */
export function createApp(
  service: Service,
  endpoints: readonly Endpoint[],
  count: (endpoint: string) => void,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(jsonOnly(service));
  app.use(express.json({ limit: '1mb' }));
  app.get('/sandbox/faults', (_request, response) =>
    send(service.desk, response, { status: 200, body: { faults: service.faults.describe() } }),
  );
  for (const endpoint of endpoints) {
    app[endpoint.method](`/api/v2${endpoint.path}`, async (request, response) => {
      count(`${endpoint.method.toUpperCase()} ${endpoint.path}`);
      await serve(service, endpoint, request, response);
    });
  }
  app.use((_request, response) => {
    count('unknown');
    send(service.desk, response, notFound);
  });
  app.use(onError(service));
  return app;
}

function jsonOnly(service: Service): RequestHandler {
  return (request, response, next) => {
    const isBare =
      request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined;
    if (isBare || request.headers['content-length'] === '0' || request.is('json') !== false) next();
    else send(service.desk, response, { status: 415 });
  };
}

function onError(service: Service): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const unread = error instanceof SyntaxError;
    const body = unread
      ? { code: 'invalid_json', message: 'Request has invalid json format' }
      : { code: 'internal_error', message: `The sandbox failed: ${String(error)}` };
    send(service.desk, response, { status: unread ? 400 : 500, body });
  };
}
