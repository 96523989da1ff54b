import type { Effect } from './effect/effect.ts';
import { planEffects } from './effect/plan.ts';
import type { Policy } from './policy/policy.ts';
import { standingOf, type Standing } from './standing.ts';
import type { TicketRecord } from './ticket.ts';
import type { Instant } from './time.ts';

/** How a ticket stands, and what to do about it. */
export interface Outcome extends Standing {
  /** In the order in which to perform them. What the ticket shows as done is left out where that saves work. */
  readonly effects: readonly Effect[];
}

const nothingToDo: readonly Effect[] = [];

/**
 * ticket record -> complaint -> clocks -> decisions -> effects.
 *
 * Given the whole ticket each time, never a change of it, so that a repeated, late or missing hint cannot make it
 * wrong. Pure: the same arguments give the same answer, in the server, on the command line and in a browser.
 */
export function judge(record: TicketRecord, policy: Policy, now: Instant): Outcome {
  const { complaint, clocks, decisions, wakeAt } = standingOf(record, policy, now);
  const effects =
    complaint === undefined ? nothingToDo : planEffects(decisions, { record, complaint, clocks, policy, now });
  return { complaint, clocks, decisions, effects, wakeAt };
}
