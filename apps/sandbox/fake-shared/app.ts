import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import express from 'express';
import type { Answer } from './answer.ts';
import type { Manner } from './serve.ts';
import { send } from './serve.ts';

/** What the HTTP face of an account is made of. */
export interface Face<E extends FaceEndpoint> {
  readonly manner: Manner;
  /** What comes before the body is read. */
  readonly first: RequestHandler;
  /** Whether a body is read as JSON although it does not say it is. */
  readonly readsAnything: boolean;
  readonly endpoints: readonly E[];
  readonly serve: (endpoint: E, request: Request, response: Response) => Promise<void>;
  readonly count: (endpoint: string) => void;
  readonly unknownPath: Answer;
  readonly unreadable: Answer;
  /** The sandbox's own failure, for which there is nothing to imitate. */
  readonly failed: (error: unknown) => Answer;
}

/** Below `/api/v2`. */
export interface FaceEndpoint {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
}

/** The account's endpoints below `/api/v2`, and `/sandbox/faults`, which tells what was set to go wrong. */
export function createFace<E extends FaceEndpoint>(face: Face<E>): Express {
  const { manner, count } = face;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(face.first);
  app.use(express.json({ limit: '1mb', ...(face.readsAnything ? { type: () => true } : {}) }));
  app.get('/sandbox/faults', (_request, response) => {
    const dial = manner.faults.dial();
    const isSet = Object.keys(dial).length > 0;
    send(manner, response, { status: 200, body: { faults: manner.faults.describe(), ...(isSet ? { dial } : {}) } });
  });
  for (const endpoint of face.endpoints) {
    app[endpoint.method](`/api/v2${endpoint.path}`, async (request, response) => {
      count(`${endpoint.method.toUpperCase()} ${endpoint.path}`);
      await face.serve(endpoint, request, response);
    });
  }
  app.use((_request, response) => {
    count('unknown');
    send(manner, response, face.unknownPath);
  });
  const onError: ErrorRequestHandler = (error: unknown, _request, response, _next) =>
    send(manner, response, error instanceof SyntaxError ? face.unreadable : face.failed(error));
  app.use(onError);
  return app;
}
