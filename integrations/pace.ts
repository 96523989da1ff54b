import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Draw, Reading } from './budget.ts';
import type { Admitted } from './budgets.ts';
import { createBudgets } from './budgets.ts';
import type { Timekeeper } from './contract.ts';
import { IntegrationError } from './errors.ts';
import type { Gate } from './pace-gate.ts';
import { createGate, gateFull } from './pace-gate.ts';
import { createPlaces, doorFull } from './places.ts';

export const urgencies = ['interactive', 'begun', 'ordinary', 'sweep'] as const;
/**
 * Who waits for whom: a person who pressed a button goes before a run of ours, and that before a sweep. `begun` is what a
 * run does under a claim, whose lease runs: it goes before what others only begin.
 */
export type Urgency = (typeof urgencies)[number];

const priorityOf = { interactive: 2, begun: 4, ordinary: 5, sweep: 8 } as const satisfies Record<Urgency, number>;

/** That of a call, by whose it is: what is begun goes before what is ordinary. */
export function urgencyOf(urgency: Urgency, isBegun: boolean | undefined): Urgency {
  return urgency === 'ordinary' && isBegun === true ? 'begun' : urgency;
}

export interface PacedCall {
  /** Calls that wait together: one lane that was told to wait does not hold up the others. */
  readonly lane: string;
  readonly urgency: Urgency;
  /** What it takes of the platform's budgets; nothing where it is left out. */
  readonly draws?: readonly Draw[];
}

/** Tells what the head of an answer said of the platform's budgets, as soon as it is there. */
export type Hear = (readings: readonly Reading[]) => void;

/**
 * The order and number in which one tenant's calls go out: as many as the platform's budgets allow and no more, a part
 * of them kept for people's clicks, as far as we and the platform's own headers can tell.
 *
 * A call that is answered 429 all the same holds its lane until the platform's `Retry-After` has passed and is then sent
 * again, a few times; one that would have to wait minutes is `rate-limited` at once, and says how long.
 */
export interface Pace {
  run<T>(call: PacedCall, signal: AbortSignal, work: (hear: Hear) => Promise<T>): Promise<T>;
}

export interface PaceOptions {
  readonly platform: string;
  readonly time: Timekeeper;
  /** Calls under way at once. */
  readonly atOnce: number;
  /** The part of people's budgets that only `interactive` calls may use, 0 to 1; `usualReserve` where it is left out. */
  readonly reserve?: number;
  /**
   * How long after its sending the platform has counted a call at the latest, ms. Left out, a call counts from its
   * answer on, which is always safe and costs the time of one answer a window.
   */
  readonly delayBoundMs?: number;
}

const maxTries = 4;
/** How often a call may find its lane held when its turn comes, because another call was told to wait meanwhile. */
const maxTurns = 20;
/** Where a 429 names no time: one window of the platforms we know, halved. */
const waitUnnamedMs = 30 * SECOND_MS;
/** A lane is not closed for longer than this, whatever the platform says: then it is asked again. */
const maxHoldMs = 15 * MINUTE_MS;
/** Kept for people's clicks where nothing else is said. */
export const usualReserve = 0.1;

const held = Symbol('held');

export function createPace(options: PaceOptions): Pace {
  const { platform, time, atOnce, reserve = usualReserve, delayBoundMs = Infinity } = options;
  const gate = createGate(createBudgets(delayBoundMs), time);
  const places = createPlaces(time, atOnce);
  /** What became of one that waited and was not sent. */
  const unsent = (cause: unknown, signal: AbortSignal): unknown => {
    if (cause === gateFull || cause === doorFull) return rateLimited(platform, 'too many calls wait', SECOND_MS);
    return signal.aborted ? abandoned(platform) : cause;
  };
  let order = 0;
  return {
    async run(call, signal, work) {
      order += 1;
      const { lane, draws = [], urgency } = call;
      const share = urgency === 'interactive' ? 0 : reserve;
      const comer = { lane, draws, rank: priorityOf[urgency], order, share };
      let lastRefusal: IntegrationError | undefined;
      let tries = 0;
      for (let turns = 0; turns < maxTurns && tries < maxTries; turns += 1) {
        const passage = await gate.pass(comer, signal).catch((cause: unknown) => {
          throw unsent(cause, signal);
        });
        if ('waitMs' in passage) throw rateLimited(platform, 'told to wait', passage.waitMs);
        const { admitted } = passage;
        let isSent = false;
        const send = async () => {
          if (gate.isHeld(lane)) return held;
          isSent = true;
          return sent(work, admitted, { gate, time });
        };
        try {
          const answer = await places.within(comer.rank, signal, send);
          if (answer !== held) return answer;
        } catch (cause) {
          if (!isSent) throw unsent(cause, signal);
          if (!isRefusal(cause)) throw cause;
          lastRefusal = cause;
          tries += 1;
          gate.hold(lane, time.now() + Math.min(cause.retryAfterMs ?? waitUnnamedMs, maxHoldMs));
        } finally {
          // Nothing, where it was sent.
          admitted.giveBack();
          gate.look();
        }
      }
      throw lastRefusal ?? rateLimited(platform, 'told to wait', waitUnnamedMs);
    },
  };
}

/** Sends an admitted call, and lets the gate know as soon as there is an answer. */
async function sent<T>(
  work: (hear: Hear) => Promise<T>,
  admitted: Admitted,
  { gate, time }: { readonly gate: Gate; readonly time: Timekeeper },
): Promise<T> {
  admitted.send(time.now());
  try {
    return await work((readings) => {
      admitted.answered(readings, time.now());
      gate.look();
    });
  } finally {
    // Whatever became of it, the platform may have counted it until now.
    admitted.answered([], time.now());
  }
}

/** The platform's own 429: not ours of a moment ago. */
function isRefusal(cause: unknown): cause is IntegrationError {
  return cause instanceof IntegrationError && cause.reason === 'rate-limited' && cause.status !== undefined;
}

function rateLimited(platform: string, what: string, retryAfterMs: number): IntegrationError {
  return new IntegrationError(platform, 'rate-limited', { message: `${platform}: ${what}`, retryAfterMs });
}

function abandoned(platform: string): IntegrationError {
  return new IntegrationError(platform, 'timeout', { message: `${platform}: the caller gave up before it was sent` });
}
