import { SECOND_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { BudgetWindow, WindowKind } from '../fake-shared/budget-window.ts';
import { createBudgetWindow } from '../fake-shared/budget-window.ts';
import type { Bucket } from './buckets.ts';
import { accountBucket, specialBuckets } from './buckets.ts';
import type { Answer, SpecialLimit } from './call.ts';

/** How many requests the account's plan allows. */
export interface Plan {
  readonly accountPerMinute: number;
  readonly incrementalPerMinute: number;
  readonly searchExportPerMinute: number;
  /** One user's updates of one ticket. */
  readonly ticketUpdatesPer10Minutes: number;
  readonly updatesPerMinute: number;
  /** Whole lists of tickets. */
  readonly ticketListsPerMinute: number;
  readonly deletesPerMinute: number;
  readonly deletedTicketsPerMinute: number;
  readonly webhookCallsPerMinute: number;
  /** The account limit may answer in plain text. */
  readonly globalBody: 'json' | 'text';
  /** Which of the two is real was not seen written down. */
  readonly window: WindowKind;
}

/** Enterprise, without the High Volume add-on. */
export const enterprisePlan: Plan = {
  accountPerMinute: 700,
  incrementalPerMinute: 10,
  searchExportPerMinute: 100,
  ticketUpdatesPer10Minutes: 30,
  updatesPerMinute: 100,
  ticketListsPerMinute: 100,
  deletesPerMinute: 400,
  deletedTicketsPerMinute: 10,
  webhookCallsPerMinute: 100,
  globalBody: 'json',
  window: 'fixed',
};

export interface Admission {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: Answer | undefined;
}

export interface Limits {
  /** Counts one request; one that a limit beside the account's refuses counts against the account only. */
  admit(request: {
    readonly user: number;
    readonly limit: SpecialLimit | undefined;
    readonly ticket: string;
  }): Admission;
  /** Somebody else's calls eat of the account's budget. */
  useElsewhere(calls: number): void;
  setPlan(plan: Partial<Plan>): void;
}

const mostWindows = 10_000;

export function createLimits(time: Timekeeper, plan: Plan): Limits {
  let current = plan;
  let windows = new Map<string, BudgetWindow>();
  const forgetOld = (): void => {
    for (const [name, window] of windows) if (window.resetMs(time.now()) <= 0) windows.delete(name);
  };
  const windowOf = (bucket: Bucket): BudgetWindow => {
    const known = windows.get(bucket.name);
    if (known !== undefined) return known;
    if (windows.size > mostWindows) forgetOld();
    const fresh = createBudgetWindow(current.window, bucket.lengthMs);
    windows.set(bucket.name, fresh);
    return fresh;
  };
  return {
    setPlan: (plan) => {
      if (plan.window !== undefined && plan.window !== current.window) windows = new Map();
      current = { ...current, ...plan };
    },
    useElsewhere: (calls) => windowOf(accountBucket(current)).use(time.now(), calls),
    admit: ({ user, limit, ticket }) => {
      const now = time.now();
      const account = accountBucket(current);
      const accountWindow = windowOf(account);
      if (accountWindow.waitMs(now, 1, account.total) > 0)
        return refused(account, accountWindow, { time, body: current.globalBody });
      accountWindow.use(now, 1);
      const headers = accountHeaders(account, accountWindow, now);
      const special = specialBuckets(current, limit, { user, ticket });
      for (const bucket of special) {
        const window = windowOf(bucket);
        if (window.waitMs(now, 1, bucket.total) > 0) return refused(bucket, window, { time, body: 'json', headers });
      }
      for (const bucket of special) {
        const window = windowOf(bucket);
        window.use(now, 1);
        if (bucket.header !== undefined) headers[bucket.header] = bucketHeader(bucket, window, now);
      }
      return { headers, refusal: undefined };
    },
  };
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / SECOND_MS));

function accountHeaders(bucket: Bucket, window: BudgetWindow, now: Instant): Record<string, string> {
  const remaining = String(Math.max(0, bucket.total - window.usedAt(now)));
  return {
    'x-rate-limit': String(bucket.total),
    'x-rate-limit-remaining': remaining,
    'ratelimit-limit': String(bucket.total),
    'ratelimit-remaining': remaining,
    'ratelimit-reset': String(seconds(window.resetMs(now))),
  };
}

function bucketHeader(bucket: Bucket, window: BudgetWindow, now: Instant): string {
  return `total=${bucket.total}; remaining=${bucket.total - window.usedAt(now)}; resets=${seconds(window.resetMs(now))}`;
}

function refused(
  bucket: Bucket,
  window: BudgetWindow,
  how: {
    readonly time: Timekeeper;
    readonly body: 'json' | 'text';
    readonly headers?: Readonly<Record<string, string>>;
  },
): Admission {
  const now = how.time.now();
  const headers = {
    ...(how.headers ?? accountHeaders(bucket, window, now)),
    'retry-after': String(seconds(window.waitMs(now, 1, bucket.total))),
  };
  const body =
    how.body === 'text' ? bucket.complaint : { error: 'APIRateLimitExceeded', description: bucket.complaint };
  return { headers, refusal: { status: 429, body, headers } };
}
