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
  /**
   * Waits for a turn that comes by `latestAt`; says so at once where none does, and to each who is sent away another time
   * to come again. Accounts take turns; of one account, who is urgent goes before all who are not. Rejects when aborted.
   */
  take(lane: string, latestAt: Instant, signal: AbortSignal, who?: Waiter): Promise<Turn>;
  /** Nobody passes before `untilAt`, those who wait already included. */
  hold(lane: string, untilAt: Instant): void;
}

/** Who waits, and for whom. */
export interface Waiter {
  readonly account: string;
  readonly urgent: boolean;
}

interface Lane {
  /** The last turns given out, oldest first. */
  readonly given: Instant[];
  /** In the order in which they came. */
  readonly waiting: Waiter[];
  /** Accounts, the one that had the last turn at the end. */
  readonly served: Set<string>;
  heldUntilAt: Instant;
  /** The latest time at which somebody was told to come again. */
  promisedAt: Instant;
}

/** Lanes kept at once; idle ones are forgotten first. */
const mostLanes = 1_000;
/** Who is woken before the one whose turn it is looks again after this. */
const momentMs = 5;

/**
 * Turns at one pace, each lane for itself.
 *
 * @param afterHold  whether those who meet a hold are told another time each, or all the same one at which it ends; these
 *   do not wait it out, so that somebody can make one of what they have to say
 */
export function createTurns(
  { count, perMs }: Pace,
  time: Timekeeper,
  afterHold: 'apart' | 'together' = 'apart',
): Turns {
  const lanes = new Map<string, Lane>();

  const find = (name: string): Lane => {
    const lane = lanes.get(name) ?? { given: [], waiting: [], served: new Set(), heldUntilAt: 0, promisedAt: 0 };
    // Set anew, the lane becomes the youngest of the map.
    lanes.delete(name);
    lanes.set(name, lane);
    if (lanes.size > mostLanes) {
      for (const [other, { given, waiting, heldUntilAt }] of lanes) {
        const isIdle = heldUntilAt <= time.now() && (given.at(-1) ?? 0) + perMs <= time.now();
        if (isIdle && waiting.length === 0 && other !== name) lanes.delete(other);
        if (lanes.size <= mostLanes) break;
      }
    }
    return lane;
  };

  const freeAt = ({ given, heldUntilAt }: Lane): Instant =>
    Math.max(time.now(), heldUntilAt, given.length < count ? 0 : (given[0] ?? 0) + perMs);

  const sendAway = (lane: Lane, at: Instant): Turn => {
    lane.promisedAt = Math.max(at, lane.promisedAt + perMs / count);
    return { granted: false, retryAfterMs: Math.max(1, Math.ceil(lane.promisedAt - time.now())) };
  };

  return {
    async take(name, latestAt, signal, who = nobody) {
      signal.throwIfAborted();
      const lane = find(name);
      const waiter: Waiter = { ...who };
      lane.waiting.push(waiter);
      try {
        for (;;) {
          const ahead = inTurn(lane).indexOf(waiter);
          const free = freeAt(lane);
          const at = free + Math.floor(ahead / count) * perMs;
          if (afterHold === 'together' && lane.heldUntilAt > time.now()) {
            return { granted: false, retryAfterMs: Math.ceil(lane.heldUntilAt - time.now()) };
          }
          if (at > latestAt) return sendAway(lane, at);
          if (free <= time.now() && ahead === 0) {
            lane.given.push(time.now());
            lane.served.delete(who.account);
            lane.served.add(who.account);
            if (lane.given.length > count) lane.given.shift();
            return { granted: true };
          }
          await time.sleepUntil(Math.max(free, time.now() + momentMs), signal);
        }
      } finally {
        lane.waiting.splice(lane.waiting.indexOf(waiter), 1);
      }
    },
    hold(name, untilAt) {
      const lane = find(name);
      lane.heldUntilAt = Math.max(lane.heldUntilAt, untilAt);
    },
  };
}

const nobody: Waiter = { account: '', urgent: false };

/** All who wait, in the order of their turns. */
function inTurn({ waiting, served }: Lane): readonly Waiter[] {
  const byAccount = Map.groupBy(
    waiting.toSorted((a, b) => Number(b.urgent) - Number(a.urgent)),
    ({ account }) => account,
  );
  // Whoever had no turn yet comes first; the others in the order in which they had their last one.
  const order = [...served];
  const accounts = [...byAccount.keys()].toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  const turns: Waiter[] = [];
  for (let round = 0; turns.length < waiting.length; round += 1) {
    for (const account of accounts) {
      const waiter = byAccount.get(account)?.[round];
      if (waiter !== undefined) turns.push(waiter);
    }
  }
  return turns;
}
