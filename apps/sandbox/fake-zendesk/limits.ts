import { MINUTE_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Answer, SpecialLimit } from './call.ts';

/** How many requests the account's plan allows. */
export interface Plan {
  readonly accountPerMinute: number;
  readonly incrementalPerMinute: number;
  readonly searchExportPerMinute: number;
  /** One user's updates of one ticket. */
  readonly ticketUpdatesPer10Minutes: number;
  readonly updatesPerMinute: number;
  /** The account limit may answer in plain text. */
  readonly globalBody: 'json' | 'text';
}

/** Enterprise, without the High Volume add-on. */
export const enterprisePlan: Plan = {
  accountPerMinute: 700,
  incrementalPerMinute: 10,
  searchExportPerMinute: 100,
  ticketUpdatesPer10Minutes: 30,
  updatesPerMinute: 100,
  globalBody: 'json',
};

export interface Admission {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: Answer | undefined;
}

export interface Limits {
  /** Counts one request; a refused one counts against the account only. */
  admit(request: {
    readonly user: number;
    readonly limit: SpecialLimit | undefined;
    readonly ticket: string;
  }): Admission;
  setPlan(plan: Partial<Plan>): void;
}

interface Window {
  readonly endsAt: Instant;
  used: number;
}

interface Bucket {
  readonly name: string;
  readonly header: string | undefined;
  readonly total: number;
  readonly lengthMs: number;
  readonly complaint: string;
}

const mostWindows = 10_000;

export function createLimits(time: Timekeeper, plan: Plan): Limits {
  let current = plan;
  const windows = new Map<string, Window>();
  const windowOf = (bucket: Bucket): Window => {
    const known = windows.get(bucket.name);
    if (known !== undefined && known.endsAt > time.now()) return known;
    if (windows.size > mostWindows) windows.clear();
    const fresh = { endsAt: time.now() + bucket.lengthMs, used: 0 };
    windows.set(bucket.name, fresh);
    return fresh;
  };
  return {
    setPlan: (plan) => {
      current = { ...current, ...plan };
    },
    admit: ({ user, limit, ticket }) => {
      const account = accountBucket(current);
      const accountWindow = windowOf(account);
      accountWindow.used += 1;
      if (accountWindow.used > account.total)
        return refused(account, accountWindow, { time, body: current.globalBody });
      const headers = accountHeaders(account, accountWindow, time.now());
      const special = specialBuckets(current, limit, { user, ticket });
      for (const bucket of special) {
        const window = windowOf(bucket);
        if (window.used >= bucket.total) return refused(bucket, window, { time, body: 'json', headers });
      }
      for (const bucket of special) {
        const window = windowOf(bucket);
        window.used += 1;
        if (bucket.header !== undefined) headers[bucket.header] = bucketHeader(bucket, window, time.now());
      }
      return { headers, refusal: undefined };
    },
  };
}

function accountBucket(plan: Plan): Bucket {
  const complaint = 'Number of allowed API requests per minute exceeded';
  return { name: 'account', header: undefined, total: plan.accountPerMinute, lengthMs: MINUTE_MS, complaint };
}

function specialBuckets(
  plan: Plan,
  limit: SpecialLimit | undefined,
  who: { readonly user: number; readonly ticket: string },
): readonly Bucket[] {
  switch (limit) {
    case undefined:
      return [];
    case 'incremental':
      return [
        {
          name: 'incremental',
          header: undefined,
          total: plan.incrementalPerMinute,
          lengthMs: MINUTE_MS,
          complaint: 'Number of allowed incremental export API requests per minute exceeded',
        },
      ];
    case 'search-export':
      return [
        {
          name: 'search-export',
          header: 'zendesk-ratelimit-search-export',
          total: plan.searchExportPerMinute,
          lengthMs: MINUTE_MS,
          complaint: 'Number of allowed search export API requests per minute exceeded',
        },
      ];
    case 'ticket-update':
      return [
        {
          name: `ticket ${who.user} ${who.ticket}`,
          header: 'zendesk-ratelimit-per-ticket-updates',
          total: plan.ticketUpdatesPer10Minutes,
          lengthMs: 10 * MINUTE_MS,
          complaint: 'Number of allowed updates of this ticket exceeded',
        },
        {
          name: 'updates',
          header: 'zendesk-ratelimit-ticket-updates',
          total: plan.updatesPerMinute,
          lengthMs: MINUTE_MS,
          complaint: 'Number of allowed ticket updates per minute exceeded',
        },
      ];
  }
}

const secondsLeft = (window: Window, now: Instant): number => Math.max(1, Math.ceil((window.endsAt - now) / 1000));

function accountHeaders(bucket: Bucket, window: Window, now: Instant): Record<string, string> {
  const remaining = String(Math.max(0, bucket.total - window.used));
  return {
    'x-rate-limit': String(bucket.total),
    'x-rate-limit-remaining': remaining,
    'ratelimit-limit': String(bucket.total),
    'ratelimit-remaining': remaining,
    'ratelimit-reset': String(secondsLeft(window, now)),
  };
}

function bucketHeader(bucket: Bucket, window: Window, now: Instant): string {
  return `total=${bucket.total}; remaining=${bucket.total - window.used}; resets=${secondsLeft(window, now)}`;
}

function refused(
  bucket: Bucket,
  window: Window,
  how: {
    readonly time: Timekeeper;
    readonly body: 'json' | 'text';
    readonly headers?: Readonly<Record<string, string>>;
  },
): Admission {
  const now = how.time.now();
  const headers = {
    ...(how.headers ?? accountHeaders(bucket, window, now)),
    'retry-after': String(secondsLeft(window, now)),
  };
  const body =
    how.body === 'text' ? bucket.complaint : { error: 'APIRateLimitExceeded', description: bucket.complaint };
  return { headers, refusal: { status: 429, body, headers } };
}
