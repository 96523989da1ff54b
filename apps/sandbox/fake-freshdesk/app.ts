import type { Express, RequestHandler } from 'express';
import { createFace } from '../fake-shared/app.ts';
import type { Manner } from '../fake-shared/serve.ts';
import { send } from '../fake-shared/serve.ts';
import type { Endpoint } from './call.ts';
import { notFound } from './call.ts';
import type { Service } from './serve.ts';
import { mannerOf, serve } from './serve.ts';

/** The HTTP face of the account: `/api/v2/...`, JSON only. */
export function createApp(
  service: Service,
  endpoints: readonly Endpoint[],
  count: (endpoint: string) => void,
): Express {
  const manner = mannerOf(service);
  const on = { service, manner };
  return createFace({
    manner,
    first: jsonOnly(manner),
    readsAnything: false,
    endpoints,
    serve: (endpoint, request, response) => serve(on, endpoint, request, response),
    count,
    unknownPath: notFound,
    unreadable: { status: 400, body: { code: 'invalid_json', message: 'Request has invalid json format' } },
    failed: (error) => ({
      status: 500,
      body: { code: 'internal_error', message: `The sandbox failed: ${String(error)}` },
    }),
  });
}

function jsonOnly(manner: Manner): RequestHandler {
  return (request, response, next) => {
    const isBare =
      request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined;
    if (isBare || request.headers['content-length'] === '0' || request.is('json') !== false) next();
    else send(manner, response, { status: 415 });
  };
}
