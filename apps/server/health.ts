import express, { type Request, type Response, type Router } from 'express';
import { toIso } from '#core/time.ts';
import type { Works } from '#apps/runtime/compose.ts';
import { metricsText, metricsType } from './metrics.ts';
import { pageHeaders, pendingData, pendingPage, type Notice } from './pending-page.ts';

/**
 * `GET /healthz`: the process lives. `GET /readyz`: each desk was swept lately; 503 and why, where not. `GET /pending`:
 * which alerts are due and not posted, for people or as JSON. `GET /metrics`: the same for Prometheus.
 */
export function createHealth(
  all: readonly [Works, ...Works[]],
  everyMs: number,
  noticesNow: () => Promise<readonly Notice[]> = async () => [],
): Router {
  const { time } = all[0].shell;
  const router = express.Router();
  router.get('/metrics', (_request, response) => void response.type(metricsType).send(metricsText(all)));
  const showPending = async (request: Request, response: Response): Promise<void> => {
    const notices = await noticesNow();
    const waiting = all.flatMap(({ shell }) => shell.pending.all()).toSorted((a, b) => a.since - b.since);
    const now = time.now();
    response.set(pageHeaders).vary('Accept');
    if (request.accepts(['html', 'json']) === 'json') response.json(pendingData(waiting, now, notices));
    else response.type('html').send(pendingPage(waiting, now, notices));
  };
  router.get('/pending', (request, response) => showPending(request, response));
  router.get('/healthz', (_request, response) => void response.json({ ok: true }));
  router.get('/readyz', (_request, response) => {
    // Two sweeps may be missed before anybody needs to worry.
    const lateBefore = time.now() - 3 * everyMs - 60_000;
    const ofWorks = ({ shell, sweeps }: Works) =>
      shell.desks.map((desk, index) => {
        const sweptAt = sweeps[index]?.sweptAt;
        return {
          desk: `${desk.platform}:${desk.account}`,
          sweptAt: sweptAt === undefined ? null : toIso(sweptAt),
          ready: sweptAt !== undefined && sweptAt >= lateBefore,
        };
      });
    const desks = all.flatMap(ofWorks);
    const ready = desks.every((desk) => desk.ready);
    const sum = (count: (works: Works) => number): number => all.reduce((total, works) => total + count(works), 0);
    const [waiting, sleeping] = [sum(({ engine }) => engine.waiting), sum(({ engine }) => engine.sleeping)];
    response.status(ready ? 200 : 503).json({ ready, desks, waiting, sleeping });
  });
  return router;
}
