import { SECOND_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Range } from './random.ts';
import { createRandom, drawFrom } from './random.ts';
import type { WebhookOdds } from './dial.ts';

/** What may go wrong between the account and a receiver. Each `…Every: n` strikes every nth delivery; absent ones never. */
export interface WebhookDials {
  /** Every delivery waits as long. */
  readonly lateMs?: number | Range;
  readonly doubleEvery?: number;
  readonly loseEvery?: number;
  /** Held back by three seconds, so that later ones overtake it. */
  readonly reorderEvery?: number;
}

/** Sends parcels on their way as the dials say; every wait goes through the timekeeper. */
export interface Dispatch<Parcel> {
  readonly send: (parcel: Parcel) => void;
  readonly setDials: (dials: WebhookDials) => void;
  /** Beside the dials; the seed says which. */
  readonly setOdds: (odds: WebhookOdds, seed: number) => void;
}

/** What becomes of parcels. */
export interface Carriage<Parcel, End> {
  readonly time: Timekeeper;
  /** Rejects only where the fake was closed under it. */
  readonly carry: (parcel: Parcel, delayMs: number) => Promise<End>;
  readonly ended: (parcel: Parcel, end: End, at: Instant) => void;
  readonly lost: (parcel: Parcel) => End;
}

/** More than this under way at once and the newest are lost, as a service under strain loses them. */
const mostUnderWay = 5000;
const overtakenMs = 3 * SECOND_MS;

export function createDispatch<Parcel, End>(carriage: Carriage<Parcel, End>): Dispatch<Parcel> {
  const { time, carry, lost } = carriage;
  let dials: WebhookDials = {};
  let odds: WebhookOdds = {};
  let random = createRandom(0);
  let sent = 0;
  let underWay = 0;
  const note = (parcel: Parcel, end: End): void => carriage.ended(parcel, end, time.now());
  const start = (parcel: Parcel, delayMs: number): void => {
    underWay += 1;
    const ended = (end: End): void => {
      underWay -= 1;
      note(parcel, end);
    };
    time.task(() => carry(parcel, delayMs)).then(ended, () => ended(lost(parcel)));
  };
  const strikes = (every: number | undefined, rate: number | undefined): boolean =>
    (every !== undefined && sent % every === 0) || (rate !== undefined && random() < rate);
  return {
    send: (parcel) => {
      sent += 1;
      if (strikes(dials.loseEvery, odds.lost) || underWay >= mostUnderWay) {
        note(parcel, lost(parcel));
        return;
      }
      const lateMs = drawFrom(dials.lateMs ?? 0, random) + drawFrom(odds.lateMs ?? 0, random);
      const delayMs = lateMs + (strikes(dials.reorderEvery, odds.reordered) ? overtakenMs : 0);
      start(parcel, delayMs);
      if (strikes(dials.doubleEvery, odds.doubled)) start(parcel, delayMs);
    },
    setDials: (set) => {
      dials = set;
    },
    setOdds: (set, seed) => {
      odds = set;
      random = createRandom(seed);
    },
  };
}

/** The latest so many of a row; older ones are forgotten. */
export function createMemory<T>(most: number): { readonly add: (one: T) => void; readonly all: () => readonly T[] } {
  const kept: T[] = [];
  return {
    add: (one) => {
      kept.push(one);
      if (kept.length > most) kept.shift();
    },
    all: () => kept,
  };
}
