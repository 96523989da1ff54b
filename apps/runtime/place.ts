import { z } from 'zod';
import type { Instant } from '#core/time.ts';

/** Every ticket that changed until then was told of; `cursor` leads on from a little before. */
const changes = z.object({ cursor: z.string().min(1).optional(), untilAt: z.number() });
/** How far the tickets that nobody has solved were gone through. */
const backlog = z.object({
  isDone: z.boolean(),
  cursor: z.string().optional(),
  /** Those that are done, as an `IdSet` writes them. */
  done: z.string(),
  total: z.number().optional(),
});
const place = z.object({
  v: z.literal(1),
  judgedBy: z.string(),
  changes,
  backlog,
  owed: z.array(z.string().regex(/^[\w-]{1,40}$/)),
});

/**
 * How far one desk was gone through, as it is kept between starts. Losing it costs time and nothing else: a process
 * without it reads all that is open and what changed lately.
 *
 * It is whole by itself: what lies before it was looked at by the process that wrote it, or stands in its `owed`. So
 * several processes of one account may write theirs over each other's, and whoever goes on from any of them leaves
 * nothing out: what another still owed has been looked at here, is owed here too, or lies behind this place.
 */
export interface Place {
  /** What judged, and where it differs tickets that were no complaints may be some now. */
  readonly judgedBy: string;
  readonly changes: { readonly cursor: string | undefined; readonly untilAt: Instant };
  readonly backlog: {
    readonly isDone: boolean;
    readonly cursor: string | undefined;
    readonly done: string;
    readonly total: number | undefined;
  };
  /** Tickets before that place that still have to be looked at. */
  readonly owed: readonly string[];
}

export function placeKey(desk: { readonly platform: string; readonly account: string }): string {
  return `place.${desk.platform}.${desk.account}`;
}

/** `undefined` for a text that is no place, whatever it is. */
export function readPlace(text: string | undefined): Place | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = place.safeParse(value);
  if (!read.success) return undefined;
  const { changes, backlog, judgedBy, owed } = read.data;
  return {
    judgedBy,
    owed,
    changes: { cursor: changes.cursor, untilAt: changes.untilAt },
    backlog: { ...backlog, cursor: backlog.cursor, total: backlog.total },
  };
}

export function writePlace(reached: Place): string {
  return JSON.stringify({ v: 1, ...reached });
}
