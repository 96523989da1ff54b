import type { NextFunction, Request, Response } from 'express';

/**
 * Headers of a panel's own files, as a helpdesk hands them out. The page's policy stands in its `meta`; who may frame it can
 * be said here alone: the sandbox's page, which has the machine's other name.
 */
export function panelHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'content-security-policy': 'frame-ancestors http://localhost:* http://127.0.0.1:*',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.removeHeader('cross-origin-opener-policy');
  next();
}
