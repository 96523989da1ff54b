import { AsyncLocalStorage } from 'node:async_hooks';
import type { Http, HttpAnswer, HttpOptions, HttpRequest } from '#integrations/http.ts';
import { createHttp } from '#integrations/http.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { FailureReason } from '#integrations/errors.ts';
import { urgencyOf, type Pace, type Urgency } from '#integrations/pace.ts';
import { freshdeskDraws, freshdeskReadings } from './budgets.ts';

/** Calls that wait together when one of them is told to: lists, searches, updates of tickets, all else. */
export type Lane = 'list' | 'search' | 'update' | 'api';

export interface CallHow {
  readonly lane: Lane;
  readonly signal: AbortSignal;
  /** Whether it is part of what a claim is held for. */
  readonly isBegun?: boolean | undefined;
  /** Called when the request is about to be sent, each time it is: it may have waited. */
  readonly sending?: (() => void) | undefined;
}

/** What is wrong with one field of a write, by the account's own name for the field and a code of a closed list. */
export interface FieldRefusal {
  readonly field: string;
  readonly code: string;
}

/** A write that the account's form refused, which is an answer: it says what a person has to mend. */
export interface FormRefusal {
  readonly refused: readonly FieldRefusal[];
}

/** One account's API, paced. Paths are below `/api/v2/`. */
export interface FreshdeskCalls {
  get(path: string, query: HttpRequest['query'], how: CallHow): Promise<HttpAnswer>;
  write(
    request: { readonly method: 'POST' | 'PUT' | 'DELETE'; readonly path: string; readonly body?: unknown },
    how: CallHow,
  ): Promise<HttpAnswer | FormRefusal>;
}

const root = '/api/v2/';

/** @param options.http everything about the connection but what statuses mean */
export function createFreshdeskCalls(options: {
  readonly http: Omit<HttpOptions, 'reasonOf' | 'platform'>;
  readonly pace: Pace;
  readonly urgency: Urgency;
}): FreshdeskCalls {
  const { pace, urgency } = options;
  // Which request a refusal answers: many are under way, and an error tells the reason only.
  const refusals = new AsyncLocalStorage<{ fields: readonly FieldRefusal[] } | undefined>();
  const reasonOf = (status: number, body: unknown): FailureReason | undefined => {
    const here = refusals.getStore();
    if (here !== undefined && status === 400) here.fields = readRefusals(body);
    // Deleted and spam tickets, which may come back but take no writing until then.
    return status === 405 ? 'closed' : undefined;
  };
  const http: Http = createHttp({ ...options.http, platform: 'freshdesk', reasonOf });
  const send = (
    request: HttpRequest,
    { lane, signal, isBegun, sending }: CallHow,
    here?: { fields: readonly FieldRefusal[] },
  ): Promise<HttpAnswer> => {
    const isSweep = lane === 'list' || lane === 'search';
    const draws = freshdeskDraws(request);
    const call = { lane, urgency: isSweep ? 'sweep' : urgencyOf(urgency, isBegun), draws } as const;
    return pace.run(call, signal, (hear) => {
      sending?.();
      // When its turn comes it is a stranger's: it is told again whose refusal it would be.
      return refusals.run(here, () =>
        http.send({ ...request, onHead: (header) => hear(freshdeskReadings(header)) }, signal),
      );
    });
  };
  return {
    get: (path, query, how) => send({ method: 'GET', path: `${root}${path}`, query }, how),
    async write({ method, path, body }, how) {
      const here: { fields: readonly FieldRefusal[] } = { fields: [] };
      try {
        return await send({ method, path: `${root}${path}`, body }, how, here);
      } catch (cause) {
        const isRefusal = cause instanceof IntegrationError && cause.reason === 'rejected' && here.fields.length > 0;
        if (isRefusal) return { refused: here.fields };
        throw cause;
      }
    },
  };
}

const mostRefusals = 20;

/** `errors` of a 400, as far as they name a field and a code. Their messages are not read: they may quote what was sent. */
function readRefusals(body: unknown): readonly FieldRefusal[] {
  const { errors } = (typeof body === 'object' && body !== null ? body : {}) as { errors?: unknown };
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, mostRefusals).flatMap((error: unknown) => {
    if (typeof error !== 'object' || error === null) return [];
    const { field, code } = error as { field?: unknown; code?: unknown };
    return isName(field) && isName(code) ? [{ field, code }] : [];
  });
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.]{1,100}$/.test(value);
}
