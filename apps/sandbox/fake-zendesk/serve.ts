import type { Request, Response } from 'express';
import type { Answer } from '../fake-shared/answer.ts';
import { answerOf } from '../fake-shared/answer.ts';
import type { Faults } from '../fake-shared/faults.ts';
import type { Manner } from '../fake-shared/serve.ts';
import { serveWithFaults } from '../fake-shared/serve.ts';
import type { Access } from './access.ts';
import type { Call, Endpoint } from './call.ts';
import { isMap } from './call.ts';
import type { Desk, DeskUser } from './desk.ts';
import type { Admission, Limits } from './limits.ts';
import { forbidden } from './only-admins.ts';

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

const tooMany: Answer = {
  status: 429,
  body: { error: 'APIRateLimitExceeded', description: 'Number of allowed API requests per minute exceeded' },
};

/** How Zendesk answers, whatever the endpoint. The words of a collision were never seen; clients go by the status. */
export function mannerOf({ desk, faults, life }: Service): Manner {
  return {
    time: desk.time,
    faults,
    life,
    headers: () => ({}),
    textType: 'text/html',
    tooMany: () => tooMany,
    broken: { status: 500, body: '<html><body><h1>500 Internal Server Error</h1></body></html>' },
    collision: { status: 409, body: { error: 'DatabaseConflict', description: 'Database collision' } },
  };
}

/** Answers one request for `endpoint`: faults first, then credentials, limits and the work itself. */
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

function work(
  service: Service,
  endpoint: Endpoint,
  asked: { readonly request: Request; readonly staleSearchMs: number },
): Answer {
  const { desk, access } = service;
  const { request, staleSearchMs } = asked;
  const user = access.who(request.headers.authorization);
  if (user === undefined && endpoint.path !== '/users/me') {
    return { status: 401, body: { error: "Couldn't authenticate you" } };
  }
  const scopes = access.scopesOf(request.headers.authorization);
  if (scopes !== undefined && !isWithin(scopes, endpoint)) return forbidden;
  const { headers, refusal } = admit(service, endpoint, { request, user });
  if (refusal !== undefined) return refusal;
  const call: Call = {
    desk,
    user,
    scopes,
    params: textParams(request),
    query: new URL(request.originalUrl, 'http://localhost').searchParams,
    body: isMap(request.body) ? request.body : {},
    header: (name) => request.get(name),
    base: linkBase(service, request),
    staleSearchMs,
  };
  const writer = user?.id === desk.integration.id ? 'us' : 'others';
  const answer = desk.log.as(writer, () => answerOf(() => endpoint.answer(call)));
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function admit(
  { access, limits }: Service,
  { limit }: Endpoint,
  { request, user }: { readonly request: Request; readonly user: DeskUser | undefined },
): Admission {
  if (access.isOnlooker(request.headers.authorization)) return { headers: {}, refusal: undefined };
  return limits.admit({ user: user?.id ?? 0, limit, ticket: String(request.params['id'] ?? '') });
}

/** Whether a token may do it: `read`, `write`, or either of one resource, which is what the path begins with. */
function isWithin(scopes: readonly string[], { method, path }: Endpoint): boolean {
  const needed = method === 'get' ? 'read' : 'write';
  return scopes.includes(needed) || scopes.includes(`${path.split('/')[1]}:${needed}`);
}

function textParams(request: Request): Record<string, string> {
  return Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
}

function linkBase(service: Service, request: Request): string {
  if (service.foreignLinks) return `https://${service.desk.account}.zendesk.com/api/v2`;
  return `http://127.0.0.1:${request.socket.localPort}/api/v2`;
}
