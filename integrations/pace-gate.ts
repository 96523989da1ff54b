import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import { createAlarm } from './alarm.ts';
import type { Draw } from './budget.ts';
import type { Admitted, Budgets } from './budgets.ts';
import type { Timekeeper } from './contract.ts';
import { createLanes } from './lanes.ts';

/** A call as the gate sees it. */
export interface Comer {
  readonly lane: string;
  readonly draws: readonly Draw[];
  /** Smaller goes first; of one rank, whoever came first. */
  readonly rank: number;
  readonly order: number;
  /** The part of people's budgets that is not for this call. */
  readonly share: number;
}

/** What came of waiting: let through, or told how long it would take, which is longer than anybody waits. */
export type Passage = { readonly admitted: Admitted } | { readonly waitMs: number };

/** Where calls wait until the platform's budgets have room for them: in order, but nobody behind those who wait for another budget. */
export interface Gate {
  /** Rejects with the signal's reason when aborted, and with `gateFull` where too many wait. */
  pass(comer: Comer, signal: AbortSignal): Promise<Passage>;
  /** Nobody of this lane passes before `untilAt`. */
  hold(lane: string, untilAt: Instant): void;
  isHeld(lane: string): boolean;
  /** There may be room now. */
  look(): void;
}

export const gateFull: Error = new Error('too many calls wait');

const maxWaiting = 2_000;
/** Nobody waits longer for a budget that will not have room: whoever asked is told when to come again. */
const patienceMs = 2 * MINUTE_MS;

interface Waiter extends Comer {
  readonly done: (passage: Passage) => void;
}

/** A call that has to wait: until when, and for what, so that nobody behind it overtakes it there. */
interface NotYet {
  readonly at: Instant;
  readonly closes: readonly string[];
}

export function createGate(budgets: Budgets, time: Timekeeper): Gate {
  const lanes = createLanes(time);
  const tryNow = (comer: Comer, now: Instant): Passage | NotYet => {
    const heldUntilAt = lanes.heldUntil(comer.lane);
    if (heldUntilAt - now > patienceMs) return { waitMs: heldUntilAt - now };
    if (heldUntilAt > now) return { at: heldUntilAt, closes: [laneName(comer.lane)] };
    const { at, lacking } = budgets.roomFor(comer.draws, comer.share, now);
    if (lacking.length === 0) return { admitted: budgets.take(comer.draws, now) };
    if (at !== undefined && at - now > patienceMs) return { waitMs: at - now };
    return { at: at ?? Infinity, closes: lacking };
  };
  const queue = createWaiters(time, tryNow);
  return {
    async pass(comer, signal) {
      signal.throwIfAborted();
      const { passage, leave } = queue.join(comer);
      if (!(passage instanceof Promise)) return passage;
      const givenUp = Promise.withResolvers<never>();
      const giveUp = (): void => {
        leave();
        givenUp.reject(signal.reason as Error);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        // Whoever lets it through counts for itself.
        return await time.standBy(Promise.race([passage, givenUp.promise]));
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    },
    hold: (lane, untilAt) => lanes.hold(lane, untilAt),
    isHeld: (lane) => lanes.heldUntil(lane) > time.now(),
    look: queue.look,
  };
}

/** All who wait, in order, and the look through them whenever there may be room. */
function createWaiters(time: Timekeeper, tryNow: (comer: Comer, now: Instant) => Passage | NotYet) {
  let waiters: Waiter[] = [];
  const look = (): void => {
    const now = time.now();
    const closed = new Set<string>();
    let nextAt = Infinity;
    waiters = waiters.filter((waiter) => {
      if (isBehind(waiter, closed)) return true;
      const found = tryNow(waiter, now);
      if (!('at' in found)) {
        waiter.done(found);
        return false;
      }
      nextAt = Math.min(nextAt, found.at);
      for (const name of found.closes) closed.add(name);
      return true;
    });
    alarm.set(nextAt);
  };
  const alarm = createAlarm(time, look);
  return {
    look,
    /** @throws `gateFull` */
    join(comer: Comer): { readonly passage: Passage | Promise<Passage>; readonly leave: () => void } {
      if (waiters.length >= maxWaiting) throw gateFull;
      const { promise, resolve } = Promise.withResolvers<Passage>();
      let passage: Passage | undefined;
      const waiter: Waiter = {
        ...comer,
        done: (given) => {
          passage = given;
          resolve(given);
        },
      };
      waiters.splice(waiters.findLastIndex((other) => goesBefore(other, comer)) + 1, 0, waiter);
      look();
      const leave = (): void => {
        waiters = waiters.filter((other) => other !== waiter);
        look();
      };
      return { passage: passage ?? promise, leave };
    },
  };
}

function goesBefore(one: Comer, other: Comer): boolean {
  return one.rank === other.rank ? one.order < other.order : one.rank < other.rank;
}

const laneName = (lane: string): string => `lane ${lane}`;

/** Whether somebody who goes first waits for the same. */
function isBehind({ lane, draws }: Comer, closed: ReadonlySet<string>): boolean {
  return closed.size > 0 && (closed.has(laneName(lane)) || draws.some(({ bucket }) => closed.has(bucket.name)));
}
