import nodeZendesk from 'node-zendesk';
import type { ZendeskClient } from 'node-zendesk';
import type { Http, HttpAnswer, HttpRequest } from '#integrations/http.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { FailureReason } from '#integrations/errors.ts';
import { urgencyOf, type Pace, type Urgency } from '#integrations/pace.ts';
import { zendeskDraws, zendeskReadings } from './budgets.ts';

/** Calls that wait together when one of them is told to: exports, searches, the updates of one ticket, all else. */
export type Lane = 'export' | 'search' | 'api' | `updates of ${number}`;

export interface CallHow {
  readonly lane: Lane;
  readonly signal: AbortSignal;
  /** Whether it is part of what a claim is held for. */
  readonly isBegun?: boolean | undefined;
  /** The body as of the moment at which the request is sent, in place of the one it was made with: it may have waited. */
  readonly bodyNow?: (() => unknown) | undefined;
}

/** One account's API, paced: directly, or through node-zendesk on the same transport. */
export interface ZendeskCalls {
  /** @param path below `/api/v2/`, with its `.json` where the API has it */
  get(path: string, query: HttpRequest['query'], how: CallHow): Promise<HttpAnswer>;
  /**
   * One call of node-zendesk: its answer as it gives it, and the whole answer as it came.
   *
   * It never sees the credential, follows no link, and what it would make of a failure is not asked: errors are ours.
   */
  client(
    how: CallHow,
    use: (client: ZendeskClient) => Promise<unknown>,
  ): Promise<{ readonly value: unknown; readonly answer: HttpAnswer }>;
}

/** Making things, which may be asked for again. */
export interface ZendeskPosts {
  /** Makes something, once for each key: a repeated call is answered as the first was. */
  postOnce(path: string, made: { readonly key: string; readonly body: unknown }, how: CallHow): Promise<HttpAnswer>;
}

export interface ZendeskCallsOptions {
  readonly http: Http;
  readonly pace: Pace;
  readonly origin: string;
  readonly urgency: Urgency;
}

const root = '/api/v2/';

export function createZendeskCalls({ http, pace, origin, urgency }: ZendeskCallsOptions): ZendeskCalls & ZendeskPosts {
  const send = (request: HttpRequest, how: CallHow): Promise<HttpAnswer> =>
    sendPaced({ http, pace, urgency }, request, how);
  return {
    get: (path, query, how) => send({ method: 'GET', path: `${root}${path}`, query }, how),
    postOnce: (path, { key, body }, how) =>
      send({ method: 'POST', path: `${root}${path}`, body, idempotencyKey: key }, how),
    async client(how, use) {
      let answer: HttpAnswer | undefined;
      const transport = async (address: string, request: NodeRequest): Promise<HttpAnswer> => {
        if (answer !== undefined) throw new IntegrationError('zendesk', 'rejected', { message: 'one call, one page' });
        answer = await send(toOurs(origin, address, request), how);
        return answer;
      };
      const value = await use(clientOn(origin, transport));
      if (answer === undefined) throw new IntegrationError('zendesk', 'rejected', { message: 'nothing was asked' });
      return { value, answer };
    },
  };
}

/** One request when its turn has come: it takes from the budgets its path belongs to, and tells what its answer says of them. */
export function sendPaced(
  { http, pace, urgency }: Pick<ZendeskCallsOptions, 'http' | 'pace' | 'urgency'>,
  request: HttpRequest,
  { lane, signal, isBegun, bodyNow }: CallHow,
): Promise<HttpAnswer> {
  const draws = zendeskDraws(request);
  const isSweep = lane === 'export' || lane === 'search';
  const call = { lane, urgency: isSweep ? 'sweep' : urgencyOf(urgency, isBegun), draws } as const;
  return pace.run(call, signal, (hear) =>
    http.send(
      {
        ...request,
        body: bodyNow === undefined ? request.body : bodyNow(),
        onHead: (header) => {
          hear(zendeskReadings(header, draws));
          request.onHead?.(header);
        },
      },
      signal,
    ),
  );
}

/** What a 422 says of a ticket whose status we never send: it is closed, and closed tickets take no update. */
export function zendeskReason(status: number, body: unknown): FailureReason | undefined {
  if (status !== 422 || typeof body !== 'object' || body === null) return undefined;
  const { details } = body as { details?: unknown };
  return typeof details === 'object' && details !== null && Object.hasOwn(details, 'status') ? 'closed' : undefined;
}

interface NodeRequest {
  readonly method: HttpRequest['method'];
  readonly body?: unknown;
}

function clientOn(
  origin: string,
  transportFn: (address: string, request: NodeRequest) => Promise<HttpAnswer>,
): ZendeskClient {
  return nodeZendesk.createClient({
    endpointUri: `${origin}${root.slice(0, -1)}`,
    // The transport adds the real ones; without any it does not start.
    oauth: true,
    token: 'added-by-the-transport',
    throwOriginalException: true,
    transportConfig: { transportFn, responseAdapter: toTheirs },
  });
}

/** node-zendesk gives whole addresses: only the path and query of our own origin are taken over. */
function toOurs(origin: string, address: string, { method, body }: NodeRequest): HttpRequest {
  const url = URL.parse(address);
  if (url?.origin !== origin)
    throw new IntegrationError('zendesk', 'rejected', { message: 'not an address of this account' });
  return {
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined,
  };
}

/** The answer without links, which node-zendesk would follow, and without Retry-After, for which it gives up a good answer. */
function toTheirs(answer: HttpAnswer): unknown {
  const body =
    typeof answer.body === 'object' && answer.body !== null && !Array.isArray(answer.body)
      ? { ...answer.body, next_page: null, links: {} }
      : answer.body;
  return {
    status: answer.status,
    statusText: '',
    headers: { get: (name: string) => (name === 'content-type' ? 'application/json' : null) },
    json: () => Promise.resolve(body),
  };
}
