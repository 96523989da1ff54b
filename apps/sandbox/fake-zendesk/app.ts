import type { ErrorRequestHandler, Express } from 'express';
import express from 'express';
import type { Endpoint } from './call.ts';
import type { Service } from './serve.ts';
import { send, serve } from './serve.ts';

/** How often each endpoint was asked, by `METHOD /path/:id`; whatever is not there counts as one. */
export type RequestCounts = Readonly<Record<string, number>>;

/** The HTTP face of the account: `/api/v2/...`, with `.json` or without. */
export function createApp(
  service: Service,
  endpoints: readonly Endpoint[],
  count: (endpoint: string) => void,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request, _response, next) => {
    request.url = request.url.replace(/\.json(?=$|\?)/, '');
    next();
  });
  app.use(express.json({ limit: '1mb', type: () => true }));
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
    send(service.desk, response, { status: 404, body: { error: 'InvalidEndpoint', description: 'Not found' } });
  });
  app.use(onError(service));
  return app;
}

function onError(service: Service): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const unread = error instanceof SyntaxError;
    const description = unread ? 'Server could not parse JSON' : `The sandbox failed: ${String(error)}`;
    const body = { error: unread ? 'Unprocessable Entity' : 'InternalError', description };
    send(service.desk, response, { status: unread ? 422 : 500, body });
  };
}
