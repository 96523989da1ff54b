import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { Draw } from './budget.ts';
import type { Admitted, Budgets } from './budgets.ts';
import type { Timekeeper } from './contract.ts';

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

export function createGate(budgets: Budgets, time: Timekeeper): Gate {
  const lanes = createLanes(time);
  let waiters: Waiter[] = [];

  /** What comes of a call now; where it has to wait, until when and in which lane and buckets nobody may overtake it. */
  const tryNow = (comer: Comer, now: Instant): Passage | { readonly at: Instant; readonly closes: readonly string[] } => {
    const heldUntilAt = lanes.heldUntil(comer.lane);
    if (heldUntilAt - now > patienceMs) return { waitMs: heldUntilAt - now };
    if (heldUntilAt > now) return { at: heldUntilAt, closes: [laneName(comer.lane)] };
    const { at, lacking } = budgets.roomFor(comer.draws, comer.share, now);
    if (lacking.length === 0) return { admitted: budgets.take(comer.draws, now) };
    if (at !== undefined && at - now > patienceMs) return { waitMs: at - now };
    return { at: at ?? Infinity, closes: lacking };
  };

  const look = (): void => {
    const now = time.now();
    const closed = new Set<string>();
    const stay: Waiter[] = [];
    let nextAt = Infinity;
    for (const waiter of waiters) {
      if (isBehind(waiter, closed)) {
        stay.push(waiter);
        continue;
      }
      const found = tryNow(waiter, now);
      if ('at' in found) {
        stay.push(waiter);
        nextAt = Math.min(nextAt, found.at);
        for (const name of found.closes) closed.add(name);
      } else waiter.done(found);
    }
    waiters = stay;
    alarm.set(nextAt);
  };
  const alarm = createAlarm(time, look);

  return {
    async pass(comer, signal) {
      signal.throwIfAborted();
      if (waiters.length >= maxWaiting) throw gateFull;
      const { promise, resolve, reject } = Promise.withResolvers<Passage>();
      let passage: Passage | undefined;
      const waiter: Waiter = {
        ...comer,
        done: (given) => {
          passage = given;
          resolve(given);
        },
      };
      const behind = waiters.findLastIndex(({ rank, order }) => rank < comer.rank || (rank === comer.rank && order < comer.order));
      waiters.splice(behind + 1, 0, waiter);
      look();
      if (passage !== undefined) return passage;
      const giveUp = (): void => {
        waiters = waiters.filter((other) => other !== waiter);
        look();
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        // Whoever lets it through counts for itself.
        return await time.standBy(promise);
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    },
    hold: (lane, untilAt) => {
      lanes.hold(lane, untilAt);
      look();
    },
    isHeld: (lane) => lanes.heldUntil(lane) > time.now(),
    look,
  };
}

const laneName = (lane: string): string => `lane ${lane}`;

/** Whether somebody who goes first waits for the same. */
function isBehind({ lane, draws }: Comer, closed: ReadonlySet<string>): boolean {
  return closed.size > 0 && (closed.has(laneName(lane)) || draws.some(({ bucket }) => closed.has(bucket.name)));
}

/** Until when each lane is held; a lane that is free is not remembered. */
function createLanes(time: Timekeeper) {
  const freeAt = new Map<string, Instant>();
  return {
    heldUntil(lane: string): Instant {
      const at = freeAt.get(lane) ?? 0;
      if (at > time.now()) return at;
      freeAt.delete(lane);
      return 0;
    },
    hold: (lane: string, untilAt: Instant): void => {
      for (const [other, at] of freeAt) if (at <= time.now()) freeAt.delete(other);
      freeAt.set(lane, Math.max(freeAt.get(lane) ?? 0, untilAt));
    },
  };
}

/** Wakes once at the earliest instant it was set to, in a task of its own. */
function createAlarm(time: Timekeeper, ring: () => void) {
  let set: { readonly at: Instant; readonly off: AbortController } | undefined;
  return {
    /** `Infinity` takes it back. */
    set(at: Instant): void {
      // One that rings too early finds out when to ring again.
      if (set !== undefined && set.at <= at && at !== Infinity) return;
      set?.off.abort(new Error('set anew'));
      set = undefined;
      if (at === Infinity) return;
      const off = new AbortController();
      set = { at, off };
      void time.task(async () => {
        try {
          await time.sleepUntil(at, off.signal);
        } catch {
          return;
        }
        if (off.signal.aborted) return;
        set = undefined;
        ring();
      });
    },
  };
}
