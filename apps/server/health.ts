import express, { type Router } from 'express';
import { toIso } from '#core/time.ts';
import type { Works } from '#apps/runtime/compose.ts';

/** `GET /healthz`: the process lives. `GET /readyz`: each desk was swept lately; 503 and why, where not. */
export function createHealth({ shell, engine, sweeps }: Works, everyMs: number): Router {
  const router = express.Router();
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
