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
  const queue = new Bottleneck({
    maxConcurrent: atOnce,
    highWater: maxWaiting,
    strategy: Bottleneck.strategy.OVERFLOW,
  });
  const freeAt = new Map<string, Instant>();
  const isHeld = (lane: string): boolean => (freeAt.get(lane) ?? 0) > time.now();

  const rateLimited = (message: string, retryAfterMs: number): IntegrationError =>
    new IntegrationError(platform, 'rate-limited', { message: `${platform}: ${message}`, retryAfterMs });

  /** Waits outside the queue, so that whoever waits holds nobody's place and is seen to be asleep. */
  const laneIsFree = async (lane: string, signal: AbortSignal): Promise<void> => {
    const waitMs = (freeAt.get(lane) ?? 0) - time.now();
    if (waitMs > patienceMs) throw rateLimited('told to wait', waitMs);
    if (waitMs > 0) await asleep(platform, time.sleepUntil(time.now() + waitMs, signal));
  };
  const turn = async <T>({ lane, urgency }: PacedCall, signal: AbortSignal, work: () => Promise<T>) => {
    try {
      return await queue.schedule({ priority: priorityOf[urgency] }, async () => {
        if (signal.aborted) throw abandoned(platform);
        return isHeld(lane) ? held : work();
      });
    } catch (cause) {
      if (cause instanceof Bottleneck.BottleneckError) throw rateLimited('too many calls are waiting', SECOND_MS);
      throw cause;
    }
  };
  const hold = (lane: string, waitMs: number): void => {
    freeAt.set(lane, Math.max(freeAt.get(lane) ?? 0, time.now() + Math.min(waitMs, maxHoldMs)));
  };

  return {
    async run(call, signal, work) {
      let lastRefusal: IntegrationError | undefined;
      let tries = 0;
      for (let turns = 0; turns < maxTurns && tries < maxTries; turns += 1) {
        await laneIsFree(call.lane, signal);
        try {
          const answer = await turn(call, signal, work);
          if (answer !== held) return answer;
        } catch (cause) {
          if (!(cause instanceof IntegrationError) || cause.reason !== 'rate-limited' || cause.status === undefined)
            throw cause;
          lastRefusal = cause;
          tries += 1;
          hold(call.lane, cause.retryAfterMs ?? waitUnnamedMs);
        }
      }
      throw lastRefusal ?? rateLimited('told to wait', waitUnnamedMs);
    },
  };
}

function abandoned(platform: string): IntegrationError {
  return new IntegrationError(platform, 'timeout', { message: `${platform}: the caller gave up before it was sent` });
}

async function asleep(platform: string, sleep: Promise<void>): Promise<void> {
  try {
    await sleep;
  } catch {
    throw abandoned(platform);
  }
}
