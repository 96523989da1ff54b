import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Engine } from '#apps/runtime/engine.ts';
import { createBodyRoom } from '#apps/runtime/body-room.ts';
import type { Hook } from '#apps/runtime/hook.ts';
import { codeOf, type Log } from '#apps/runtime/log.ts';
import { SignatureError } from '#integrations/errors.ts';
import { readBody } from './body.ts';

/** Takes a request, or answers `false`: it is somebody else's. */
export type TakeRequest = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Their own payloads stay far below; what is larger is no hint. */
const mostBytes = 256 * 1_024;
/** What an account's webhooks that are not proven yet may take up together; real ones are some thousand bytes each. */
const mostBytesAtOnce = 8 * 1_024 * 1_024;
/** Seconds after which a helpdesk that was refused for want of room may come again; the next sweep finds the ticket, too. */
const comeAgainAfter = 30;
const below = '/webhooks/';

/**
 * Takes webhooks at `/webhooks/PLATFORM/ACCOUNT`: hints that name a ticket to read again, and nothing more.
 *
 * Proven on the raw bytes before anything of them is believed. What is not proven is answered with 401 and one constant
 * body, an account that is none of ours too; what is proven is answered 204 whatever it holds, because a webhook that
 * meets errors is switched off by its sender. Stands before the router: a storm of hints costs little more than HTTP.
 */
export function createWebhooks(on: {
  readonly hooks: readonly Hook[];
  readonly engine: Pick<Engine, 'enqueue'>;
  readonly log: Log;
}): TakeRequest {
  const { engine, log } = on;
  const doors = new Map(
    on.hooks.map((hook) => [
      `${below}${hook.platform}/${hook.account}`,
      { hook, room: createBodyRoom(mostBytesAtOnce) },
    ]),
  );
  const hint = (hook: Hook, request: IncomingMessage, rawBody: Buffer): void => {
    hook.prove(request.headers, rawBody);
    const id = hook.ticketId(rawBody);
    const { platform, account } = hook;
    if (id === undefined) log.info('webhook without a ticket', { desk: account });
    else engine.enqueue({ platform, account, id });
  };
  const refuse = (response: ServerResponse, error: unknown): void => {
    log.warn('request refused', { code: codeOf(error) });
    const unproven = error instanceof SignatureError;
    answer(response, unproven ? 401 : 400, unproven ? 'unauthorized' : 'refused');
  };
  return (request, response) => {
    const { method, url = '' } = request;
    if (method !== 'POST' || !url.startsWith(below)) return false;
    const door = doors.get(url) ?? doors.get(pathOf(url));
    if (door === undefined) {
      request.resume();
      refuse(response, new SignatureError('WEBHOOK_ACCOUNT_UNKNOWN', 'no such account here'));
      return true;
    }
    const { hook, room } = door;
    readBody(request, { mostBytes, room }, (rawBody) => {
      if (rawBody === 'no room') {
        log.warn('request refused', { code: 'WEBHOOK_NO_ROOM' });
        response.setHeader('retry-after', comeAgainAfter);
        answer(response, 503, 'refused');
        return;
      }
      if (rawBody === 'too large') {
        log.warn('request refused', { code: 'WEBHOOK_TOO_LARGE' });
        answer(response, 413, 'refused');
        return;
      }
      try {
        hint(hook, request, rawBody);
      } catch (error) {
        refuse(response, error);
        return;
      }
      response.writeHead(204).end();
    });
    return true;
  };
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/** One constant answer for what is refused: it tells a stranger nothing. */
function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
