import { SECOND_MS, type Instant } from '#core/time.ts';

/**
 * Places for alerts that are claimed ahead of time: as many of each account as a channel takes in the time. Whatever
 * falls due beyond that waits for its channel, not for its claim, and a claim made ahead would only run out.
 */
export interface AheadPlaces {
  /** Takes a place for an alert that falls due at `at`, or finds the one it has; `false` where all are taken. */
  take(channel: string, account: string, at: Instant, key: string): boolean;
}

/** A claim made ahead can wait about as long for its post as it was made ahead. */
const stretchMs = 10 * SECOND_MS;
/** One post a second is what a channel takes. */
const perStretch = 10;

interface Stretch {
  readonly endsAt: Instant;
  readonly keys: string[];
}

/** @param now by which places of the past are forgotten */
export function createAheadPlaces(now: () => Instant): AheadPlaces {
  /** By channel and stretch of time: who has a place. */
  const taken = new Map<string, Stretch>();
  let most = 64;
  return {
    take(channel, account, at, key) {
      const stretch = Math.floor(at / stretchMs);
      const name = `${stretch} ${account} ${channel}`;
      const { keys }: Pick<Stretch, 'keys'> = taken.get(name) ?? { keys: [] };
      if (keys.includes(key)) return true;
      if (keys.length >= perStretch) return false;
      keys.push(key);
      taken.set(name, { endsAt: (stretch + 1) * stretchMs, keys });
      if (taken.size > most) {
        for (const [name, { endsAt }] of taken) if (endsAt < now()) taken.delete(name);
        most = 2 * taken.size;
      }
      return true;
    },
  };
}
