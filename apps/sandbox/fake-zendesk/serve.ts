import type { Request, Response } from 'express';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Access } from './access.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { isMap, Refused } from './call.ts';
import type { Desk } from './desk.ts';
import type { Fault, Faults } from './faults.ts';
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

/** Answers one request for `endpoint`: faults first, then credentials, limits and the work itself. */
export async function serve(service: Service, endpoint: Endpoint, request: Request, response: Response): Promise<void> {
  const { desk, faults } = service;
  const fault = faults.strike(request.method, request.originalUrl);
  if (fault?.kind === 'latency') await wait(service, response, { ms: fault.ms ?? latencyMs, isForCaller: false });
  const instead = fault === undefined ? undefined : refusalOf(fault);
  if (instead !== undefined) {
    send(desk, response, instead);
    return;
  }
  const undone = (fault?.kind === 'hang' || fault?.kind === 'reset') && fault.after !== true;
  const answer = undone ? { status: 500 } : work(service, endpoint, { request, fault });
  await deliver(service, response, answer, fault);
}

/** Answers given without doing anything. */
function refusalOf(fault: Fault): Answer | undefined {
  const tooMany = { error: 'APIRateLimitExceeded', description: 'Number of allowed API requests per minute exceeded' };
  switch (fault.kind) {
    case '429': {
      const seconds = Math.ceil((fault.ms ?? retryAfterMs) / SECOND_MS);
      return { status: 429, body: tooMany, headers: { 'retry-after': String(seconds) } };
    }
    case '429-without-retry-after':
      return { status: 429, body: tooMany };
    case '500-before':
      return broken;
    case 'conflict':
      return { status: 409, body: { error: 'DatabaseConflict', description: 'Database collision' } };
    case 'latency':
    case '500-after':
    case 'hang':
    case 'half-answer':
    case 'reset':
    case 'stale-search':
      return undefined;
  }
}

const broken: Answer = { status: 500, body: '<html><body><h1>500 Internal Server Error</h1></body></html>' };

function work(
  service: Service,
  endpoint: Endpoint,
  asked: { readonly request: Request; readonly fault: Fault | undefined },
): Answer {
  const { desk, access, limits } = service;
  const { request, fault } = asked;
  const user = access.who(request.headers.authorization);
  if (user === undefined && endpoint.path !== '/users/me') {
    return { status: 401, body: { error: "Couldn't authenticate you" } };
  }
  const ticket = String(request.params['id'] ?? '');
  const { headers, refusal } = limits.admit({ user: user?.id ?? 0, limit: endpoint.limit, ticket });
  if (refusal !== undefined) return refusal;
  const call: Call = {
    desk,
    user,
    params: textParams(request),
    query: new URL(request.originalUrl, 'http://localhost').searchParams,
    body: isMap(request.body) ? request.body : {},
    header: (name) => request.get(name),
    base: linkBase(service, request),
    staleSearchMs: fault?.kind === 'stale-search' ? (fault.ms ?? staleMs) : service.staleSearchMs(),
  };
  const answer = answerOf(endpoint, call);
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function answerOf(endpoint: Endpoint, call: Call): Answer {
  try {
    return endpoint.answer(call);
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

function textParams(request: Request): Record<string, string> {
  return Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
}

function linkBase(service: Service, request: Request): string {
  if (service.foreignLinks) return `https://${service.desk.account}.zendesk.com/api/v2`;
  return `http://127.0.0.1:${request.socket.localPort}/api/v2`;
}

async function deliver(service: Service, response: Response, answer: Answer, fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'hang') await wait(service, response, { ms: fault.ms ?? hangMs, isForCaller: true });
  if (fault?.kind === 'hang' || fault?.kind === 'reset') response.destroy();
  else if (fault?.kind === 'half-answer') sendHalf(service.desk, response, answer);
  else send(service.desk, response, fault?.kind === '500-after' ? broken : answer);
}

/** Sends an answer, dated by the account's own clock. */
export function send(desk: Desk, response: Response, answer: Answer): void {
  if (response.destroyed) return;
  head(desk, response, answer);
  if (answer.body === undefined) response.end();
  else if (typeof answer.body === 'string') response.type('html').send(answer.body);
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
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.set(name, value);
  response.set('date', new Date(desk.time.now()).toUTCString());
}

const longestWaitMs = 24 * HOUR_MS;

/**
 * Waits on the account's clock; ends early, without complaint, when the fake is closed.
 *
 * Whoever asked holds a simulated time still until it is answered, and could wait for ever for one that sleeps here. So
 * this sleep belongs to no task of ours but stands against the caller's; once the caller has gone it is our own.
 */
async function wait(
  service: Service,
  response: Response,
  how: { readonly ms: number; readonly isForCaller: boolean },
): Promise<void> {
  const { time } = service.desk;
  const gone = new AbortController();
  const signal = how.isForCaller ? AbortSignal.any([service.life(), gone.signal]) : service.life();
  const slept = time.sleepUntil(time.now() + Math.min(how.ms, longestWaitMs), signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  const onGone = (): void => {
    if (!how.isForCaller) void time.task(() => slept);
    gone.abort();
  };
  response.once('close', onGone);
  await slept;
  response.off('close', onGone);
}
