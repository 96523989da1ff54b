import type { Request, Response } from 'express';
import type { Answer } from '../fake-shared/answer.ts';
import { answerOf } from '../fake-shared/answer.ts';
import type { Faults } from '../fake-shared/faults.ts';
import type { Manner } from '../fake-shared/serve.ts';
import { serveWithFaults } from '../fake-shared/serve.ts';
import type { Access } from './access.ts';
import type { Call, Endpoint } from './call.ts';
import { accessDenied, isMap } from './call.ts';
import type { Desk } from './desk.ts';
import type { Limits } from './limits.ts';

/** What answering needs beside the account itself. */
export interface Service {
  readonly desk: Desk;
  readonly access: Access;
  readonly limits: Limits;
  readonly faults: Faults;
  /** How far behind the search index is, ms. */
  readonly staleSearchMs: () => number;
  /** Whether links in answers name the account's own host instead of the one that was called. */
  readonly foreignLinks: boolean;
  /** Cuts every wait short when the fake is closed. */
  readonly life: () => AbortSignal;
}

/** How Freshdesk answers, whatever the endpoint. */
export function mannerOf({ desk, faults, life }: Service): Manner {
  return {
    time: desk.time,
    faults,
    life,
    headers: () => ({
      'X-Freshdesk-Api-Version': 'latest=v2; requested=v2',
      'x-request-id': desk.ids.uuid(),
    }),
    textType: 'text/plain',
    tooMany: () => ({ status: 429, body: desk.switches().body429 }),
    broken: { status: 500, body: 'We are sorry, but something went wrong.' },
    collision: {
      status: 409,
      body: { code: 'inconsistent_state', message: 'The resource is in an inconsistent or conflicting state.' },
    },
  };
}

/** Answers one request for `endpoint`: faults first, then the key, limits and the work itself. */
export async function serve(
  on: { readonly service: Service; readonly manner: Manner },
  endpoint: Endpoint,
  request: Request,
  response: Response,
): Promise<void> {
  await serveWithFaults(on.manner, { request, response }, (staleSearchMs) =>
    work(on.service, endpoint, { request, staleSearchMs: staleSearchMs ?? on.service.staleSearchMs() }),
  );
}

const unknownKey: Answer = {
  status: 401,
  body: { code: 'invalid_credentials', message: 'You have to be logged in to perform this action.' },
};

function work(
  service: Service,
  endpoint: Endpoint,
  asked: { readonly request: Request; readonly staleSearchMs: number },
): Answer {
  const { desk, access, limits } = service;
  const { request, staleSearchMs } = asked;
  desk.jobs.runUntil(desk.time.now());
  const agent = access.who(request.headers.authorization);
  if (agent === undefined) return unknownKey;
  const { pathname, searchParams } = new URL(request.originalUrl, 'http://localhost');
  const { headers, refusal } = access.isOnlooker(request.headers.authorization)
    ? { headers: {}, refusal: undefined }
    : limits.admit({ limit: endpoint.limit, credits: creditsOf(endpoint, searchParams) });
  if (refusal !== undefined) return refusal;
  if (endpoint.adminOnly === true && !agent.isAdmin) return { ...accessDenied, headers };
  const call: Call = {
    desk,
    agent,
    params: Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)])),
    query: searchParams,
    body: isMap(request.body) ? request.body : {},
    path: pathname,
    base: linkBase(service, request),
    staleSearchMs,
  };
  const writer = agent.id === desk.integration.id ? 'us' : 'others';
  const answer = desk.log.as(writer, () => answerOf(() => endpoint.answer(call)));
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function creditsOf({ creditsPerInclude = 0 }: Endpoint, query: URLSearchParams): number {
  const included = (query.get('include') ?? '').split(',').filter((name) => name !== '');
  return 1 + creditsPerInclude * included.length;
}

function linkBase(service: Service, request: Request): string {
  if (service.foreignLinks) return `https://${service.desk.account}.freshdesk.com/api/v2`;
  return `http://127.0.0.1:${request.socket.localPort}/api/v2`;
}
