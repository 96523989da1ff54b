import express, { type Router } from 'express';
import { toIso } from '#core/time.ts';
import type { Works } from '#apps/runtime/compose.ts';
import { metricsText, metricsType } from './metrics.ts';
import { pageHeaders, pendingData, pendingPage } from './pending-page.ts';

/**
 * `GET /healthz`: the process lives. `GET /readyz`: each desk was swept lately; 503 and why, where not. `GET /pending`:
 * which alerts are due and not posted, for people or as JSON. `GET /metrics`: the same for Prometheus.
 */
export function createHealth(works: Works, everyMs: number): Router {
  const { shell, engine, sweeps } = works;
  const router = express.Router();
  router.get('/metrics', (_request, response) => void response.type(metricsType).send(metricsText(works)));
  router.get('/pending', (request, response) => {
    const all = shell.pending.all();
    const now = shell.time.now();
    response.set(pageHeaders).vary('Accept');
    if (request.accepts(['html', 'json']) === 'json') response.json(pendingData(all, now));
    else response.type('html').send(pendingPage(all, now));
  });
  router.get('/healthz', (_request, response) => void response.json({ ok: true }));
  router.get('/readyz', (_request, response) => {
    // Two sweeps may be missed before anybody needs to worry.
    const lateBefore = shell.time.now() - 3 * everyMs - 60_000;
    const desks = shell.desks.map((desk, index) => {
      const sweptAt = sweeps[index]?.sweptAt;
      return {
        desk: `${desk.platform}:${desk.account}`,
        sweptAt: sweptAt === undefined ? null : toIso(sweptAt),
        ready: sweptAt !== undefined && sweptAt >= lateBefore,
      };
    });
    const ready = desks.every((desk) => desk.ready);
    response.status(ready ? 200 : 503).json({ ready, desks, waiting: engine.waiting, sleeping: engine.sleeping });
  });
  return router;
}
