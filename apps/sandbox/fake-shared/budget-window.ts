import type { Instant } from '#core/time.ts';

/** How a stretch of time is counted: from the first call on, or always the last so many seconds. */
export type WindowKind = 'fixed' | 'sliding';

/** What was used of one limit within a stretch of time. */
export interface BudgetWindow {
  usedAt(now: Instant): number;
  use(now: Instant, amount: number): void;
  /** How long until `amount` fits below `total` again; ms, 0 where it fits. */
  waitMs(now: Instant, amount: number, total: number): number;
  /** How long until nothing of what was used counts any more, ms. */
  resetMs(now: Instant): number;
}

export function createBudgetWindow(kind: WindowKind, lengthMs: number): BudgetWindow {
  return kind === 'fixed' ? fixedWindow(lengthMs) : slidingWindow(lengthMs);
}

function fixedWindow(lengthMs: number): BudgetWindow {
  let endsAt = -Infinity;
  let used = 0;
  const usedAt = (now: Instant): number => (now < endsAt ? used : 0);
  return {
    usedAt,
    use: (now, amount) => {
      if (now >= endsAt) {
        endsAt = now + lengthMs;
        used = 0;
      }
      used += amount;
    },
    waitMs: (now, amount, total) => (usedAt(now) + amount > total ? Math.max(endsAt - now, 1) : 0),
    resetMs: (now) => Math.max(0, endsAt - now),
  };
}

function slidingWindow(lengthMs: number): BudgetWindow {
  let log: { readonly at: Instant; readonly amount: number }[] = [];
  const usedAt = (now: Instant): number => {
    const from = log.findIndex(({ at }) => at > now - lengthMs);
    log = from < 0 ? [] : log.slice(from);
    return log.reduce((sum, { amount }) => sum + amount, 0);
  };
  return {
    usedAt,
    use: (now, amount) => void log.push({ at: now, amount }),
    waitMs: (now, amount, total) => {
      let left = usedAt(now) + amount - total;
      if (left <= 0) return 0;
      for (const one of log) {
        left -= one.amount;
        if (left <= 0) return one.at + lengthMs - now;
      }
      return lengthMs;
    },
    resetMs: (now) => Math.max(0, (log.at(-1)?.at ?? -Infinity) + lengthMs - now),
  };
}
