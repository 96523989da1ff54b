import { fileURLToPath } from 'node:url';
import { toIso } from '#core/time.ts';
import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';
import { z } from 'zod';
import { createEvents } from './control-events.ts';
import { guard, jsonOnly } from './control-guard.ts';
import { pageHeaders, servePage } from './control-page.ts';
import { panelHeaders } from './control-panel.ts';
import {
  clockRequest,
  explainRequest,
  faultsRequest,
  panelRequest,
  pressRequest,
  replyRequest,
  serverRequest,
  slackRequest,
  statusRequest,
  tagsRequest,
  ticketRequest,
} from './control-requests.ts';
import { SandboxError } from './model.ts';
import type { SandboxModel } from './model.ts';

/** In a clone the page is bundled beside the sources; in a package it lies beside the program. */
const builtPage = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/sandbox' : './sandbox', import.meta.url),
);

/**
 * The sandbox's page and the routes below `/sandbox` that it and scripts use. To be mounted at the root of an express
 * application that listens on loopback.
 *
 * Bodies are JSON of at most 256 KiB. A refused request answers `{"error":{"code","message","issues"?}}`.
 *
 * @param pageFolder  where the bundled page lies; `dist/sandbox` of a clone unless given
 */
export function createControl(model: SandboxModel, pageFolder: string = builtPage): Router {
  const router = express.Router();
  router.use(guard, pageHeaders);
  router.use('/panels', panelHeaders);
  router.get('/panels/:platform/policy.json', ({ params }, response) =>
    response.json(model.panelPolicy(params.platform)),
  );
  router.use('/sandbox', jsonOnly, express.json({ limit: '256kb', strict: true }), createRoutes(model));
  router.use(servePage(pageFolder));
  router.use(answerError);
  return router;
}

function createRoutes(model: SandboxModel): Router {
  const router = express.Router();
  router.get('/state', (_request, response) => response.json(model.state()));
  router.get('/events', createEvents(model));
  router.get(
    '/explain',
    answering(200, async ({ query }) => model.explain(explainRequest.parse(query))),
  );
  for (const [path, act] of Object.entries(actions(model))) router.post(path, answering(200, act));
  router.post(
    '/tickets',
    answering(201, async ({ body }) => model.createTicket(ticketRequest.parse(body))),
  );
  router.use((request) => {
    throw new SandboxError(
      'SANDBOX_NO_SUCH_ROUTE',
      `There is no ${request.method} ${request.baseUrl}${request.path}.`,
      404,
    );
  });
  return router;
}

type Act = (request: Request) => Promise<unknown>;

/** Answers with what the act resolves to. A refusal goes the way of every error: express 5 awaits its handlers. */
function answering(status: number, act: Act): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    response.status(status).json(await act(request));
  };
}

function actions(model: SandboxModel): Readonly<Record<string, Act>> {
  const thenNow = async (acted: Promise<void>): Promise<unknown> => {
    await acted;
    return { now: model.clock().now };
  };
  return {
    '/clock': async ({ body }) => {
      await moveClock(model, clockRequest.parse(body));
      return model.clock();
    },
    '/reply': async ({ body }) => thenNow(model.reply(replyRequest.parse(body))),
    '/status': async ({ body }) => thenNow(model.changeStatus(statusRequest.parse(body))),
    '/tags': async ({ body }) => thenNow(model.changeTags(tagsRequest.parse(body))),
    '/press': async ({ body }) => thenNow(model.press(pressRequest.parse(body))),
    '/slack': async ({ body }) => ({ problems: await model.slack(slackRequest.parse(body)) }),
    '/helpdesk': async ({ body }) => model.panelRequest(panelRequest.parse(body)),
    '/faults': async ({ body }) => thenNow(model.faults(faultsRequest.parse(body))),
    '/server': async ({ body }) => {
      await (serverRequest.parse(body).do === 'kill' ? model.killServer() : model.startServer());
      return model.state().server;
    },
  };
}

async function moveClock(model: SandboxModel, asked: z.output<typeof clockRequest>): Promise<void> {
  if (asked.to !== undefined) {
    const { now } = model.clock();
    if (asked.to < Date.parse(now)) {
      throw new SandboxError(
        'SANDBOX_BACKWARDS',
        `Time only moves forward: it is ${now}, you asked for ${toIso(asked.to)}.`,
      );
    }
    await model.moveTo(asked.to);
    return;
  }
  if (asked.by !== undefined) {
    await model.moveBy(asked.by);
    return;
  }
  if (asked.speed !== undefined) model.setSpeed(asked.speed);
  if (asked.run !== undefined) model.setRunning(asked.run);
}

interface Refused {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

function refusedAs(error: unknown): Refused {
  if (error instanceof SandboxError) return error;
  if (error instanceof z.ZodError) {
    const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return {
      status: 400,
      code: 'SANDBOX_BAD_REQUEST',
      message: issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '),
      issues,
    };
  }
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large')
    return { status: 413, code: 'SANDBOX_TOO_LARGE', message: 'At most 256 KiB a request.' };
  if (type === 'entity.parse.failed')
    return { status: 400, code: 'SANDBOX_NOT_JSON', message: 'The body is not valid JSON.' };
  return { status: 500, code: 'SANDBOX_FAILED', message: 'The sandbox itself failed; its terminal says how.' };
}

function answerError(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  const { status, code, message, issues } = refusedAs(error);
  if (status === 500)
    process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  if (response.headersSent) {
    next(error);
    return;
  }
  response.status(status).json({ error: { code, message, ...(issues === undefined ? {} : { issues }) } });
}
