import type { Request, Response } from 'express';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Answer } from './answer.ts';
import type { Fault, FaultKind } from './fault.ts';
import type { Faults } from './faults.ts';
import { keepWaiting } from './wait.ts';

/** How a helpdesk answers, whatever the endpoint. */
export interface Manner {
  readonly time: Timekeeper;
  readonly faults: Faults;
  /** Cuts every wait short when the fake is closed. */
  readonly life: () => AbortSignal;
  /** What goes with every answer. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** What a text is sent as. */
  readonly textType: 'text/html' | 'text/plain';
  /** 429 without any `Retry-After`. */
  readonly tooMany: () => Answer;
  readonly broken: Answer;
  /** Of a database collision. */
  readonly collision: Answer;
}

const hangMs = 10 * MINUTE_MS;
const staleMs = 2 * MINUTE_MS;
const retryAfterMs = 5 * SECOND_MS;

/** A request with its answer to be. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

/**
 * Answers one request: what goes wrong first, then the work.
 *
 * @param work  is told how far behind the search index is, ms, where a fault says so; runs once or not at all
 */
export async function serveWithFaults(
  manner: Manner,
  { request, response }: Exchange,
  work: (staleSearchMs: number | undefined) => Answer,
): Promise<void> {
  const { lateMs, fault } = manner.faults.strike(request.method, request.originalUrl);
  if (lateMs > 0) {
    await keepWaiting(response, manner.time, { ms: lateMs, outlivesCaller: true, life: manner.life() });
  }
  const instead = fault === undefined ? undefined : refusalOf(fault, manner);
  if (instead !== undefined) {
    send(manner, response, instead);
    return;
  }
  const undone = (fault?.kind === 'hang' || fault?.kind === 'reset') && fault.after !== true;
  const answer = undone ? manner.broken : work(staleBy(manner, fault));
  await deliver(manner, response, { answer, fault });
}

function staleBy(manner: Manner, fault: Fault | undefined): number | undefined {
  return fault?.kind === 'stale-search' ? (fault.ms ?? staleMs) : manner.faults.dial().staleSearchMs;
}

/** Answers given without doing anything. */
function refusalOf(fault: Fault, manner: Manner): Answer | undefined {
  const refusals: Partial<Record<FaultKind, () => Answer>> = {
    '429': () => ({ ...manner.tooMany(), headers: retryAfter(fault) }),
    '429-without-retry-after': manner.tooMany,
    '500-before': () => manner.broken,
    '502': () => gatewayAnswer(502, 'Bad Gateway', {}),
    '503': () => gatewayAnswer(503, 'Service Temporarily Unavailable', retryAfter(fault)),
    conflict: () => manner.collision,
  };
  return refusals[fault.kind]?.();
}

function retryAfter({ ms = retryAfterMs }: Fault): Record<string, string> {
  return { 'retry-after': String(Math.ceil(ms / SECOND_MS)) };
}

function gatewayAnswer(status: number, reason: string, headers: Readonly<Record<string, string>>): Answer {
  const title = `${status} ${reason}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>`;
  return { status, body, headers: { ...headers, 'content-type': 'text/html' } };
}

async function deliver(
  manner: Manner,
  response: Response,
  { answer, fault }: { readonly answer: Answer; readonly fault: Fault | undefined },
): Promise<void> {
  if (fault?.kind === 'hang') {
    const wait = { ms: fault.ms ?? hangMs, outlivesCaller: false, life: manner.life() };
    await keepWaiting(response, manner.time, wait);
  }
  if (fault?.kind === 'hang' || fault?.kind === 'reset') response.destroy();
  else if (fault?.kind === 'half-answer') sendHalf(manner, response, { answer, chunked: fault.chunked === true });
  else send(manner, response, fault?.kind === '500-after' ? manner.broken : answer);
}

/** Sends an answer, dated by the account's own clock. */
export function send(manner: Pick<Manner, 'time' | 'headers' | 'textType'>, response: Response, answer: Answer): void {
  if (response.destroyed) return;
  head(manner, response, answer);
  const { body } = answer;
  if (body === undefined) {
    response.end();
    return;
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (!response.hasHeader('content-type')) {
    response.setHeader(
      'content-type',
      `${typeof body === 'string' ? manner.textType : 'application/json'}; charset=utf-8`,
    );
  }
  response.setHeader('content-length', Buffer.byteLength(text));
  response.end(text);
}

function sendHalf(
  manner: Manner,
  response: Response,
  { answer, chunked }: { readonly answer: Answer; readonly chunked: boolean },
): void {
  if (response.destroyed) return;
  const whole = JSON.stringify(answer.body ?? {});
  head(manner, response, answer);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  // Without a length Node sends chunks, and cuts before the last one.
  if (!chunked) response.setHeader('content-length', Buffer.byteLength(whole));
  response.write(whole.slice(0, Math.ceil(whole.length / 2)), () => response.destroy());
}

function head(manner: Pick<Manner, 'time' | 'headers'>, response: Response, answer: Answer): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(manner.headers())) response.setHeader(name, value);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.setHeader('date', new Date(manner.time.now()).toUTCString());
}
