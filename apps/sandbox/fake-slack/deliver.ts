import { SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
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

export interface Outgoing {
  readonly url: string;
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one signed request to the app and waits three seconds for the answer, as one task of the timekeeper. */
export function deliver(out: Outgoing, secret: string, time: Timekeeper): Promise<Delivery> {
  return time.task(async () => {
    const startedAt = time.now();
    const answered = new AbortController();
    const sending = new AbortController();
    const limit = time.sleepUntil(startedAt + answerLimitMs, answered.signal).then(
      () => 'timeout' as const,
      () => 'stopped' as const,
    );
    const sent = send(out, secret, { startedAt, signal: sending.signal }).catch(() => 'unreachable' as const);
    const first = await Promise.race([sent, limit]);
    answered.abort();
    sending.abort();
    const ms = time.now() - startedAt;
    if (first === 'timeout' || first === 'unreachable' || first === 'stopped') {
      const problem = first === 'timeout' ? 'timeout' : 'unreachable';
      return { status: undefined, ms, ok: false, problem, body: '', noRetry: false };
    }
    return { ...first, ms, ok: first.status >= 200 && first.status < 300 };
  });
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
