import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';

/** Headers and body of one request have to be there within this; whoever drips them is answered 408 and cut off. */
const requestLimitMs = 10_000;
/** How often that is looked at; Node's own choice of 30 seconds would make 40 of our 10. */
const lookEveryMs = 1_000;

/** An HTTP server that waits for nobody longer than it must. Not listening yet. */
export function createListener(take: RequestListener, limitMs: number = requestLimitMs): Server {
  return createServer(
    {
      requestTimeout: limitMs,
      headersTimeout: limitMs,
      connectionsCheckingInterval: Math.min(lookEveryMs, limitMs / 4),
      // Longer than those in front of a server keep their connections: a request must not meet a closing one.
      keepAliveTimeout: 75_000,
    },
    take,
  );
}
