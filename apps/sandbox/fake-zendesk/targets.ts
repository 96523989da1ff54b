import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import { Refused } from '../fake-shared/answer.ts';
import type { Call } from './call.ts';
import type { Desk, DeskTicket, JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import { forbidden } from './only-admins.ts';

/** One of the account's own promises on a ticket, as its SLA policies made it. */
export interface DeskTarget {
  /** Such as `first_reply_time`. */
  readonly metric: string;
  /** `active`, `paused` or `completed`, in the words that were seen. */
  readonly stage: string;
  /** `null` while it is paused. */
  readonly breachAt: Instant | null;
}

/** What `include=slas` tells of a ticket; one that no policy is for has an empty list. */
export function slasJson(desk: Desk, { targets = [] }: DeskTicket): JsonMap {
  return {
    policy_metrics: targets.map(({ metric, stage, breachAt }) => ({
      breach_at: breachAt === null ? null : stamp(breachAt),
      stage,
      metric,
      ...(breachAt === null ? {} : timeLeft(breachAt - desk.time.now())),
    })),
  };
}

/** In the largest unit that fits; below zero after the breach. */
function timeLeft(ms: number): JsonMap {
  const size = Math.abs(ms);
  if (size >= DAY_MS) return { days: Math.trunc(ms / DAY_MS) };
  return size >= HOUR_MS ? { hours: Math.trunc(ms / HOUR_MS) } : { minutes: Math.trunc(ms / MINUTE_MS) };
}

/**
 * What goes into each ticket beside its own attributes, where the request asks for `slas`.
 *
 * @throws {Refused} 403 where the account's plan has no SLAs and says so
 */
export function targetsBeside(call: Call): (ticket: DeskTicket) => JsonMap {
  const { desk, query } = call;
  if (query.get('include')?.split(',').includes('slas') !== true) return () => ({});
  if (desk.features.slas) return (ticket) => ({ slas: slasJson(desk, ticket) });
  if (desk.switches.slasWithoutPlan === 'refused') throw new Refused(forbidden);
  return () => ({});
}
