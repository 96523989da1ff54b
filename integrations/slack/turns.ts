import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '../contract.ts';

/** How many may pass in how long. */
export interface Pace {
  readonly count: number;
  readonly perMs: number;
}

/** Whether it became our turn; where not, how long until it could. */
export type Turn = { readonly granted: true } | { readonly granted: false; readonly retryAfterMs: number };

/** Lanes in which one waits for one's turn. A lane is as long as its callers are willing to wait, and no longer. */
export interface Turns {
  /** Waits for a turn that comes by `latestAt`; says so at once where none does. Rejects when aborted. */
  take(lane: string, latestAt: Instant, signal: AbortSignal): Promise<Turn>;
  /** Nobody passes before `untilAt`, those who wait already included. */
  hold(lane: string, untilAt: Instant): void;
}

interface Lane {
  /** The last turns given out, oldest first, some of them still to come. */
  readonly given: Instant[];
  heldUntilAt: Instant;
}

/** Lanes kept at once; idle ones are forgotten first. */
const mostLanes = 1_000;
/** A waiter is sent back by holds this often before it is told to come again. */
const mostSetbacks = 5;

/** Turns at one pace, each lane for itself. */
export function createTurns(pace: Pace, time: Timekeeper): Turns {
  const lanes = new Map<string, Lane>();

  const find = (name: string): Lane => {
    const lane = lanes.get(name) ?? { given: [], heldUntilAt: 0 };
    // Set anew, the lane becomes the youngest of the map.
    lanes.delete(name);
    lanes.set(name, lane);
    if (lanes.size > mostLanes) {
      for (const [other, { given, heldUntilAt }] of lanes) {
        if (heldUntilAt <= time.now() && (given.at(-1) ?? 0) + pace.perMs <= time.now()) lanes.delete(other);
        if (lanes.size <= mostLanes) break;
      }
    }
    return lane;
  };

  const nextAt = ({ given, heldUntilAt }: Lane): Instant =>
    Math.max(time.now(), heldUntilAt, given.length < pace.count ? 0 : (given[0] ?? 0) + pace.perMs);

  return {
    async take(name, latestAt, signal) {
      signal.throwIfAborted();
      const lane = find(name);
      for (let setback = 0; setback < mostSetbacks; setback += 1) {
        const at = nextAt(lane);
        if (at > latestAt) break;
        lane.given.push(at);
        if (lane.given.length > pace.count) lane.given.shift();
        if (at > time.now()) await time.sleepUntil(at, signal);
        if (lane.heldUntilAt <= time.now()) return { granted: true };
      }
      return { granted: false, retryAfterMs: Math.max(1, nextAt(lane) - time.now()) };
    },
    hold(name, untilAt) {
      const lane = find(name);
      lane.heldUntilAt = Math.max(lane.heldUntilAt, untilAt);
    },
  };
}
