import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRef } from '#core/ticket.ts';
import { SignatureError } from '#integrations/errors.ts';
import type { Surroundings, Works } from '#apps/runtime/compose.ts';
import { ConfigError } from '#apps/runtime/config-error.ts';
import type { Environment } from '#apps/runtime/env.ts';
import { codeOf, type Log } from '#apps/runtime/log.ts';
import { createHealth } from './health.ts';
import { createInHand } from './in-hand.ts';
import { createListener } from './listener.ts';
import { openSlackDoor } from './slack-door.ts';
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
export async function serve(environment: Environment, policy: Policy, surroundings: Surroundings): Promise<Server> {
  const time = createInHand(surroundings.time);
  const on = { ...surroundings, time };
  const { log } = on;
  const stopping = new AbortController();
  const door = openSlackDoor(environment, policy, { ...on, stopping: stopping.signal });
  const { works } = door;
  const sweeps = works.flatMap((one) => one.sweeps);
  const { zendesk, freshdesk } = environment;
  if ([...zendesk, ...freshdesk].some(({ baseUrl }) => baseUrl !== undefined))
    log.warn('test hosts are allowed: this is no place for real tickets');

  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(createHealth(works, environment.sweepEveryMs, () => door.notices()));
  app.use('/slack', door.router);
  app.use(refuse(log));

  const hooks = works.flatMap((one) => one.hooks);
  const takeWebhook = createWebhooks({
    hooks,
    engine: { enqueue: (ref) => worksOf(ref, works)?.engine.enqueue(ref) },
    log,
  });
  const listener = createListener((request, response) => {
    if (!takeWebhook(request, response)) app(request, response);
  });
  listener.listen(environment.port);
  await listening(listener, environment.port);
  const loops = [
    ...works.map(({ engine }) => engine.keepTime(stopping.signal)),
    ...works.map((one) => one.tellRoundUps(stopping.signal)),
    door.keepConnected(stopping.signal),
    ...sweeps.map((sweep) => sweep.keepSweeping(stopping.signal)),
  ];
  const { port } = listener.address() as AddressInfo;
  log.info('listening', { port });
  return {
    port,
    async close() {
      const closed = new Promise((resolve) => listener.close(resolve));
      stopping.abort(new Error('the server is stopping'));
      await Promise.all(works.map(({ engine }) => engine.stop(graceMs)));
      await Promise.allSettled(loops);
      await Promise.all(sweeps.map((sweep) => sweep.settle()));
      listener.closeIdleConnections();
      const gone = new AbortController();
      const farewell = time.sleepUntil(time.now() + farewellMs, gone.signal).catch(() => undefined);
      // Whoever pressed something is told yet what it came to.
      await Promise.race([Promise.all([closed, time.idle()]), farewell]);
      gone.abort(new Error('all have gone'));
      // Whoever still has not sent a whole request does not keep the process.
      listener.closeAllConnections();
      await closed;
      log.info('stopped');
    },
  };
}

function worksOf({ platform, account }: TicketRef, all: readonly Works[]): Works | undefined {
  return all.find(({ shell }) => shell.desks.some((desk) => desk.platform === platform && desk.account === account));
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

/** @throws {ConfigError} the port is taken, or not for us to have */
async function listening(listener: HttpServer, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => listener.once('listening', resolve).once('error', reject)).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.syscall !== 'listen') throw cause;
      const message = `${port} cannot be had (${cause.code ?? 'it is refused'})`;
      throw new ConfigError('SETTINGS_INVALID', [{ path: 'PORT', message, suggestion: 'choose another' }], cause);
    },
  );
}
