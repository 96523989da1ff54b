import { SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { timedOut, withinLimit } from '#integrations/time-limit.ts';
import { signedHeaders } from './signature.ts';

/** Slack waits this long for an app's answer. */
export const answerLimitMs = 3 * SECOND_MS;
/** Characters of an answer that are read. */
const mostAnswer = 100_000;

/** What became of a request to the app. `problem` where no HTTP answer came. */
export interface Delivery {
  readonly status: number | undefined;
  /** Time it took, by the timekeeper. */
  readonly ms: number;
  /** Answered with 2xx in time. */
  readonly ok: boolean;
  readonly problem?: 'timeout' | 'unreachable';
  readonly body: string;
  readonly noRetry: boolean;
}

/** A request to the app, before it is signed. */
export interface Outgoing {
  readonly url: string;
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends one signed request to the app and waits three seconds for the answer. Until it is there the request counts as in
 * hand, so that a simulated time does not run ahead of it.
 */
export async function deliver(out: Outgoing, secret: string, time: Timekeeper): Promise<Delivery> {
  const startedAt = time.now();
  const never = new AbortController().signal;
  const took = (): number => time.now() - startedAt;
  try {
    const answer = await withinLimit(time, answerLimitMs, never, (signal) => send(out, secret, { startedAt, signal }));
    return { ...answer, ms: took(), ok: answer.status >= 200 && answer.status < 300 };
  } catch (error) {
    const problem = error === timedOut ? 'timeout' : 'unreachable';
    return { status: undefined, ms: took(), ok: false, problem, body: '', noRetry: false };
  }
}

async function send(
  out: Outgoing,
  secret: string,
  { startedAt, signal }: { readonly startedAt: number; readonly signal: AbortSignal },
): Promise<{ readonly status: number; readonly body: string; readonly noRetry: boolean }> {
  const answer = await fetch(out.url, {
    method: 'POST',
    redirect: 'manual',
    signal,
    headers: { ...out.headers, 'Content-Type': out.contentType, ...signedHeaders(secret, out.body, startedAt) },
    body: out.body,
  });
  const body = (await answer.text()).slice(0, mostAnswer);
  return { status: answer.status, body, noRetry: answer.headers.get('x-slack-no-retry') === '1' };
}
