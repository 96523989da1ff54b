import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';

/** Nothing but our own files, no inline code or style, nobody may frame us. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  // The panel stands at the machine's other name, so that it is as foreign to the page as it is to a helpdesk.
  'frame-src http://localhost:* http://127.0.0.1:*',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Headers that hold a browser to the least the page needs. */
export function pageHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'content-security-policy': contentPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  next();
}

/** The bundled page. Where it was not built, says how to build it. */
export function servePage(folder: string): Router {
  const router = express.Router();
  router.use(express.static(folder, { index: 'index.html', dotfiles: 'ignore', cacheControl: false, redirect: false }));
  router.get('/', (_request, response) => {
    response
      .status(503)
      .type('text')
      .send('The page is not built yet. Run: npx vite build --config apps/sandbox/vite.config.ts\n');
  });
  return router;
}
