import type { Instant } from '#core/time.ts';
import type { Budget, Draw, Reading, Sent } from './budget.ts';
import { createBudget } from './budget.ts';

/** Every bucket of one account that is in use, and calls that draw from several at once. */
export interface Budgets {
  /** When the call fits everywhere, and which buckets it lacks room in now; `at` is `undefined` while answers are out. */
  roomFor(draws: readonly Draw[], share: number, now: Instant): Room;
  /** Takes from all of them; what was admitted is sent or given back. */
  take(draws: readonly Draw[], now: Instant): Admitted;
}

export interface Room {
  readonly at: Instant | undefined;
  readonly lacking: readonly string[];
}

/** A call that may go out. */
export interface Admitted {
  send(now: Instant): void;
  /** The answer's head is here, or it is certain that none comes: only the first time counts. */
  answered(readings: readonly Reading[], now: Instant): void;
  /** It will not be sent. */
  giveBack(): void;
}

/** Fleeting buckets kept at once; of more, the one longest unused is forgotten, and the platform's 429 stands in for it. */
const mostFleeting = 10_000;

/** @param delayBoundMs how long after its sending a call is counted by the platform at the latest */
export function createBudgets(delayBoundMs: number): Budgets {
  const lasting = new Map<string, Budget>();
  const fleeting = new Map<string, Budget>();

  const find = ({ bucket }: Draw, now: Instant): Budget => {
    const all = bucket.isFleeting === true ? fleeting : lasting;
    const budget = all.get(bucket.name) ?? createBudget(bucket);
    // Set anew, a fleeting one becomes the youngest of the map.
    if (bucket.isFleeting === true) all.delete(bucket.name);
    all.set(bucket.name, budget);
    if (bucket.isFleeting === true) forgetIdle(now);
    return budget;
  };
  const forgetIdle = (now: Instant): void => {
    for (const [name, budget] of fleeting) {
      if (fleeting.size <= mostFleeting && !budget.isIdle(now)) return;
      if (fleeting.size === 1) return;
      fleeting.delete(name);
    }
  };

  return {
    roomFor(draws, share, now) {
      const lacking: string[] = [];
      let latest: Instant | undefined = now;
      for (const draw of draws) {
        const at = find(draw, now).roomAt(draw.cost ?? 1, share, now);
        if (at !== undefined && at <= now) continue;
        lacking.push(draw.bucket.name);
        latest = at === undefined || latest === undefined ? undefined : Math.max(latest, at);
      }
      return { at: latest, lacking };
    },
    take(draws, now) {
      const parts = draws.map((draw) => ({ budget: find(draw, now), cost: draw.cost ?? 1 }));
      for (const { budget, cost } of parts) budget.take(cost);
      return admitted(parts, lasting, delayBoundMs);
    },
  };
}

interface Part {
  readonly budget: Budget;
  readonly cost: number;
}

function admitted(parts: readonly Part[], lasting: ReadonlyMap<string, Budget>, delayBoundMs: number): Admitted {
  let sent: readonly Sent[] | undefined;
  let isOver = false;
  return {
    send: (now) => {
      sent = parts.map(({ budget, cost }) => budget.send(cost, now));
    },
    answered(readings, now) {
      if (isOver) return;
      isOver = true;
      for (const [index, { budget, cost }] of parts.entries()) {
        const part = sent?.[index] ?? budget.send(cost, now);
        const own = readings.filter(({ bucket }) => bucket === budget.bucket.name);
        const used = own.find((reading) => reading.used !== undefined)?.used ?? cost;
        budget.stamp(part, Math.min(now, part.sentAt + delayBoundMs), used);
        for (const reading of own) budget.hear(reading, { ...part, cost: used }, now);
      }
      const mine = new Set(parts.map(({ budget }) => budget.bucket.name));
      for (const { bucket, total } of readings) {
        // An answer may tell how large other buckets are; what is left in them it cannot compare with this call.
        if (!mine.has(bucket) && total !== undefined) lasting.get(bucket)?.resize(total);
      }
    },
    giveBack() {
      if (isOver) return;
      isOver = true;
      for (const { budget, cost } of parts) budget.giveBack(cost);
    },
  };
}
