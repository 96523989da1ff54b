import { SECOND_MS } from '#core/time.ts';
import { calm, type Fate } from './faults.ts';
import type { Letter } from './network.ts';
import type { Plan } from './schedule.ts';

export type Direction = 'paused-holder' | 'latest-arrival';

/** Schedules in which things go wrong in the one way for which a guard is there. */
export const directions: Readonly<Record<Direction, () => Partial<Plan>>> = {
  /** Whoever holds a claim is stopped until long after lease and grace, and then goes on as if nothing had been. */
  'paused-holder': () => ({
    replicas: 2,
    dial: calm,
    meddling: false,
    skewMs: 0,
    fateFor: () => 'well',
    pauseFor: onFirstClaim(150 * SECOND_MS),
  }),
  /** A post is begun at the last moment that the lease allows, and takes a minute to arrive. */
  'latest-arrival': () => ({
    replicas: 2,
    dial: calm,
    meddling: false,
    skewMs: 0,
    fateFor: () => 'well',
    pauseFor: onFirstClaim(25 * SECOND_MS),
    lateFor: onFirstPost(55 * SECOND_MS),
  }),
};

type HowLong = (letter: Letter, fate: Fate) => number | undefined;

/** Upon the answer to the first claim that is written. */
function onFirstClaim(ms: number): HowLong {
  let met = false;
  return ({ body }) => {
    if (met || !body.includes('claimed')) return undefined;
    met = true;
    return ms;
  };
}

function onFirstPost(ms: number): HowLong {
  let met = false;
  return ({ path }) => {
    if (met || !path.endsWith('chat.postMessage')) return undefined;
    met = true;
    return ms;
  };
}
