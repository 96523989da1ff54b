import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Timekeeper } from '#integrations/contract.ts';
import { SignatureError } from '#integrations/errors.ts';
import { verifyZendeskWebhook, webhookTicketId } from '#integrations/zendesk/signature.ts';
import type { Engine } from '#apps/runtime/engine.ts';
import type { Log } from '#apps/runtime/log.ts';

export interface WebhookOptions {
  readonly account: string;
  readonly secrets: readonly string[];
  readonly time: Timekeeper;
  readonly engine: Engine;
  readonly log: Log;
}

/** Zendesk's own payloads stay far below; what is larger is no hint. */
const mostBytes = 256 * 1_024;

/**
 * Takes Zendesk's webhooks at `/webhooks/zendesk/ACCOUNT`: hints that name a ticket to read again, and nothing more.
 *
 * Verified on the raw bytes before anything of them is believed. What is not verified is answered with 401 and one
 * constant body; what is verified is answered 204 whatever it holds, because a webhook that meets errors is switched
 * off by its sender.
 */
export function createZendeskWebhooks(options: WebhookOptions): Router {
  const { account, secrets, time, engine, log } = options;
  const router = express.Router();
  const receive = async (request: Request, response: Response): Promise<void> => {
    if (request.params['account'] !== account)
      throw new SignatureError('WEBHOOK_ACCOUNT_UNKNOWN', 'no such account here');
    const rawBody: unknown = request.body;
    const bytes = Buffer.isBuffer(rawBody) ? rawBody : Buffer.alloc(0);
    verifyZendeskWebhook({
      rawBody: bytes,
      signature: request.headers['x-zendesk-webhook-signature'],
      timestamp: request.headers['x-zendesk-webhook-signature-timestamp'],
      secrets,
      now: time.now(),
    });
    const id = webhookTicketId(bytes);
    if (id === undefined) log.info('webhook without a ticket');
    else engine.enqueue({ platform: 'zendesk', account, id });
    response.status(204).end();
  };
  router.post(
    '/webhooks/zendesk/:account',
    express.raw({ type: () => true, limit: mostBytes, inflate: false }),
    (request: Request, response: Response, next: NextFunction) => {
      receive(request, response).then(undefined, next);
    },
  );
  return router;
}
