import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';
import { createBodyRoom } from '#apps/runtime/body-room.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { SignatureError } from '#integrations/errors.ts';
import { requestBytes } from '#integrations/slack/limits.ts';
import { verifySlackSignature } from '#integrations/slack/signature.ts';
import { readBody, type ReadBody } from './body.ts';
import { seeThrough, type ReportProblem } from './see-through.ts';

/** What the receiver works with. */
export interface SlackReceiverOptions {
  /** All that are in force: one, or two while it is being changed. `undefined`: it takes nothing, and has no route. */
  readonly signingSecrets: readonly string[] | undefined;
  readonly time: Timekeeper;
  readonly report: ReportProblem;
}

/** A receiver of Bolt's whose `router` takes the requests; it is to be mounted where Slack sends them. */
export interface SlackReceiver extends Receiver {
  readonly router: Router;
  /** Who takes what was proven. */
  init(app: Pick<App, 'processEvent'>): void;
}

/** What requests that are not proven yet may take up together; Slack's own are some thousand bytes each. */
const mostBytesAtOnce = 32 * 1_024 * 1_024;

/** The header's one value; `undefined` where it is absent or sent twice. */
function single(request: Request, name: string): string | undefined {
  const values = request.headersDistinct[name];
  return values?.length === 1 ? values[0] : undefined;
}

function isUnsignedCheck(body: ReadBody): boolean {
  return body.kind === 'form' && body.form['ssl_check'] === '1';
}

/** Answers once; what comes later has nobody to hear it. */
function createAck(response: Response): ReceiverEvent['ack'] {
  return async (answer?: unknown) => {
    if (response.headersSent) return;
    response.status(200);
    if (answer === undefined || answer === null || answer === '') response.end();
    else if (typeof answer === 'string') response.type('text/plain').send(answer);
    else response.json(answer);
  };
}

function readRetry(request: Request): Pick<ReceiverEvent, 'retryNum' | 'retryReason'> {
  const retryNum = Number.parseInt(single(request, 'x-slack-retry-num') ?? '', 10);
  const retryReason = single(request, 'x-slack-retry-reason');
  return {
    ...(Number.isNaN(retryNum) ? {} : { retryNum }),
    ...(retryReason === undefined ? {} : { retryReason }),
  };
}

/**
 * Takes Slack's requests over HTTP and hands them to Bolt.
 *
 * Bolt's own receivers ask the machine for the time and let signatures from the future pass; this one follows the
 * timekeeper and refuses both directions. Raw bytes are verified before anything of them is believed. What has no valid
 * signature gets 401 and one constant body; only the empty certificate check (`ssl_check=1`) is answered unsigned, and
 * nothing of it is read. A signed request is answered within three seconds whatever happens, and never with 5xx: Slack
 * would only send it again.
 */
export function createSlackReceiver({ signingSecrets, time, report }: SlackReceiverOptions): SlackReceiver {
  if (signingSecrets?.length === 0 || signingSecrets?.includes('') === true)
    throw new TypeError('a Slack signing secret is empty');
  let app: Pick<App, 'processEvent'> | undefined;
  const router = express.Router();
  const room = createBodyRoom(mostBytesAtOnce);

  const process = async (body: Record<string, unknown>, request: Request, response: Response): Promise<void> => {
    const event = { body, ack: createAck(response), ...readRetry(request) };
    await seeThrough(event, async () => await app?.processEvent(event), { time, report });
  };

  const receive = async (secrets: readonly string[], request: Request, response: Response): Promise<void> => {
    const raw: unknown = request.body;
    const rawBody = Buffer.isBuffer(raw) ? raw : Buffer.alloc(0);
    const body = readBody(request.headers['content-type'], rawBody);
    if (isUnsignedCheck(body)) return void response.status(200).end();
    verifySlackSignature({
      rawBody,
      timestamp: single(request, 'x-slack-request-timestamp'),
      signature: single(request, 'x-slack-signature'),
      secrets,
      now: time.wall(),
    });
    if (body.kind === 'refused') return void response.status(body.status).type('text/plain').send('refused');
    const { event } = body;
    if (event['type'] === 'url_verification') {
      return void response.json({ challenge: String(event['challenge']).slice(0, 1_000) });
    }
    await process(event, request, response);
  };

  if (signingSecrets !== undefined) {
    router.post(
      '/',
      (request: Request, _response: Response, next: NextFunction) => {
        // Slack sends again what it could not deliver; a person presses once more.
        room.enter(request, () => request.destroy());
        next();
      },
      express.raw({ type: () => true, limit: requestBytes, inflate: false }),
      (request: Request, response: Response, next: NextFunction) => {
        receive(signingSecrets, request, response).then(undefined, next);
      },
      answerRefused(report),
    );
  }
  return {
    router,
    init: (bolt) => {
      app = bolt;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
}

/** One constant body for each status: who has no signature learns nothing. Express knows it by its four parameters. */
function answerRefused(report: ReportProblem) {
  // oxlint-disable-next-line max-params
  return (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    const known = error instanceof SignatureError;
    const { status } = error as { readonly status?: unknown };
    report(known ? error.code : 'SLACK_REQUEST_REFUSED');
    if (response.headersSent) return;
    const answered = known ? 401 : status === 413 || status === 415 ? status : 400;
    response.status(answered).type('text/plain').send('refused');
  };
}
