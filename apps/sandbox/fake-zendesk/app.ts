import type { Express } from 'express';
import { createFace } from '../fake-shared/app.ts';
import type { Endpoint } from './call.ts';
import type { Service } from './serve.ts';
import { mannerOf, serve } from './serve.ts';

/** The HTTP face of the account: `/api/v2/...`, with `.json` or without. */
export function createApp(
  service: Service,
  endpoints: readonly Endpoint[],
  count: (endpoint: string) => void,
): Express {
  const manner = mannerOf(service);
  const on = { service, manner };
  return createFace({
    manner,
    first: (request, response, next) => {
      request.url = request.url.replace(/\.json(?=$|\?)/, '');
      service.access.oauth.router(request, response, next);
    },
    readsAnything: true,
    endpoints,
    serve: (endpoint, request, response) => serve(on, endpoint, request, response),
    count,
    unknownPath: { status: 404, body: { error: 'InvalidEndpoint', description: 'Not found' } },
    unreadable: {
      status: 422,
      body: { error: 'Unprocessable Entity', description: 'Server could not parse JSON' },
    },
    failed: (error) => ({
      status: 500,
      body: { error: 'InternalError', description: `The sandbox failed: ${String(error)}` },
    }),
  });
}
