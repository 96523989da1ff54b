import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createEmbeddedEngine } from '#apps/runtime/engine-embedded.ts';
import { zendeskHook } from '#apps/runtime/hooks.ts';
import { createLog } from '#apps/runtime/log.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { createListener } from '#apps/server/listener.ts';
import { createWebhooks } from '#apps/server/webhooks.ts';

/**
 * One of the servers that `webhook.bench.ts` loads, in a process of its own: `bare`, the least that can be done with
 * node:http to check the same signature; `ours`, as the product takes webhooks, its own proof of the sender, engine and
 * all, with runs that wait as long as a helpdesk takes; `express`, the same behind express; `raw`, behind `express.raw`,
 * as it is usually written.
 */
const [kind = 'bare', secret = ''] = process.argv.slice(2);
const time = createRealTime();
const log = createLog('silent');

function bare(): RequestListener {
  return (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const given = Buffer.from(String(request.headers['x-zendesk-webhook-signature']));
      const timestamp = String(request.headers['x-zendesk-webhook-signature-timestamp']);
      const expected = createHmac('sha256', secret).update(timestamp).update(Buffer.concat(parts)).digest('base64');
      const isOurs = given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
      response.writeHead(isOurs ? 204 : 401).end();
    });
  };
}

/** While the load lasts a run waits for the helpdesk, far longer than a hint takes; between two turns it waits for nobody. */
let runMs = 50;
const engine = createEmbeddedEngine({
  time,
  log,
  atOnce: 8,
  // Every hint finds room: to be dropped by a full queue would cost it less.
  mostWaiting: 1_000_000,
  run: async () => {
    if (runMs > 0) await time.sleepUntil(time.now() + runMs);
    return undefined;
  },
});
const hook = zendeskHook({ account: 'acme', webhookSecrets: [secret] }, time);

function ours(): RequestListener {
  const take = createWebhooks({ hooks: [hook], engine, log });
  const app = express();
  return (request, response) => {
    if (!take(request, response)) app(request, response);
  };
}

function behindExpress(): RequestListener {
  const take = createWebhooks({ hooks: [hook], engine, log });
  const app = express().disable('x-powered-by').disable('etag');
  app.use((request, response, next) => {
    if (!take(request, response)) next();
  });
  return app;
}

function raw(): RequestListener {
  const app = express();
  app.post('/webhooks/zendesk/:account', express.raw({ type: () => true, limit: 262_144 }), (request, response) => {
    const body = request.body as Buffer;
    hook.prove(request.headers, body);
    engine.enqueue({ platform: 'zendesk', account: 'acme', id: hook.ticketId(body) ?? '' });
    response.status(204).end();
  });
  return app;
}

const kinds: Readonly<Record<string, () => RequestListener>> = { bare, ours, express: behindExpress, raw };
const listen = kinds[kind] ?? bare;
const server = kind === 'bare' ? createServer(listen()) : createListener(listen());
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
const speak = (): void => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuUs: user + system, waiting: engine.waiting });
};
/** What one turn left in the queue is no burden of the next. */
async function drain(): Promise<void> {
  runMs = 0;
  while (engine.waiting > 0) await time.sleepUntil(time.now() + 10);
  runMs = 50;
}
process.on('message', (wish) => {
  if (wish === 'cpu') speak();
  else void drain().then(speak);
});
process.once('disconnect', () => process.exit(0));
