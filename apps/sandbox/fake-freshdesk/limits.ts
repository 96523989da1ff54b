import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { BudgetWindow, WindowKind } from '../fake-shared/budget-window.ts';
import { createBudgetWindow } from '../fake-shared/budget-window.ts';
import type { Answer, SpecialLimit } from './call.ts';
import type { Switches } from './switches.ts';

/** Calls a minute that an account's plan allows, all keys and apps together. */
export interface Plan extends Readonly<Record<SpecialLimit, number>> {
  /** Credits: most calls cost one, those with `include` more. */
  readonly perMinute: number;
  readonly window: WindowKind;
}

/** What each plan allows. The trial's limits beside the account's own were not seen: here there are none. */
export const plans = {
  trial: plan(50, 50, 50, 50),
  growth: plan(200, 80, 20, 20),
  pro: plan(400, 160, 100, 100),
  enterprise: plan(700, 280, 200, 200),
  addOn1000: plan(1000, 400, 300, 300),
  addOn2000: plan(2000, 800, 400, 400),
} as const;

function plan(perMinute: number, writes: number, ticketsList: number, contactsList: number): Plan {
  return { perMinute, ticketCreate: writes, ticketUpdate: writes, ticketsList, contactsList, window: 'fixed' };
}

export interface Admission {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: Answer | undefined;
}

export interface Limits {
  /** Counts one request that costs `credits`, valid or not. What is refused costs the account nothing. */
  admit(request: { readonly limit: SpecialLimit | undefined; readonly credits: number }): Admission;
  /** Somebody else's calls eat of the account's budget. */
  useElsewhere(credits: number): void;
  setPlan(plan: Partial<Plan>): void;
}

export function createLimits(time: Timekeeper, switches: () => Switches, plan: Plan): Limits {
  let current = plan;
  let windows = new Map<string, BudgetWindow>();
  const windowOf = (name: string): BudgetWindow => {
    const known = windows.get(name) ?? createBudgetWindow(current.window, MINUTE_MS);
    windows.set(name, known);
    return known;
  };
  const written = (count: number): string => (switches().rateHeaders === 'decimal' ? `${count}.0` : String(count));
  const headersAfter = (used: number): Record<string, string> => ({
    'X-Ratelimit-Total': written(current.perMinute),
    'X-Ratelimit-Remaining': written(Math.max(0, current.perMinute - windowOf('account').usedAt(time.now()))),
    'X-Ratelimit-Used-CurrentRequest': written(used),
  });
  return {
    admit: ({ limit, credits }) => {
      const now = time.now();
      const account = windowOf('account');
      const ownWaitMs = account.waitMs(now, credits, current.perMinute);
      const special = limit === undefined ? undefined : windowOf(limit);
      const specialWaitMs = limit === undefined ? 0 : windowOf(limit).waitMs(now, 1, current[limit]);
      const waitMs = Math.max(ownWaitMs, specialWaitMs);
      if (waitMs > 0) {
        const headers = { ...headersAfter(0), 'Retry-After': String(Math.ceil(waitMs / SECOND_MS)) };
        return { headers, refusal: { status: 429, body: switches().body429, headers } };
      }
      account.use(now, credits);
      special?.use(now, 1);
      return { headers: headersAfter(credits), refusal: undefined };
    },
    useElsewhere: (credits) => windowOf('account').use(time.now(), credits),
    setPlan: (plan) => {
      if (plan.window !== undefined && plan.window !== current.window) windows = new Map();
      current = { ...current, ...plan };
    },
  };
}
