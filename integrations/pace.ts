import Bottleneck from 'bottleneck';
import type { Instant } from '#core/time.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from './contract.ts';
import { IntegrationError } from './errors.ts';

export const urgencies = ['interactive', 'ordinary', 'sweep'] as const;
/** Who waits for whom: a person who pressed a button goes before a run of ours, and that before a sweep. */
export type Urgency = (typeof urgencies)[number];

const priorityOf = { interactive: 2, ordinary: 5, sweep: 8 } as const satisfies Record<Urgency, number>;

export interface PacedCall {
  /** Calls that share one of the platform's budgets: one lane that was told to wait does not hold up the others. */
  readonly lane: string;
  readonly urgency: Urgency;
}

/**
 * The order and number in which one tenant's calls go out.
 *
 * A call that is answered 429 holds its lane until the platform's `Retry-After` has passed and is then sent again, a few
 * times; one that would have to wait longer than `patienceMs` is `rate-limited` at once.
 */
export interface Pace {
  run<T>(call: PacedCall, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export interface PaceOptions {
  readonly platform: string;
  readonly time: Timekeeper;
  /** Calls under way at once. */
  readonly atOnce: number;
}

const maxWaiting = 2_000;
const maxTries = 4;
/** How often a call may find its lane held when its turn comes, because another call was told to wait meanwhile. */
const maxTurns = 20;
const patienceMs = 2 * MINUTE_MS;
/** Where a 429 names no time: one window of the platforms we know, halved. */
const waitUnnamedMs = 30 * SECOND_MS;
/** A lane is not closed for longer than this, whatever the platform says: then it is asked again. */
const maxHoldMs = 15 * MINUTE_MS;

const held = Symbol('held');

export function createPace({ platform, time, atOnce }: PaceOptions): Pace {
  const lanes = createLanes(platform, time);
  const queue = createQueue(platform, atOnce);
  return {
    async run(call, signal, work) {
      let lastRefusal = rateLimited(platform, 'told to wait', waitUnnamedMs);
      let tries = 0;
      for (let turns = 0; turns < maxTurns && tries < maxTries; turns += 1) {
        await lanes.free(call.lane, signal);
        try {
          const answer = await queue(call.urgency, signal, async () => (lanes.isHeld(call.lane) ? held : work()));
          if (answer !== held) return answer;
        } catch (cause) {
          if (!isRefusal(cause)) throw cause;
          lastRefusal = cause;
          tries += 1;
          lanes.hold(call.lane, cause.retryAfterMs ?? waitUnnamedMs);
        }
      }
      throw lastRefusal;
    },
  };
}

/** Until when each lane is held; a lane that is free is not remembered. */
function createLanes(platform: string, time: Timekeeper) {
  const freeAt = new Map<string, Instant>();
  return {
    isHeld: (lane: string): boolean => (freeAt.get(lane) ?? 0) > time.now(),
    hold(lane: string, waitMs: number): void {
      freeAt.set(lane, Math.max(freeAt.get(lane) ?? 0, time.now() + Math.min(waitMs, maxHoldMs)));
    },
    /** Waits outside the queue, so that whoever waits holds nobody's place and is seen to be asleep. */
    async free(lane: string, signal: AbortSignal): Promise<void> {
      if (signal.aborted) throw abandoned(platform);
      const waitMs = (freeAt.get(lane) ?? 0) - time.now();
      if (waitMs <= 0) {
        freeAt.delete(lane);
        return;
      }
      if (waitMs > patienceMs) throw rateLimited(platform, 'told to wait', waitMs);
      try {
        await time.sleepUntil(time.now() + waitMs, signal);
      } catch {
        throw abandoned(platform);
      }
    },
  };
}

function createQueue(platform: string, atOnce: number) {
  const queue = new Bottleneck({
    maxConcurrent: atOnce,
    highWater: maxWaiting,
    strategy: Bottleneck.strategy.OVERFLOW,
  });
  return async <T>(urgency: Urgency, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    if (signal.aborted) throw abandoned(platform);
    let hasBegun = false;
    const gaveUp = Promise.withResolvers<never>();
    // Once it has begun, what became of it is the work's own to tell.
    const onAbort = (): void => {
      if (!hasBegun) gaveUp.reject(abandoned(platform));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    const queued = queue.schedule({ priority: priorityOf[urgency] }, async () => {
      if (signal.aborted) throw abandoned(platform);
      hasBegun = true;
      return work();
    });
    try {
      return await Promise.race([queued, gaveUp.promise]);
    } catch (cause) {
      if (cause instanceof Bottleneck.BottleneckError) throw rateLimited(platform, 'too many calls wait', SECOND_MS);
      throw cause;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };
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
