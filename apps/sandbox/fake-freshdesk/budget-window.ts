import { MINUTE_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';

/** How a minute is counted: from the first call on, or always the last sixty seconds. */
export type WindowKind = 'fixed' | 'sliding';

/** What was used of one limit within a minute. */
export interface BudgetWindow {
  usedAt(now: Instant): number;
  use(now: Instant, amount: number): void;
  /** How long until `amount` fits below `total` again; ms, 0 where it fits. */
  waitMs(now: Instant, amount: number, total: number): number;
}

export function createBudgetWindow(kind: WindowKind): BudgetWindow {
  return kind === 'fixed' ? fixedWindow() : slidingWindow();
}

function fixedWindow(): BudgetWindow {
  let endsAt = -Infinity;
  let used = 0;
  const usedAt = (now: Instant): number => (now < endsAt ? used : 0);
  return {
    usedAt,
    use: (now, amount) => {
      if (now >= endsAt) {
        endsAt = now + MINUTE_MS;
        used = 0;
      }
      used += amount;
    },
    waitMs: (now, amount, total) => (usedAt(now) + amount > total ? Math.max(endsAt - now, 1) : 0),
  };
}

function slidingWindow(): BudgetWindow {
  let log: { readonly at: Instant; readonly amount: number }[] = [];
  const usedAt = (now: Instant): number => {
    const from = log.findIndex(({ at }) => at > now - MINUTE_MS);
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
        if (left <= 0) return one.at + MINUTE_MS - now;
      }
      return MINUTE_MS;
    },
  };
}
