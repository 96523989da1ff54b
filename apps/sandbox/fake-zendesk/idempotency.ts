import { createHash } from 'node:crypto';
import { HOUR_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { badRequest } from './call.ts';

const livesMs = 2 * HOUR_MS;
const longest = 255;
const mostKeys = 1000;

/** The endpoint answers a repeated `Idempotency-Key` as it did before, without doing the work again, for two hours. */
export function idempotent(endpoint: Endpoint): Endpoint {
  const known = new Map<string, { readonly at: Instant; readonly body: string; readonly answer: Answer }>();
  return {
    ...endpoint,
    answer: (call) => {
      const key = call.header('idempotency-key');
      if (key === undefined || key === '') return endpoint.answer(call);
      if (key.length > longest) throw badRequest('IdempotentRequestError', 'Idempotency key is too long');
      const now = call.desk.time.now();
      const body = bodyHash(call);
      const before = known.get(key);
      if (before !== undefined && now - before.at <= livesMs) {
        if (before.body !== body) {
          throw badRequest(
            'IdempotentRequestError',
            'Request parameters are different from those of the first request',
          );
        }
        return marked(before.answer, 'hit');
      }
      const answer = endpoint.answer(call);
      if (known.size >= mostKeys) known.clear();
      known.set(key, { at: now, body, answer });
      return marked(answer, 'miss');
    },
  };
}

function bodyHash(call: Call): string {
  return createHash('sha256').update(JSON.stringify(call.body)).digest('hex');
}

function marked(answer: Answer, lookup: 'hit' | 'miss'): Answer {
  return { ...answer, headers: { ...answer.headers, 'x-idempotency-lookup': lookup } };
}
