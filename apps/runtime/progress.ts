import type { Instant } from '#core/time.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Log } from './log.ts';
import type { StatusLine } from './status-line.ts';

/** How far a long piece of work has come. */
export interface Come {
  readonly desk: string;
  readonly count: number;
  /** How many there are, where that is known; about. */
  readonly total: number | undefined;
}

/** Shows a person that a long piece of work goes on, how fast, and how long it will take. */
export interface Progress {
  show(come: Come): void;
  /** The work is done, on so many in all: where a row stood, a line that stays says so. */
  end(count: number): void;
}

const logEveryMs = 10 * SECOND_MS;
const lineEveryMs = SECOND_MS;

/** @param on.terminal where a person looks; without one there is a line in the log every ten seconds */
export function createProgress(on: {
  readonly time: Timekeeper;
  readonly log: Log;
  readonly terminal: StatusLine | undefined;
}): Progress {
  const { time, log, terminal } = on;
  let first: { readonly count: number; readonly at: Instant } | undefined;
  let shownAt: Instant | undefined;
  let shown: string | undefined;
  return {
    show(come) {
      const { desk, count, total } = come;
      const now = time.now();
      first ??= { count, at: now };
      shownAt ??= now;
      if (now - shownAt < (terminal === undefined ? logEveryMs : lineEveryMs)) return;
      shownAt = now;
      // Against what it began with: what a killed process did took no time of ours.
      const perMs = (count - first.count) / Math.max(1, now - first.at);
      const leftMs = total === undefined || perMs <= 0 ? undefined : Math.max(0, Math.round((total - count) / perMs));
      const perMinute = Math.round(perMs * MINUTE_MS);
      if (terminal === undefined) log.info('first sync', { desk, count, total, perMinute, leftMs });
      else {
        shown = desk;
        terminal.show(desk, lineOf(come, perMinute, leftMs));
      }
    },
    end(count) {
      if (shown !== undefined && first !== undefined) {
        const tookMs = time.now() - first.at;
        terminal?.show(shown, `${shown}: ${grouped(count)} tickets read, done in ${spanOf(tookMs)}`);
        terminal?.end(shown);
      }
      [first, shownAt, shown] = [undefined, undefined, undefined];
    },
  };
}

function lineOf({ desk, count, total }: Come, perMinute: number, leftMs: number | undefined): string {
  const of = total === undefined ? '' : ` of about ${grouped(total)}`;
  const left = leftMs === undefined ? '' : `, about ${spanOf(leftMs)} left`;
  // A narrow window cuts the end off: how long yet is what most people want to know.
  return `${desk}: ${grouped(count)}${of} tickets read${left}, ${grouped(perMinute)} a minute`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}

function spanOf(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.ceil(ms / SECOND_MS)} s`;
  if (ms < 2 * HOUR_MS) return `${Math.ceil(ms / MINUTE_MS)} min`;
  return `${Math.ceil(ms / HOUR_MS)} h`;
}
