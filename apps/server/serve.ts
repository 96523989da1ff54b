import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Policy } from '#core/policy/policy.ts';
import { SignatureError } from '#integrations/errors.ts';
import { compose, type Surroundings } from '#apps/runtime/compose.ts';
import type { Environment } from '#apps/runtime/env.ts';
import { codeOf, type Log } from '#apps/runtime/log.ts';
import { createHealth } from './health.ts';
import { createListener } from './listener.ts';
import { createSlackSide } from './slack-side.ts';
import { createWebhooks } from './webhooks.ts';

export interface Server {
  readonly port: number;
  /** Takes nothing new, finishes what is in hand, and resolves when all of it has ended. */
  close(): Promise<void>;
}

/** What is still in hand after this is aborted; the next start finds it again. */
const graceMs = 20_000;
/** For answers that are on their way. */
const farewellMs = 2_000;

/** Starts the server: webhooks, sweeps, wake-ups, Slack, health. Resolves when it listens. */
export async function serve(environment: Environment, policy: Policy, on: Surroundings): Promise<Server> {
  const { time, log } = on;
  const works = compose(environment, policy, on);
  const { engine, sweeps } = works;
  const { zendesk, freshdesk } = environment;
  if (zendesk?.baseUrl !== undefined || freshdesk?.baseUrl !== undefined)
    log.warn('test hosts are allowed: this is no place for real tickets');

  const stopping = new AbortController();
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(createHealth(works, environment.sweepEveryMs));
  const slackSide = createSlackSide(environment, works, { time, log, stopping: stopping.signal });
  app.use('/slack/events', slackSide);
  app.use(refuse(log));

  const takeWebhook = createWebhooks({ hooks: works.hooks, engine, log });
  const listener = createListener((request, response) => {
    if (!takeWebhook(request, response)) app(request, response);
  });
  listener.listen(environment.port);
  await new Promise<void>((resolve, reject) => listener.once('listening', resolve).once('error', reject));
  const loops = [
    engine.keepTime(stopping.signal),
    works.tellRoundUps(stopping.signal),
    ...sweeps.map((sweep) => sweep.keepSweeping(stopping.signal)),
  ];
  const { port } = listener.address() as AddressInfo;
  log.info('listening', { port });
  return {
    port,
    async close() {
      const closed = new Promise((resolve) => listener.close(resolve));
      stopping.abort(new Error('the server is stopping'));
      await engine.stop(graceMs);
      await Promise.allSettled(loops);
      await Promise.all(sweeps.map((sweep) => sweep.settle()));
      listener.closeIdleConnections();
      const gone = new AbortController();
      const farewell = time.sleepUntil(time.now() + farewellMs, gone.signal).catch(() => undefined);
      await Promise.race([closed, farewell]);
      gone.abort(new Error('all have gone'));
      // Whoever still has not sent a whole request does not keep the process.
      listener.closeAllConnections();
      await closed;
      log.info('stopped');
    },
  };
}

/** One constant answer for what is refused: it tells a stranger nothing. */
function refuse(log: Log) {
  return (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    log.warn('request refused', { code: codeOf(error) });
    const unsigned = error instanceof SignatureError;
    const tooLarge = typeof error === 'object' && error !== null && 'status' in error && error.status === 413;
    response
      .status(unsigned ? 401 : tooLarge ? 413 : 400)
      .type('text/plain')
      .send(unsigned ? 'unauthorized' : 'refused');
  };
}
