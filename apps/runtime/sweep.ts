import type { Instant } from '#core/time.ts';
import { tagNames } from '#core/effect/names.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { Engine } from './engine.ts';
import { codeOf, type Log } from './log.ts';
import type { Desk } from './shell.ts';

export interface SweepOptions {
  readonly time: Timekeeper;
  readonly log: Log;
  readonly engine: Engine;
  readonly everyMs: number;
  /** How far back the first sweep reads, when nothing is remembered. */
  readonly lookBackMs: number;
}

/** One desk's sweep: what it found out last, for the readiness page. */
export interface Sweep {
  /** Sweeps until aborted. */
  keepSweeping(signal: AbortSignal): Promise<void>;
  /** When a sweep last came through to its end. */
  readonly sweptAt: Instant | undefined;
}

/** A page has up to 1,000 tickets: this many pages are a bound, not a plan. */
const mostPages = 10_000;

/**
 * The truth behind the hints: every ticket that changed since the last sweep is looked at again. A process that
 * remembers nothing begins with the complaints still open, by their tag, and with what changed lately.
 */
export function createSweep(desk: Desk, options: SweepOptions): Sweep {
  const { time, log, engine } = options;
  let sweptAt: Instant | undefined;
  let cursor: string | undefined;
  let openFound = false;

  const sweepChanges = async (signal: AbortSignal): Promise<void> => {
    for (let page = 0; page < mostPages; page += 1) {
      const from = cursor ?? { sinceAt: time.now() - options.lookBackMs };
      const changes = await desk.source.changesSince(from, signal);
      for (const ref of changes.tickets) {
        await engine.room(signal);
        engine.enqueue(ref);
      }
      cursor = changes.cursor;
      if (!changes.more) return;
    }
  };

  const findOpen = async (signal: AbortSignal): Promise<void> => {
    let at: string | undefined;
    let count = 0;
    for (let page = 0; page < mostPages; page += 1) {
      const found = await desk.source.tagged(tagNames.open, at, signal);
      for (const ref of found.tickets) {
        await engine.room(signal);
        engine.enqueue(ref);
      }
      count += found.tickets.length;
      at = found.cursor;
      if (!found.more) break;
    }
    openFound = true;
    log.info('open complaints found again', { desk: desk.account, count });
  };

  const once = async (signal: AbortSignal): Promise<void> => {
    try {
      if (!openFound) await findOpen(signal);
      await sweepChanges(signal);
      sweptAt = time.now();
    } catch (error) {
      // A cursor that the helpdesk no longer knows: begin again from some days back, never from nothing.
      if (error instanceof IntegrationError && error.reason === 'rejected') cursor = undefined;
      if (!signal.aborted) log.warn('sweep failed', { desk: desk.account, code: codeOf(error) });
    }
  };

  return {
    keepSweeping: (signal) =>
      time.task(async () => {
        while (!signal.aborted) {
          await once(signal);
          await time.sleepUntil(time.now() + options.everyMs, signal).catch(() => undefined);
        }
      }),
    get sweptAt() {
      return sweptAt;
    },
  };
}
