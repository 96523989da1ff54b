import type { Instant } from '#core/time.ts';
import { tagNames } from '#core/effect/names.ts';
import type { FoundPage, Timekeeper } from '#integrations/contract.ts';
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
 * remembers nothing begins with all that is still open, complaint or not, and with what changed lately: however long it
 * was away, nothing that waits for an answer is forgotten.
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
    const tagged = await findAll((at) => desk.source.tagged(tagNames.open, at, signal), engine, signal);
    const unsolved = await findAll((at) => desk.backlog.unsolved(at, signal), engine, signal);
    openFound = true;
    log.info('found again what is open', { desk: desk.account, count: Math.max(tagged, unsolved) });
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

type NextPage = (cursor: string | undefined) => Promise<FoundPage>;

/** Has everything that a search finds looked at; answers how much that was. */
async function findAll(next: NextPage, engine: Engine, signal: AbortSignal): Promise<number> {
  let at: string | undefined;
  let count = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const found = await next(at);
    for (const ref of found.tickets) {
      await engine.room(signal);
      engine.enqueue(ref);
    }
    count += found.tickets.length;
    at = found.cursor;
    if (!found.more) break;
  }
  return count;
}
