import type { Instant } from '#core/time.ts';
import { SECOND_MS } from '#core/time.ts';
import type { SlidingLog } from './sliding-log.ts';
import { createSlidingLog } from './sliding-log.ts';

/** One of the budgets a platform keeps: so many credits in any stretch of time so long. */
export interface Bucket {
  /** Unique within the account. */
  readonly name: string;
  /** Believed until the platform says what it is. */
  readonly limit: number;
  readonly windowMs: number;
  /** People's clicks draw from it, so a part is kept for them. */
  readonly isForPeople?: boolean;
  /** One of many, such as one ticket's own: forgotten when nothing of it is in use. */
  readonly isFleeting?: boolean;
}

/** What one call takes of one bucket. */
export interface Draw {
  readonly bucket: Bucket;
  /** Credits; 1 where it is left out. */
  readonly cost?: number;
}

/** What an answer says of one bucket. */
export interface Reading {
  /** The bucket's name; one that is not known is passed over, and so is what is left out. */
  readonly bucket: string;
  readonly total?: number | undefined;
  readonly remaining?: number | undefined;
  /** Until what was used counts no more. */
  readonly resetsMs?: number | undefined;
  /** What this very call cost. */
  readonly used?: number | undefined;
}

/** A call that was sent: when, what it takes of this bucket, and how much had come back stamped by then. */
export interface Sent {
  readonly sentAt: Instant;
  readonly cost: number;
  readonly stampedBefore: number;
}

/**
 * One bucket as we see it: our own calls by a sliding log, which holds for fixed windows of any beginning and for sliding
 * ones, and what others seem to have used by what the platform says is left.
 *
 * A call counts from the moment it is admitted. Its stamp, from which on its credits come back a window later, is no
 * earlier than the platform can have counted it.
 */
export interface Budget {
  readonly bucket: Bucket;
  /** When `cost` fits below the limit less `share` of it: now or an instant to come; `undefined` while answers are out. */
  roomAt(cost: number, share: number, now: Instant): Instant | undefined;
  take(cost: number): void;
  /** Gives back what was taken and never sent. */
  giveBack(cost: number): void;
  /** What was taken goes out now. */
  send(cost: number, now: Instant): Sent;
  /** What was sent is used as of `at`; `cost` is what it turned out to be. */
  stamp(sent: Sent, at: Instant, cost: number): void;
  /** Heard with the answer to a call, once that is stamped. */
  hear(reading: Reading, sent: Sent, now: Instant): void;
  /** The platform said how large it is. */
  resize(total: number): void;
  isIdle(now: Instant): boolean;
}

/** Answers may be this late: so long are stamps kept beyond their window, to be compared with what the platform counted. */
const keptBeyondMs = 15 * SECOND_MS;
const highestLimit = 100_000;

export function createBudget(bucket: Bucket): Budget {
  const { windowMs } = bucket;
  const log: SlidingLog = createSlidingLog();
  const others = createOthers(windowMs);
  let limit = bucket.limit;
  let underWay = 0;
  let left = Infinity;
  const ceiling = (cost: number, share: number): number =>
    // However little there is: a call alone is let through, and the platform has the last word.
    Math.max(cost, bucket.isForPeople === true ? Math.floor(limit * (1 - share)) : limit);
  const resize = (total: number): void => {
    limit = Math.min(highestLimit, Math.max(1, Math.floor(total)));
  };
  return {
    bucket,
    resize,
    roomAt(cost, share, now) {
      log.forgetUntil(now - windowMs - keptBeyondMs);
      const room = ceiling(cost, share) - cost - underWay;
      const own = log.usedSince(now - windowMs);
      const elsewhere = others.at(now);
      // Where others are about, what the platform last said is left goes before what we think: one asks for the rest.
      if (underWay > 0 && others.areAbout(now) && left - underWay < cost) return undefined;
      if (own + elsewhere <= room) return now;
      if (room < 0) return undefined;
      const passing = log.stampToPass(Math.max(0, room - elsewhere));
      const byLog = room >= elsewhere && passing !== undefined ? passing + windowMs : Infinity;
      // One alone finds out whether others still hold what they held.
      const byOthers = own <= room ? others.doubtedAt(now) : Infinity;
      if (byOthers <= now && underWay === 0) return now;
      return Math.min(byLog, byOthers > now ? byOthers : Infinity, now + windowMs);
    },
    take: (cost) => {
      underWay += cost;
    },
    giveBack: (cost) => {
      underWay -= cost;
    },
    send: (cost, now) => ({ sentAt: now, cost, stampedBefore: log.total }),
    stamp: (sent, at, cost) => {
      underWay -= sent.cost;
      if (cost > 0) log.add(at, cost);
    },
    hear({ total, remaining, resetsMs }, { sentAt, cost, stampedBefore }, now) {
      if (total !== undefined) resize(total);
      if (remaining === undefined) return;
      left = remaining;
      const counted = limit - remaining;
      // The platform counted when the call was between us: what it can have known of ours lies between these.
      const most = log.usedSince(sentAt - windowMs) + underWay;
      const least = cost + Math.max(0, log.usedSince(now - windowMs) - (log.total - stampedBefore));
      others.between(counted - most, counted - Math.min(least, most), { now, resetsMs });
    },
    isIdle: (now) => underWay === 0 && log.usedSince(now - windowMs) === 0 && others.at(now) === 0,
  };
}

interface Others {
  /** Credits that others hold, as far as is known. */
  at(now: Instant): number;
  /** Whether they held any of late. */
  areAbout(now: Instant): boolean;
  /** From when on it is worth a call to find out whether they still do. */
  doubtedAt(now: Instant): Instant;
  /** It is no less than `least` and no more than `most`. */
  between(least: number, most: number, heard: { readonly now: Instant; readonly resetsMs: number | undefined }): void;
}

/** Believed until the platform's own end of the window, or for one window where it names none. */
function createOthers(windowMs: number): Others {
  let credits = 0;
  let heardAt: Instant = -Infinity;
  let endsAt: Instant = -Infinity;
  let seenAt: Instant = -Infinity;
  const at = (now: Instant): number => (now < endsAt ? credits : 0);
  return {
    at,
    areAbout: (now) => now < seenAt + 2 * windowMs,
    doubtedAt: (now) => (at(now) === 0 ? now : Math.min(endsAt, heardAt + windowMs / 2)),
    between(least, most, { now, resetsMs = windowMs }) {
      credits = Math.max(0, least, Math.min(most, at(now)));
      heardAt = now;
      endsAt = now + resetsMs;
      if (credits > 0) seenAt = now;
    },
  };
}
