import { MINUTE_MS } from '#core/time.ts';
import type { SpecialLimit } from './call.ts';
import type { Plan } from './limits.ts';

/** One of the account's limits: so many calls in so long. */
export interface Bucket {
  readonly name: string;
  /** The header in which answers tell what is left of it, where there is one. */
  readonly header: string | undefined;
  readonly total: number;
  readonly lengthMs: number;
  readonly complaint: string;
}

export function accountBucket(plan: Plan): Bucket {
  return perMinute('account', plan.accountPerMinute, { what: 'API requests' });
}

/** What a call counts against beside the account's own limit. */
export function specialBuckets(
  plan: Plan,
  limit: SpecialLimit | undefined,
  who: { readonly user: number; readonly ticket: string },
): readonly Bucket[] {
  switch (limit) {
    case undefined:
      return [];
    case 'incremental':
      return [perMinute(limit, plan.incrementalPerMinute, { what: 'incremental export API requests' })];
    case 'search-export':
      return [
        perMinute(limit, plan.searchExportPerMinute, {
          what: 'search export API requests',
          header: 'zendesk-ratelimit-search-export',
        }),
      ];
    case 'tickets-index':
      return [
        perMinute(limit, plan.ticketListsPerMinute, {
          what: 'ticket list requests',
          header: 'zendesk-ratelimit-tickets-index',
        }),
      ];
    case 'delete':
      return [perMinute(limit, plan.deletesPerMinute, { what: 'ticket deletions' })];
    case 'deleted-tickets':
      return [perMinute(limit, plan.deletedTicketsPerMinute, { what: 'deleted tickets requests' })];
    case 'webhooks':
      return [perMinute(limit, plan.webhookCallsPerMinute, { what: 'webhook API requests' })];
    case 'ticket-update':
      return [
        {
          name: `ticket ${who.user} ${who.ticket}`,
          header: 'zendesk-ratelimit-per-ticket-updates',
          total: plan.ticketUpdatesPer10Minutes,
          lengthMs: 10 * MINUTE_MS,
          complaint: 'Number of allowed updates of this ticket exceeded',
        },
        perMinute('updates', plan.updatesPerMinute, {
          what: 'ticket updates',
          header: 'zendesk-ratelimit-ticket-updates',
        }),
      ];
  }
}

function perMinute(
  name: string,
  total: number,
  { what, header }: { readonly what: string; readonly header?: string },
): Bucket {
  return { name, header, total, lengthMs: MINUTE_MS, complaint: `Number of allowed ${what} per minute exceeded` };
}
