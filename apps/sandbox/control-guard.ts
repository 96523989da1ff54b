import type { NextFunction, Request, Response } from 'express';

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const ownHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Lets nobody in but this machine, by its own name: a page from elsewhere that has its name pointed here
 * (DNS rebinding), or posts a form across origins, is refused.
 */
export function guard(request: Request, response: Response, next: NextFunction): void {
  const reason = refusal(request);
  if (reason === undefined) {
    next();
    return;
  }
  response.status(403).json({ error: { code: 'SANDBOX_LOOPBACK_ONLY', message: reason } });
}

function refusal(request: Request): string | undefined {
  const host = request.headers.host ?? '';
  if (!loopback.has(request.socket.remoteAddress ?? '')) return 'The sandbox answers this machine only.';
  if (!ownHost.test(host)) return 'Open the sandbox as http://localhost or http://127.0.0.1, with its port.';
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) return 'Requests from pages of another origin are refused.';
  return undefined;
}

/** Only JSON is read: what an HTML form can send across origins is not. */
export function jsonOnly(request: Request, response: Response, next: NextFunction): void {
  if (request.method !== 'POST' || request.is('application/json') === 'application/json') {
    next();
    return;
  }
  const message = 'Send a JSON body with the header content-type: application/json.';
  response.status(415).json({ error: { code: 'SANDBOX_NOT_JSON', message } });
}
