import type { Request, Response } from 'express';
import { keepWaiting } from '../fake-slack/wait.ts';
import type { Fault, Faults } from '../fake-zendesk/faults.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Access } from './access.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { accessDenied, isMap, Refused } from './call.ts';
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

const hangMs = 10 * MINUTE_MS;
const latencyMs = 2 * SECOND_MS;
const staleMs = 2 * MINUTE_MS;
const retryAfterMs = 5 * SECOND_MS;

/** Answers one request for `endpoint`: faults first, then the key, limits and the work itself. */
export async function serve(service: Service, endpoint: Endpoint, request: Request, response: Response): Promise<void> {
  const { desk, faults } = service;
  const fault = faults.strike(request.method, request.originalUrl);
  if (fault?.kind === 'latency') {
    await keepWaiting(response, desk.time, {
      ms: fault.ms ?? latencyMs,
      outlivesCaller: true,
      life: service.life(),
    });
  }
  const instead = fault === undefined ? undefined : refusalOf(fault, desk);
  if (instead !== undefined) {
    send(desk, response, instead);
    return;
  }
  const undone = (fault?.kind === 'hang' || fault?.kind === 'reset') && fault.after !== true;
  const answer = undone ? { status: 500 } : work(service, endpoint, { request, fault });
  await deliver(service, response, answer, fault);
}

/** Answers given without doing anything. */
function refusalOf(fault: Fault, desk: Desk): Answer | undefined {
  const tooMany: Answer = { status: 429, body: desk.switches().body429 };
  switch (fault.kind) {
    case '429': {
      const seconds = Math.ceil((fault.ms ?? retryAfterMs) / SECOND_MS);
      return { ...tooMany, headers: { 'Retry-After': String(seconds) } };
    }
    case '429-without-retry-after':
      return tooMany;
    case '500-before':
      return broken;
    case 'conflict':
      return {
        status: 409,
        body: { code: 'inconsistent_state', message: 'The resource is in an inconsistent or conflicting state.' },
      };
    case 'latency':
    case '500-after':
    case 'hang':
    case 'half-answer':
    case 'reset':
    case 'stale-search':
      return undefined;
  }
}

const broken: Answer = { status: 500, body: 'We are sorry, but something went wrong.' };

const unknownKey: Answer = {
  status: 401,
  body: { code: 'invalid_credentials', message: 'You have to be logged in to perform this action.' },
};

function work(
  service: Service,
  endpoint: Endpoint,
  asked: { readonly request: Request; readonly fault: Fault | undefined },
): Answer {
  const { desk, access, limits } = service;
  const { request, fault } = asked;
  desk.jobs.runUntil(desk.time.now());
  const agent = access.who(request.headers.authorization);
  if (agent === undefined) return unknownKey;
  const { pathname, searchParams } = new URL(request.originalUrl, 'http://localhost');
  const { headers, refusal } = limits.admit({ limit: endpoint.limit, credits: creditsOf(endpoint, searchParams) });
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
    staleSearchMs: fault?.kind === 'stale-search' ? (fault.ms ?? staleMs) : service.staleSearchMs(),
  };
  const answer = answerOf(endpoint, call);
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function creditsOf({ creditsPerInclude = 0 }: Endpoint, query: URLSearchParams): number {
  const included = (query.get('include') ?? '').split(',').filter((name) => name !== '');
  return 1 + creditsPerInclude * included.length;
}

function answerOf(endpoint: Endpoint, call: Call): Answer {
  try {
    return endpoint.answer(call);
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

function linkBase(service: Service, request: Request): string {
  if (service.foreignLinks) return `https://${service.desk.account}.freshdesk.com/api/v2`;
  return `http://127.0.0.1:${request.socket.localPort}/api/v2`;
}

async function deliver(service: Service, response: Response, answer: Answer, fault: Fault | undefined): Promise<void> {
  const { desk } = service;
  if (fault?.kind === 'hang') {
    await keepWaiting(response, desk.time, { ms: fault.ms ?? hangMs, outlivesCaller: false, life: service.life() });
  }
  if (fault?.kind === 'hang' || fault?.kind === 'reset') response.destroy();
  else if (fault?.kind === 'half-answer') sendHalf(desk, response, answer);
  else send(desk, response, fault?.kind === '500-after' ? broken : answer);
}

/** Sends an answer, dated by the account's own clock. */
export function send(desk: Desk, response: Response, answer: Answer): void {
  if (response.destroyed) return;
  head(desk, response, answer);
  if (answer.body === undefined) response.end();
  else if (typeof answer.body === 'string') response.type('text/plain').send(answer.body);
  else response.json(answer.body);
}

function sendHalf(desk: Desk, response: Response, answer: Answer): void {
  const whole = JSON.stringify(answer.body ?? {});
  head(desk, response, answer);
  response.type('json').set('content-length', String(Buffer.byteLength(whole)));
  response.write(whole.slice(0, Math.ceil(whole.length / 2)), () => response.destroy());
}

function head(desk: Desk, response: Response, answer: Answer): void {
  response.status(answer.status);
  response.set('X-Freshdesk-Api-Version', 'latest=v2; requested=v2');
  response.set('x-request-id', desk.ids.uuid());
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.set(name, value);
  response.set('date', new Date(desk.time.now()).toUTCString());
}
